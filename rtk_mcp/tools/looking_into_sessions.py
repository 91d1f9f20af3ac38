"""Who was in each of several sessions, asked side by side, as far as time and the service allow."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.models.participant import Participant
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import RateLimited, RtkError
from rtk_mcp.tools.at_once import HOPELESS, at_once, out_of_time
from rtk_mcp.tools.everyone import all_participants
from rtk_mcp.tools.reading_reports import NOT_IN_TIME
from rtk_mcp.tools.sessions_asked import Place

Attended = tuple[SessionFacts, tuple[Participant, ...]]
"""A session and all of its stays."""


@dataclass(slots=True)
class Looked:
    """What came of it, by the places' cursors: what is in neither was not come to, and `stopped` says why."""

    found: dict[str, Attended] = field(default_factory=dict)
    failed: dict[str, RtkError] = field(default_factory=dict)
    stopped: str = NOT_IN_TIME


async def look_into(
    kit: RealtimeKit,
    places: Sequence[Place],
    app_id: str | None,
    progress: Callable[[int], Awaitable[None]],
    *,
    for_s: float,
) -> Looked:
    """Look into each; one that fails does not fail the others.

    Raises:
        NotPermitted, WrongAccountOrApp, NotConfigured: nothing can be read at all.
    """
    looked = Looked()

    async def one(place: Place) -> bool:
        try:
            looked.found[place.cursor] = await _attended(kit, place, app_id)
        except HOPELESS:
            raise
        except RtkError as error:
            if isinstance(error, RateLimited):
                looked.stopped = str(error)
            if isinstance(error, RateLimited) or out_of_time(error):
                return False
            looked.failed[place.cursor] = error
        await progress(len(looked.found) + len(looked.failed))
        return True

    await at_once(places, one, for_s=for_s)
    return looked


async def _attended(kit: RealtimeKit, place: Place, app_id: str | None) -> Attended:
    if place.session_id is None:
        return SessionFacts(), tuple(Participant(id=peer_id) for peer_id in place.peer_ids)
    session = place.session or await kit.get_session(place.session_id, app_id=app_id)
    return session, await all_participants(kit, place.session_id, app_id)
