"""All participants of a session, over all pages of the service."""

from functools import partial
from typing import Final

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.models.parameters import ParticipantSortBy, ParticipantView, SortOrder
from rtk_mcp.api.models.participant import Participant, ParticipantPage
from rtk_mcp.api.request_window import as_one_of_many
from rtk_mcp.tools.paging import asked_page

MAX_PARTICIPANTS: Final = 5_000
_PER_PAGE: Final = 100
_USUAL: Final = 500
"""Rows of any usual meeting; to ask for more leaves the reserve of requests alone."""


async def all_participants(
    kit: RealtimeKit,
    session_id: str,
    app_id: str | None = None,
    *,
    search: str | None = None,
    view: ParticipantView | None = None,
    sort_by: ParticipantSortBy | None = None,
    sort_order: SortOrder | None = None,
) -> tuple[Participant, ...]:
    """Every row once, in the service's order; the first `MAX_PARTICIPANTS` of them.

    Pages are asked for until as many rows came as there are, or a page has nothing new: the service may cut pages as
    it likes, may not tell the total, and people may join meanwhile.

    Raises:
        UpstreamError: the service failed on any page.
        RateLimited: there were no requests left for so many pages.
    """
    ask = partial(
        kit.list_participants,
        session_id,
        app_id=app_id,
        search=search,
        per_page=_PER_PAGE,
        view=view,
        sort_by=sort_by,
        sort_order=sort_order,
    )
    page, number = await asked_page(lambda page_no: ask(page_no=page_no), None, lambda got: got.participants)
    found: dict[str | Participant, Participant] = {}
    while _adds(page, found) and len(found) < min(
        page.paging.total_count or MAX_PARTICIPANTS, MAX_PARTICIPANTS
    ):
        number += 1
        if len(found) < _USUAL:
            page = await ask(page_no=number)
        else:
            with as_one_of_many():
                page = await ask(page_no=number)
    return tuple(found.values())[:MAX_PARTICIPANTS]


def _adds(page: ParticipantPage, found: dict[str | Participant, Participant]) -> bool:
    """Add the rows of a page; whether any was new."""
    before = len(found)
    for participant in page.participants:
        found.setdefault(participant.id or participant, participant)
    return len(found) > before
