"""Whether a series counts per sample or since its start, and the per-sample counts either way.

The service documents neither. A counter since the start never falls except when the stream restarts; a count
per sample falls about as often as it rises.
"""

from collections.abc import Iterable
from itertools import pairwise

from rtk_mcp.report.columns import Column

MIN_CHANGES = 8
"""Eight rises in a row are chance once in tens of thousands of times; fewer prove nothing."""
MAX_FALLS_RATIO = 0.05
"""Falls of a counter since the start: restarts, at most one in twenty changes."""
MIN_FALLS_RATIO = 0.2
"""Falls of a per-sample count: about half of the changes; a fifth leaves room for a call that ramps up."""


def is_cumulative(columns: Iterable[Column]) -> bool | None:
    """Whether one field counts since the start, judged over all layers of a series; None when undecided."""
    rises = falls = 0
    for column in columns:
        values = [value for value in column if value is not None]
        for before, after in pairwise(values):
            rises += after > before
            falls += after < before
    changes = rises + falls
    if changes < MIN_CHANGES:
        return None
    if falls <= changes * MAX_FALLS_RATIO:
        return True
    return False if falls >= changes * MIN_FALLS_RATIO else None


def per_sample(column: Column) -> Column:
    """Differences of a counter since the start; the first row and a restart count from 0."""
    result: Column = []
    before = 0.0
    for value in column:
        result.append(None if value is None else _step(before, value))
        before = before if value is None else value
    return result


def _step(before: float, value: float) -> float:
    if value >= before:
        return value - before
    return value if value * 2 < before else 0.0
