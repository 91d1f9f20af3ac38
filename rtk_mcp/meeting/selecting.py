"""Which of the things that were said or written answer a question: by words, by who, by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rtk_mcp.meeting.matching import Closeness, Query, Texts

AROUND = 1
"""Utterances shown before and after each hit: what it answers, and what it is answered with."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; None is everything.

    Attributes:
        people: places of the speakers or senders.
        start_s, end_s: seconds from the session's start.
    """

    query: Query | None = None
    people: frozenset[int] | None = None
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """What was found.

    Attributes:
        places: of everything to show, in order.
        hits: places of what has the query's words and is of the people wanted; None without a query.
        closeness: how closely the hits fit.
    """

    places: tuple[int, ...]
    hits: frozenset[int] | None = None
    closeness: Closeness = "all"


class Searched(Protocol):
    """Utterances or messages, by their places."""

    @property
    def texts(self) -> Texts: ...

    @property
    def starts_s(self) -> Sequence[float | None]:
        """Seconds from the session's start; None is not known, and in no time asked for."""

    def person_at(self, place: int) -> int | None:
        """Who said or wrote it; None for unknown."""


def select(searched: Searched, wanted: Wanted) -> Selection:
    """Choose what answers.

    With a query, what is next to a hit is shown too; where somebody's words are wanted, also what they said right
    before or after somebody else had the query's words.
    """
    person_of = searched.person_at
    within = [place for place, time_s in enumerate(searched.starts_s) if _is_within(time_s, wanted)]
    if wanted.query is None:
        people = wanted.people
        return Selection(tuple(place for place in within if people is None or person_of(place) in people))
    in_time = set(within)
    found, closeness = wanted.query.hits(searched.texts)
    matching = [place for place in found if place in in_time]
    if wanted.people is None:
        hits = matching
        anchors = matching
    else:
        hits = [place for place in matching if person_of(place) in wanted.people]
        replies = (
            near
            for place in matching
            for near in (place - 1, place + 1)
            if near in in_time and person_of(near) in wanted.people
        )
        anchors = [*hits, *replies]
    shown = {
        near for place in anchors for near in range(place - AROUND, place + AROUND + 1) if near in in_time
    }
    return Selection(tuple(sorted(shown)), frozenset(hits), closeness)


def _is_within(time_s: float | None, wanted: Wanted) -> bool:
    if wanted.start_s is None and wanted.end_s is None:
        return True
    if time_s is None:
        return False
    after = wanted.start_s is None or time_s >= wanted.start_s
    return after and (wanted.end_s is None or time_s <= wanted.end_s)
