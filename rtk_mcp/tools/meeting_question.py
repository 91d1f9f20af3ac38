"""What `diagnose_session` is asked, from its arguments to people and times of the meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import BadArgument
from rtk_mcp.meeting.calling import people_called
from rtk_mcp.meeting.people import Person, people_of
from rtk_mcp.meeting.quality.complaints.complaint import Complaint
from rtk_mcp.meeting.quality.complaints.symptoms import Symptom
from rtk_mcp.render.budget import iso_utc
from rtk_mcp.render.untrusted import quote
from rtk_mcp.tools.everyone import MAX_PARTICIPANTS
from rtk_mcp.tools.time_span import offsets

_AROUND_S: Final = 180.0
"""People name a moment to the minute, and notice trouble some minutes after it began."""
_MARGIN_S: Final = 3_600.0
"""Before and after a session's told times people may still have been there."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """As they were given; None is not."""

    participants: str | None
    start: str | None
    end: str | None
    about: str | None
    symptom: Symptom | None
    around: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """The arguments, read.

    Attributes:
        people: whose findings to show; None is everybody's.
        span: when, seconds since 1970; None is all of the time.
        complaint: what somebody said; None is nothing.
        stranger: who is said not to have got in, and is nobody in the meeting.
        notes: how an ambiguous time was read.
    """

    people: frozenset[int] | None
    span: tuple[float, float] | None
    complaint: Complaint | None
    stranger: str | None
    notes: tuple[str, ...]

    @classmethod
    def read(cls, told: Arguments, session: SessionFacts, everybody: Sequence[Participant]) -> Self:
        """Find the people and times that are meant.

        Raises:
            BadArgument: nobody is called so, or a moment is none.
        """
        people = people_of(everybody)
        clock = _Clock.of(session, everybody)
        span, note = clock.span(told.start, told.end)
        around, other_note = clock.around(told.around)
        about = people_called(people, told.about) if told.about else None
        stranger = told.about if told.symptom == "could_not_join" and about == frozenset() else None
        if about == frozenset() and not stranger:
            raise _unknown("about", told.about or "")
        complaint = None
        if (about or told.symptom or around) and not stranger:
            complaint = Complaint(about, told.symptom, around)
        return cls(
            people=_called(people, told.participants),
            span=span,
            complaint=complaint,
            stranger=stranger,
            notes=tuple(filter(None, (note, other_note, _several(told.about, about), _cut_off(everybody)))),
        )


@dataclass(frozen=True, slots=True)
class _Clock:
    """When the meeting was, to read moments by."""

    began: datetime | None
    length_s: float

    @classmethod
    def of(cls, session: SessionFacts, everybody: Sequence[Participant]) -> Self:
        joined = [each.joined_at for each in everybody if each.joined_at]
        began = session.started_at or min(joined, default=None)
        over = session.ended_at or datetime.now(UTC)
        return cls(began, (over - began).total_seconds() if began else 0.0)

    def span(self, start: str | None, end: str | None) -> tuple[tuple[float, float] | None, str | None]:
        if start is None and end is None:
            return None, None
        start_s, end_s, note = offsets(start, end, self.began, self.length_s)
        first_s, last_s = start_s or 0.0, self.length_s if end_s is None else end_s
        self._require_within("start" if start else "end", start or end or "", first_s, last_s)
        if self.began is not None:
            first_s, last_s = max(first_s, -_MARGIN_S), min(last_s, self.length_s + _MARGIN_S)
        return (self._zero_s + first_s, self._zero_s + last_s), note

    def around(self, moment: str | None) -> tuple[tuple[float, float] | None, str | None]:
        if moment is None:
            return None, None
        at_s, _, note = offsets(moment, None, self.began, self.length_s, names=("around", ""))
        at_s = at_s or 0.0
        self._require_within("around", moment, at_s - _AROUND_S, at_s + _AROUND_S)
        return (self._zero_s + at_s - _AROUND_S, self._zero_s + at_s + _AROUND_S), note

    def _require_within(self, argument: str, moment: str, first_s: float, last_s: float) -> None:
        if self.began is not None and (last_s < 0 or self.length_s < first_s):
            over = self.began + timedelta(seconds=self.length_s)
            raise BadArgument(
                argument,
                f"{quote(moment)} is outside this meeting, which was from {iso_utc(self.began)} to {iso_utc(over)} "
                "(UTC): is it a local time?",
            )

    @property
    def _zero_s(self) -> float:
        return self.began.timestamp() if self.began else 0.0


def _cut_off(everybody: Sequence[Participant]) -> str | None:
    """That the list is as long as any that is read."""
    if len(everybody) < MAX_PARTICIPANTS:
        return None
    return f"Only the first {MAX_PARTICIPANTS} stays of the list were read."


def _several(name: str | None, found: frozenset[int] | None) -> str | None:
    """That a name is that of several people."""
    return (
        f"{quote(name)} fits {len(found)} people: the answer is about all of them."
        if name and found and len(found) > 1
        else None
    )


def _called(people: Sequence[Person], names: str | None) -> frozenset[int] | None:
    if not names:
        return None
    found = [(each, people_called(people, each)) for each in names.split(",") if each.strip()]
    if not found:
        raise BadArgument("participants", "names nobody.")
    if unknown := [each.strip() for each, places in found if not places]:
        raise _unknown("participants", ", ".join(unknown))
    return frozenset[int]().union(*(places for _, places in found))


def _unknown(argument: str, name: str) -> BadArgument:
    return BadArgument(
        argument, f"nobody in this session is called {quote(name)}: list_participants shows who was there."
    )
