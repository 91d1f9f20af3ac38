"""Each person by themselves: for those who are few, or whom somebody asked for by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rtk_mcp.meeting.comparing.metrics import MEASURES, MeasureName
from rtk_mcp.meeting.comparing.people import WORST_FIRST, Call
from rtk_mcp.meeting.comparing.samples import StaySample
from rtk_mcp.report.finding import Verdict


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What a person's calls were like.

    Attributes:
        name: as they called themselves, not cleaned; None when nothing names them.
        peer_ids: of their stays, the worst first.
        sessions: how many they were in, as far as is known.
        verdict: the worst of their stays; `own` is that of their own trouble alone.
        worst: the code of the worst finding; None without any that was felt.
        values: each metric's mean over all of their stays.
        read: stays with a report.
    """

    name: str | None
    peer_ids: tuple[str, ...]
    sessions: int
    verdict: Verdict
    own: Verdict
    worst: str | None
    values: Mapping[MeasureName, float]
    read: int


def person_rows(people: Iterable[Sequence[StaySample]]) -> tuple[PersonRow, ...]:
    """A row for each, the worst first."""
    rows = [_row(number, stays) for number, stays in enumerate(people)]
    return tuple(sorted(rows, key=lambda row: (WORST_FIRST.index(row.verdict), WORST_FIRST.index(row.own))))


def _row(number: int, stays: Sequence[StaySample]) -> PersonRow:
    ranked = sorted(stays, key=lambda stay: WORST_FIRST.index(stay.verdict))
    felt, own = Call(number, tuple(ranked)), Call(number, tuple(stay.own_sample() for stay in ranked))
    values = {name: value for name in MEASURES if (value := felt.value(name)) is not None}
    return PersonRow(
        name=next((stay.name for stay in stays if stay.name), None),
        peer_ids=tuple(stay.peer_id for stay in ranked),
        sessions=len({stay.traits["session"].key for stay in stays if "session" in stay.traits}),
        verdict=felt.verdict,
        own=own.verdict,
        worst=next((code for stay in ranked for code in stay.codes), None),
        values=values,
        read=sum(stay.missing is None for stay in stays),
    )
