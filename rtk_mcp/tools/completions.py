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

from rtk_mcp.errors import RtkError
from rtk_mcp.render.findings import finding_codes
from rtk_mcp.tools.services import Services

MAX_VALUES = 100
"""The protocol's own limit of one answer."""
RECENT_SESSIONS = 3
"""Whose participants are offered when no session is chosen yet: three more requests, not three hundred."""

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
        try:
            values = await _candidates(services, argument.name, chosen)
        except RtkError as error:
            logger.warning("No completion of %s: %s", argument.name, error)
            return None
        matching = [value for value in values if value.startswith(argument.value)]
        return Completion(
            values=matching[:MAX_VALUES], total=len(matching), has_more=len(matching) > MAX_VALUES
        )

    return complete


async def _candidates(services: Services, name: str, chosen: dict[str, str]) -> list[str]:
    match name:
        case "session_id":
            return await _session_ids(services, MAX_VALUES)
        case "peer_id":
            return await _peer_ids(services, chosen.get("session_id"))
        case "code":
            return finding_codes()
        case _:
            return []


async def _session_ids(services: Services, count: int) -> list[str]:
    page = await services.kit.list_sessions(per_page=count, sort_by="createdAt", sort_order="DESC")
    return [session.id for session in page.sessions if session.id][:count]


async def _peer_ids(services: Services, session_id: str | None) -> list[str]:
    sessions = [session_id] if session_id else await _session_ids(services, RECENT_SESSIONS)
    peers = []
    for session in sessions:
        page = await services.kit.list_participants(session, per_page=MAX_VALUES)
        peers += [participant.id for participant in page.participants if participant.id]
    return peers
