"""Stretches of time as sets of slots that all of a meeting's people share."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import Final

from rtk_mcp.report.context import Span
from rtk_mcp.report.finding import Window

SLOT_S: Final = 20.0
"""Everybody has a sample in it."""
_MAX_WINDOWS: Final = 4
_MOST_SLOTS: Final = 43_200
"""Ten days of them."""

Slots = frozenset[int]
"""Slots since 1970, by the service's clock."""


def slots_of(windows: Iterable[Window], ahead_s: float = 0.0) -> Slots:
    """The slots that windows reach into, by a clock that is ahead by so much."""
    return frozenset(
        slot
        for window in windows
        for slot in _between(window.start.timestamp() - ahead_s, window.end.timestamp() - ahead_s)
    )


def between(start: datetime | None, end: datetime | None) -> Slots:
    """The slots of a stay; none where its times are not known."""
    return slots_of([Window(start, end)]) if start and end else frozenset()


def slots_of_span(span: Span) -> Slots:
    """The slots between two moments, seconds since 1970."""
    return frozenset(_between(span[0], span[1] + SLOT_S))


def _between(start_s: float, end_s: float) -> range:
    """The slots that a stretch reaches into; no more than the longest meeting has."""
    first = int(start_s // SLOT_S)
    return range(first, min(ceil(end_s / SLOT_S), first + _MOST_SLOTS))


def moved(time: datetime | None, by_s: float) -> datetime | None:
    """The time so much later; none where there is none, or it is beyond all calendars."""
    try:
        return time + timedelta(seconds=by_s) if time else None
    except OverflowError:
        return None


@lru_cache(maxsize=512)
def widened(slots: Slots, by: int = 1) -> Slots:
    """With so many slots around each: samples of different people are not taken at once.

    Kept for a while: every pair of troubles asks it of both.
    """
    return frozenset(slot + step for slot in slots for step in range(-by, by + 1))


def windows_of(slots: Iterable[int]) -> tuple[Window, ...]:
    """A few windows that hold all slots: the nearest are joined until there are few."""
    runs: list[tuple[int, int]] = []
    for slot in sorted(slots):
        if runs and slot - runs[-1][1] <= 1:
            runs[-1] = (runs[-1][0], slot)
        else:
            runs.append((slot, slot))
    gaps = sorted(range(len(runs) - 1), key=lambda place: runs[place][1] - runs[place + 1][0])
    edges = [0, *sorted(place + 1 for place in gaps[: _MAX_WINDOWS - 1]), len(runs)]
    return tuple(
        Window(_time(runs[first][0]), _time(runs[last - 1][1] + 1))
        for first, last in pairwise(edges)
        if first < last
    )


def _time(slot: int) -> datetime:
    return datetime.fromtimestamp(slot * SLOT_S, UTC)
