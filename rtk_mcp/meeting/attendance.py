"""Who attended and for how long: one row per person over rejoins and devices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.people import Person, person_of_stays, stays_of_people

_ROUNDING: Final = timedelta(minutes=1)
"""A duration may be told in whole minutes."""
_NOTHING: Final = timedelta()
LONGEST_STAY: Final = timedelta(days=10)
"""Longer than any session is allowed to be: one of the two times is of a broken clock."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person's attendance.

    Attributes:
        stays: how many connections they had, one after another or at once.
        first_joined: None where no row tells it.
        last_left: None while they are there, and where the end of any stay is not known.
        here: some stay goes on.
        present_s: how long they were there, seconds; stays that overlap count once. At least that long when
            `unknown_stays`; None when nothing is known.
        unknown_stays: how many of the stays have no length that can be told.
        presets: each once, in the order of the stays.
    """

    person: Person
    stays: int
    first_joined: datetime | None
    last_left: datetime | None
    here: bool
    present_s: float | None
    unknown_stays: int
    presets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stay:
    """From when to when; a stay whose times are not known may still have a length."""

    joined: datetime | None
    left: datetime | None
    here: bool
    told: timedelta | None

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        return (self.joined, self.left) if self.joined and self.left else None


def attendance_of(participants: Sequence[Participant], now: datetime | None = None) -> tuple[Attendee, ...]:
    """One row per person of a participants list, in order of their first appearance.

    `now` is the time while the session is live, else None. A stay without an end lasts until then; in an ended
    session it lasts as long as its duration says, and without that its length is unknown.
    """
    return tuple(_attendee(rows, now) for rows in stays_of_people(participants))


def _attendee(rows: Sequence[Participant], now: datetime | None) -> Attendee:
    connections = {row.id or str(number): row for number, row in enumerate(rows)}
    stays = [_stay(row, now) for row in connections.values()]
    unknown = sum(stay.span is None and stay.told is None for stay in stays)
    return Attendee(
        person=person_of_stays(rows),
        stays=len(stays),
        first_joined=min((stay.joined for stay in stays if stay.joined), default=None),
        last_left=_last_left(stays),
        here=any(stay.here for stay in stays),
        present_s=_present(stays).total_seconds() if unknown < len(stays) else None,
        unknown_stays=unknown,
        presets=tuple(dict.fromkeys(row.preset_name for row in rows if row.preset_name)),
    )


def _stay(row: Participant, now: datetime | None) -> _Stay:
    """The stay as far as the row tells.

    An end before the beginning, or days after it, is none, nor is a duration of 0 without an end.
    """
    joined, left = row.joined_at, row.left_at
    told = timedelta(minutes=row.duration) if row.duration else None
    if joined and left and not _NOTHING <= left - joined <= LONGEST_STAY:
        left = None
    elif left is None and now is not None:
        if joined and now - joined > LONGEST_STAY:
            joined = None
        return _Stay(joined, max(now, joined) if joined else None, here=True, told=None if joined else told)
    if joined and told and left is None:
        left = _shifted(joined, told)
    elif left and told and joined is None:
        joined = _shifted(left, -told)
    return _Stay(joined, left, here=False, told=told)


def _shifted(time: datetime, by: timedelta) -> datetime | None:
    try:
        return time + by
    except OverflowError:
        return None


def _last_left(stays: Sequence[_Stay]) -> datetime | None:
    ends = [stay.left for stay in stays if stay.left and not stay.here]
    return max(ends) if len(ends) == len(stays) else None


def _present(stays: Sequence[_Stay]) -> timedelta:
    """The time in which any stay was on, and the lengths of those whose times are not known.

    One row may stand for several stays with time between them: their durations then add up to less than what lies
    between its joining and leaving, and it is the durations that are right.
    """
    present = _union([stay.span for stay in stays if stay.span])
    present += sum((stay.told for stay in stays if stay.told and stay.span is None), _NOTHING)
    told = [stay.told for stay in stays if stay.told and not stay.here]
    if len(told) == len(stays) and sum(told, _NOTHING) + _ROUNDING * len(told) < present:
        return sum(told, _NOTHING)
    return present


def _union(spans: Sequence[tuple[datetime, datetime]]) -> timedelta:
    length = _NOTHING
    covered: datetime | None = None
    for begin, end in sorted(spans):
        if covered is None or end > covered:
            length += end - (begin if covered is None else max(begin, covered))
            covered = end
    return length
