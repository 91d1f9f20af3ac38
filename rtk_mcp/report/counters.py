"""Whether a series counts per sample or since its start, and the per-sample counts either way.

The service documents neither. A counter since the start never falls except when the stream restarts; a count
per sample falls about as often as it rises.
"""

from collections.abc import Iterable
from itertools import chain, pairwise
from operator import gt, sub
from typing import Final

from rtk_mcp.report.numbers import NOWHERE, GrowingNumbers, Numbers, known

MIN_CHANGES: Final = 8
"""Eight rises in a row are chance once in tens of thousands of times; fewer prove nothing."""
MAX_FALLS_RATIO: Final = 0.05
"""Falls of a counter since the start: restarts, at most one in twenty changes."""
MIN_FALLS_RATIO: Final = 0.2
"""Falls of a per-sample count: about half of the changes; a fifth leaves room for a call that ramps up."""
CLIMB_RATIO: Final = 0.5
"""A count per sample ends about where it began; one since the start ends at its top."""
ENOUGH_CHANGES: Final = 60
MANY_CHANGES: Final = 200
HEAD_ROWS: Final = 50
"""So many changes show how a layer counts, and how a series does; rows are looked at so many at a time until then."""


def is_cumulative(columns: Iterable[Numbers], *, others_are: bool = False) -> bool | None:
    """Whether one field counts since the start, judged over all layers of a series; None when undecided.

    Args:
        columns: the field, layer by layer.
        others_are: whether the packets of the same rows certainly do. A row is one snapshot, so only falls to next to
            nothing speak against it then: a late packet that lowers a count of lost ones by one does not.
    """
    rises = falls = 0
    looked_at = []
    for column in columns:
        if not any(column):
            continue
        for start in range(0, len(column), HEAD_ROWS):
            values = known(column[start : start + HEAD_ROWS + 1])
            looked_at.append(values)
            rises += sum(map(gt, values[1:], values))
            falls += sum(map(gt, values, values[1:]))
            if rises + falls >= ENOUGH_CHANGES:
                break
        if rises + falls >= MANY_CHANGES:
            break
    changes = rises + falls
    if changes < MIN_CHANGES:
        return None
    if falls <= changes * MAX_FALLS_RATIO:
        return True
    if others_are:
        return _deep_falls(looked_at) < changes * MIN_FALLS_RATIO
    if falls >= changes * MIN_FALLS_RATIO:
        return False
    return True if _climbs(looked_at) else None


def _deep_falls(columns: Iterable[Numbers]) -> int:
    """How often a value fell to less than half."""
    return sum(before > 0 and 2 * value < before for column in columns for before, value in pairwise(column))


def _climbs(columns: Iterable[Numbers]) -> bool:
    """Whether all the ups and downs lead mostly upwards: a count since the start whose rows were shuffled a little."""
    net = way = 0.0
    for column in columns:
        net += column[-1] - column[0]
        way += sum(map(abs, map(sub, column[1:], column)))
    return net > CLIMB_RATIO * way


def per_sample(column: Numbers) -> Numbers:
    """Differences of a counter since the start; the first row and a restart count from 0."""
    if not column:
        return NOWHERE
    values = known(column)
    steps = [*values[:1], *map(sub, values[1:], values)]
    if min(steps, default=0) < 0:
        steps = [*map(_step, chain((0,), values), values)]
    result = GrowingNumbers()
    if len(values) == len(column):
        result.extend(steps)
    else:
        measured = iter(steps)
        result.extend([next(measured) if value == value else None for value in column])  # noqa: PLR0124 - NaN
    return result.data


def _step(before: float, value: float) -> float:
    if value >= before:
        return value - before
    return value if value * 2 < before else 0
