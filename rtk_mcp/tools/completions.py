"""Completion of session ids and peer ids, for prompts and resource templates."""

import logging
from collections.abc import Awaitable, Callable

from mcp.types import (
    Completion,
    CompletionArgument,
    CompletionContext,
    PromptReference,
    ResourceTemplateReference,
)

from rtk_mcp.api.deadline import deadline
from rtk_mcp.api.ids import is_peer_id, is_session_id
from rtk_mcp.errors import RtkError
from rtk_mcp.render.findings import finding_codes
from rtk_mcp.tools.services import Services

MAX_VALUES = 100
"""The protocol's own limit of one answer."""
RECENT_SESSIONS = 5
"""Whose participants are offered when no session is chosen yet: five more requests, not five hundred."""

logger = logging.getLogger(__name__)

Handler = Callable[
    [PromptReference | ResourceTemplateReference, CompletionArgument, CompletionContext | None],
    Awaitable[Completion | None],
]


def complete_with(services: Services) -> Handler:
    """The handler that the SDK calls; what cannot be looked up completes to nothing."""

    async def complete(
        _: PromptReference | ResourceTemplateReference,
        argument: CompletionArgument,
        context: CompletionContext | None,
    ) -> Completion | None:
        chosen = (context.arguments or {}) if context else {}
        typed = argument.value.lower()
        try:
            with deadline(services.settings.timeout_s):
                candidates = await _candidates(services, argument.name, chosen)
        except RtkError as error:
            logger.warning("No completion of %s: %s", argument.name, error)
            return None
        matching = [value for value, title in candidates if value.startswith(typed) or typed in title.lower()]
        return Completion(values=matching[:MAX_VALUES], has_more=len(matching) > MAX_VALUES)

    return complete


async def _candidates(services: Services, name: str, chosen: dict[str, str]) -> list[tuple[str, str]]:
    """Values, each with the words that a person may type for it."""
    match name:
        case "session_id":
            return await _sessions(services, MAX_VALUES)
        case "peer_id":
            return await _peers(services, chosen.get("session_id"))
        case "code":
            return [(code, code) for code in finding_codes()]
        case _:
            return []


async def _sessions(services: Services, count: int) -> list[tuple[str, str]]:
    page = await services.kit.list_sessions(per_page=count, sort_by="createdAt", sort_order="DESC")
    found = [(each.id, each.meeting_display_name or "") for each in page.sessions if each.id]
    return [(value, title) for value, title in found if is_session_id(value)][:count]


async def _peers(services: Services, session_id: str | None) -> list[tuple[str, str]]:
    sessions = (
        [session_id] if session_id else [each for each, _ in await _sessions(services, RECENT_SESSIONS)]
    )
    peers = []
    for session in sessions:
        page = await services.kit.list_participants(session, per_page=MAX_VALUES)
        people = [(person.id, person.display_name or "") for person in page.participants if person.id]
        peers += [(value, name) for value, name in people if is_peer_id(value)]
    return peers
