"""People as what is compared: calls of one person are not independent of each other, so each person counts once.

A call is one person's part in one session. Who was in ten had ten chances of a poor one: so that they do not count
more, nor are judged more strictly, than somebody who was in one, one of their calls is drawn to speak for them, always
the same one, and by nothing that has to do with its quality.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final

from rtk_mcp.meeting.comparing.dimensions import Dimension, Trait
from rtk_mcp.meeting.comparing.metrics import MeasureName, mean_of
from rtk_mcp.meeting.comparing.samples import StaySample
from rtk_mcp.meeting.people import linked
from rtk_mcp.report.finding import Verdict

WORST_FIRST: Final[tuple[Verdict, ...]] = ("poor", "fair", "good", "unknown")


@dataclass(frozen=True)
class Call:
    """One person in one session, over all of their stays there that are looked at."""

    person: int
    stays: tuple[StaySample, ...]

    @cached_property
    def key(self) -> frozenset[str]:
        """The same for the same stays."""
        return frozenset(stay.peer_id for stay in self.stays)

    @cached_property
    def verdict(self) -> Verdict:
        """The worst of the stays: who rejoins because of a poor connection had a poor call."""
        return min((stay.verdict for stay in self.stays), key=WORST_FIRST.index)

    @property
    def judged(self) -> bool:
        """Whether there was enough data of any stay."""
        return self.verdict != "unknown"

    @property
    def troubled(self) -> bool:
        """Whether the verdict is poor or fair."""
        return self.verdict in {"poor", "fair"}

    def value(self, measure: MeasureName) -> float | None:
        """A metric's mean; None when it was not measured."""
        return mean_of(stay.measured.get(measure) for stay in self.stays)

    def trait(self, dimension: Dimension) -> Trait | None:
        """The first known one of its stays."""
        return next((found for stay in self.stays if (found := stay.traits.get(dimension))), None)


def stays_by_person(samples: Sequence[StaySample]) -> list[list[StaySample]]:
    """Stays that share an id are of one person, over all sessions."""
    return linked(samples, [sample.marks for sample in samples])


@dataclass(frozen=True, slots=True)
class PersonCalls:
    """All calls of a person, in order of appearance, and the one that speaks for them; None when none was judged."""

    calls: tuple[Call, ...]
    drawn: Call | None


def calls_of(person: int, stays: Iterable[StaySample]) -> PersonCalls:
    """A person's stays as calls; a stay whose session is not known is one of its own."""
    by_session: dict[str, list[StaySample]] = {}
    for stay in stays:
        session = stay.traits.get("session")
        by_session.setdefault(session.key if session else stay.peer_id, []).append(stay)
    calls = tuple(Call(person, tuple(own)) for own in by_session.values())
    judged = [call for call in calls if call.judged]
    if len(judged) <= 1:
        return PersonCalls(calls, judged[0] if judged else None)
    return PersonCalls(calls, min(judged, key=lambda call: min(map(_lot, call.key))))


def _lot(peer_id: str) -> bytes:
    return sha256(peer_id.encode("utf-8", "replace")).digest()


@dataclass(frozen=True, slots=True)
class Side:
    """The people of one side of a comparison.

    Attributes:
        people: how many.
        calls: all of theirs there.
        drawn: one of each of whom any could be judged.
    """

    people: int
    calls: tuple[Call, ...]
    drawn: tuple[Call, ...]

    @property
    def stays(self) -> Iterable[StaySample]:
        """All of theirs there."""
        return (stay for call in self.calls for stay in call.stays)


def side_of(people: Iterable[PersonCalls]) -> Side:
    """A side of these people."""
    everybody = [*people]
    return Side(
        len(everybody),
        tuple(call for each in everybody for call in each.calls),
        tuple(each.drawn for each in everybody if each.drawn),
    )
