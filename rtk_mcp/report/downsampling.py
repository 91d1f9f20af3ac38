"""A long series as few points in which the worst values survive, and the gaps in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import Final

from rtk_mcp.report.context import Span

GAP_INTERVALS: Final = 2.5
"""Two samples further apart than this have a pause between them: one row that is late or missing is none."""
_DAY_S: Final = 86_400
_STEPS_S: Final = (
    1,
    2,
    5,
    10,
    15,
    20,
    30,
    60,
    90,
    120,
    180,
    240,
    300,
    600,
    900,
    1_200,
    1_800,
    3_600,
    7_200,
    14_400,
)
"""Lengths that a reader can count in."""


@dataclass(frozen=True, slots=True)
class Point:
    """The samples of one stretch of the window, which begins `offset_s` after it; there is at least one."""

    offset_s: int
    low: float
    mean: float
    high: float
    samples: int


def whole_step_s(window_s: float, points: int) -> int:
    """Length of equal stretches, a round one: at most `points` of them hold the window and its last moment."""
    least_s = floor(window_s / points) + 1
    return next((step_s for step_s in _STEPS_S if step_s >= least_s), ceil(least_s / _DAY_S) * _DAY_S)


def downsample(values: Iterable[tuple[float, float]], step_s: int) -> tuple[Point, ...]:
    """Points of the stretches that have samples.

    Args:
        values: offset into the window in seconds, not negative, and value; ascending by offset.
        step_s: length of a stretch.
    """
    stretches: dict[int, list[float]] = {}
    for offset_s, value in values:
        stretches.setdefault(int(offset_s // step_s), []).append(value)
    return tuple(
        Point(number * step_s, min(found), sum(found) / len(found), max(found), len(found))
        for number, found in stretches.items()
    )


def gaps(times_s: Sequence[float], interval_s: float, window: Span) -> tuple[Span, ...]:
    """Stretches of the window in which no media flowed.

    Args:
        times_s: when the samples with media were taken, ascending; each covers the interval that ends there.
        interval_s: how far apart samples are.
        window: what is looked at.
    """
    start, end = window
    if not times_s:
        return (window,)
    edges = [(-float("inf"), times_s[0] - interval_s), (times_s[-1], float("inf"))]
    edges += [(a, b - interval_s) for a, b in pairwise(times_s) if b - a > GAP_INTERVALS * interval_s]
    clipped = [(max(since, start), min(until, end)) for since, until in sorted(edges)]
    return tuple((since, until) for since, until in clipped if until - since > interval_s)
