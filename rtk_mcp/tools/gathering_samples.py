"""The stays of many sessions as samples for a comparison: so many a call, each report asked for once."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import anyio
import anyio.to_thread

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.keeping import Keeper, Kept
from rtk_mcp.tools.looking_into_sessions import Looked, look_into
from rtk_mcp.tools.reading_reports import NONE_THERE, read_each
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.sessions_asked import Place, Places, Question, next_places

if TYPE_CHECKING:
    from rtk_mcp.meeting.comparing.samples import StaySample
    from rtk_mcp.report.signals import PeerSignals

MAX_REPORTS: Final = 400
"""Per call: with lists of sessions and people a third to a half of what the service allows in five minutes."""
MAX_KEPT_BYTES: Final = 24_000_000
_SAMPLE_BYTES: Final = 3_000
"""About, as measured."""
_FOR_PEOPLE_RATIO: Final = 0.5
"""Of the time, at most, for finding out who was there: the rest is for their reports."""
_NONE_OF_THAT_ID: Final = (
    "The service has no report of that peer id: none was written, it is not kept any more, or there is no such "
    "participant."
)
"""Where nobody told that the participant was there."""

Progress = Callable[[int, int | None], Awaitable[None]]
"""Told how many requests were answered, and of how many; None while that is not known."""


@dataclass(slots=True)
class Gathered:
    """What was gathered, by this call and by those whose cursors it follows.

    Attributes:
        sessions: by id, those that were looked into.
        samples: by peer id.
        failed: by id, why a session could not be looked into.
        stopped: why not all of what this call wanted was come to; None when it was.
        forgotten: calls went before this one, and what they gathered is not kept any more.
        next_cursor: for what comes next; None at the end.
        unread, of: so many of so many sessions are not read to the end yet, or of the people asked for by peer id;
            None where that is not known.
    """

    sessions: dict[str, SessionFacts] = field(default_factory=dict)
    samples: "dict[str, StaySample]" = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    stopped: str | None = None
    forgotten: bool = False
    next_cursor: str | None = None
    unread: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class _Stay:
    """A stay whose report is wanted, and the cursor that begins with it."""

    participant: Participant
    peer_id: str
    session: SessionFacts
    cursor: str


class Gathering:
    """Gathers, and keeps what was gathered for the call that goes on with the cursor."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._kept: Keeper[tuple[Question, str], Gathered] = Keeper(MAX_KEPT_BYTES)

    async def gather(
        self, question: Question, cursor: str | None, progress: Progress, *, for_s: float
    ) -> Gathered:
        """The next sessions' stays, with all that the calls before gathered.

        Raises:
            BadArgument: the question or the cursor cannot be read.
            UpstreamError: nothing at all could be read.
        """
        question.check()
        ends_at = anyio.current_time() + for_s
        asked = await next_places(self._services.kit, question, cursor)
        places = asked.places
        gathered = self._begun(question, cursor)
        gathered.next_cursor = asked.after
        for_people_s = _FOR_PEOPLE_RATIO * for_s

        async def tell(done: int) -> None:
            await progress(done, None)

        looked = await look_into(self._services.kit, places, question.app_id, tell, for_s=for_people_s)
        stays = _wanted(places, looked, gathered)
        if looked.failed and not gathered.sessions:
            raise next(iter(looked.failed.values()))
        await self._read(stays, question, gathered, progress, len(places), ends_at)
        if gathered.next_cursor and not gathered.forgotten:
            gathered.unread, gathered.of = _left(asked, gathered)
        if gathered.next_cursor:
            await self._keep((question, gathered.next_cursor), gathered)
        return gathered

    def _begun(self, question: Question, cursor: str | None) -> Gathered:
        before = self._kept.find((question, cursor)) if cursor else None
        if before is None:
            return Gathered(forgotten=cursor is not None)
        return Gathered(
            {**before.sessions}, {**before.samples}, {**before.failed}, forgotten=before.forgotten
        )

    async def _keep(self, key: tuple[Question, str], gathered: Gathered) -> None:
        async def make() -> Kept[Gathered]:
            return Kept(gathered, _SAMPLE_BYTES * len(gathered.samples))

        self._kept.drop(key)
        await self._kept.get(key, make)

    async def _read(
        self,
        stays: Sequence[_Stay],
        question: Question,
        gathered: Gathered,
        progress: Progress,
        before: int,
        ends_at: float,
    ) -> None:
        new = {stay.peer_id: stay for stay in stays if stay.peer_id not in gathered.samples}

        async def read(peer_id: str, downloading: anyio.Semaphore) -> "StaySample":
            stay = new[peer_id]
            told = stay.session if stay.session.id else None
            signals = await self._services.reports.read(
                peer_id, app_id=question.app_id, session=told, downloading=downloading
            )
            return await anyio.to_thread.run_sync(_sample, stay, signals, abandon_on_cancel=True)

        async def tell(done: int, of: int) -> None:
            await progress(before + done, before + of)

        reading = await read_each(read, [*new], tell, for_s=max(ends_at - anyio.current_time(), 0.0))
        gathered.samples |= reading.found
        gathered.samples |= {
            peer_id: _without_report(new[peer_id], why) for peer_id, why in reading.failed.items()
        }
        left = next((stay for stay in stays if stay.peer_id not in gathered.samples), None)
        if left:
            gathered.stopped, gathered.next_cursor = reading.stopped, left.cursor


def _left(asked: Places, gathered: Gathered) -> tuple[int | None, int | None]:
    """How many are not read to the end yet, and of how many: people where these were asked for, else sessions."""
    wanted = {peer_id for place in asked.places for peer_id in place.peer_ids}
    if wanted:
        return len(wanted - gathered.samples.keys()), len(wanted)
    if asked.total is None:
        return None, None
    first = (gathered.next_cursor or "").rpartition(".")[0]
    cursors = [place.cursor for place in asked.places]
    begun = asked.places[cursors.index(first) :] if first in cursors else []
    done = {*gathered.sessions, *gathered.failed} - {place.session_id for place in begun}
    return max(asked.total - len(done), 1), asked.total


def _wanted(places: Sequence[Place], looked: Looked, gathered: Gathered) -> list[_Stay]:
    """The stays to read the reports of; the cursor is set to what does not fit, or was not come to."""
    stays: list[_Stay] = []
    for place in places:
        if place.cursor in looked.failed:
            gathered.failed[place.session_id or ""] = str(looked.failed[place.cursor])
            continue
        if place.cursor not in looked.found:
            gathered.next_cursor, gathered.stopped = place.at(place.done), looked.stopped
            break
        session, participants = looked.found[place.cursor]
        if place.session_id:
            gathered.sessions[place.session_id] = session
        for number, participant in enumerate(participants):
            if number < place.done or not participant.id:
                continue
            if len(stays) == MAX_REPORTS:
                gathered.next_cursor = place.at(number)
                return stays
            stays.append(_Stay(participant, participant.id, session, place.at(number)))
    return stays


def _sample(stay: _Stay, signals: "PeerSignals") -> "StaySample":
    """The rules are imported with the first report, not at every start."""
    from rtk_mcp.meeting.comparing.samples import Setting, sample_of  # noqa: PLC0415

    return sample_of(stay.participant, Setting(stay.session.id, stay.session.started_at), signals)


def _without_report(stay: _Stay, why: str) -> "StaySample":
    from rtk_mcp.meeting.comparing.samples import Setting, without_report  # noqa: PLC0415

    if why == NONE_THERE and stay.session.id is None:
        why = _NONE_OF_THAT_ID
    return without_report(stay.participant, Setting(stay.session.id, stay.session.started_at), why)
