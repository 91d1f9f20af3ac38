"""How far each client's clock is off: by what the service says of the stay, and by media that two clients share.

Samples can only be taken while somebody is there. The service knows when that was by its own clock: a client whose
samples begin before it came, or end after it left, has a clock that is wrong by at least as much.

What one client sends others receive within a second. A stream that begins, pauses, goes on and ends does so at both
ends at once: the time by which most of these edges differ is the difference of the two clocks.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from statistics import median
from typing import Final

from rtk_mcp.meeting.quality.edges import Edges, edges_of, shift_between
from rtk_mcp.meeting.quality.model import Stay

TOLERANCE_S: Final = 20.0
"""Uploads, joining and leaving take some seconds; clocks of computers are usually right to within a few."""
_ENOUGH_OTHERS: Final = 8
"""Other clients to compare a clock with."""


def with_clocks(stays: Sequence[Stay]) -> tuple[Stay, ...]:
    """The same stays with how far each clock is ahead; None where neither the service nor anybody else tells."""
    told = [by_service(stay) for stay in stays]
    doubtful = [place for place, ahead_s in enumerate(told) if ahead_s != 0 and stays[place].signals]
    if doubtful:
        told = _compared(stays, told, doubtful)
    return tuple(replace(stay, ahead_s=ahead_s) for stay, ahead_s in zip(stays, told, strict=True))


def by_service(stay: Stay) -> float | None:
    """Seconds by which the client's clock is ahead, negative behind; 0 within what cannot be told; None unknown."""
    span = stay.signals.span if stay.signals else None
    if span is None or (stay.joined is None and stay.left is None):
        return None
    at_most_s = (span[0] - stay.joined).total_seconds() if stay.joined else 0.0
    at_least_s = (span[1] - stay.left).total_seconds() if stay.left else 0.0
    if at_most_s < -TOLERANCE_S:
        return at_most_s
    return at_least_s if at_least_s > TOLERANCE_S else 0.0


def _compared(
    stays: Sequence[Stay], told: Sequence[float | None], doubtful: Sequence[int]
) -> list[float | None]:
    """What others' clocks say of the doubtful ones; those that are found help with the rest."""
    edges = cache(lambda place: edges_of(stays[place].signals))
    found = [None if place in doubtful else ahead_s for place, ahead_s in enumerate(told)]
    left = list(doubtful)
    if all(ahead_s is None for ahead_s in found):
        found[left.pop(0)] = 0.0  # with no clock to go by, all are set by one
    while left:
        compared = {place: _by_others(place, found, edges) for place in left}
        for place, ahead_s in compared.items():
            if ahead_s is not None:
                found[place] = ahead_s if _agree(ahead_s, told[place]) else told[place]
        still = [place for place, ahead_s in compared.items() if ahead_s is None]
        if len(still) == len(left):
            break
        left = still
    return [told[place] if ahead_s is None else ahead_s for place, ahead_s in enumerate(found)]


def _by_others(place: int, known: Sequence[float | None], edges: Callable[[int], Edges]) -> float | None:
    """By the middle of what those whose clocks are known say."""
    shifts: list[float] = []
    for other, ahead_s in enumerate(known):
        if ahead_s is None or other == place:
            continue
        shift_s = shift_between(edges(place), edges(other))
        if shift_s is not None:
            shifts.append(shift_s + ahead_s)
        if len(shifts) == _ENOUGH_OTHERS:
            break
    return median(shifts) if shifts else None


def _agree(ahead_s: float, told_s: float | None) -> bool:
    """Whether others say what the service says; the service's is a lower bound: a clock may be off by more."""
    return (
        told_s is None or abs(ahead_s - told_s) <= TOLERANCE_S or 0 < told_s < ahead_s or ahead_s < told_s < 0
    )
