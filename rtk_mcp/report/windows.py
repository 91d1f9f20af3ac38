"""When something showed: affected samples of several streams merged into a few windows."""

from collections.abc import Iterable
from datetime import UTC, datetime

from rtk_mcp.report.finding import Window

MAX_WINDOWS = 3
MERGE_GAP_S = 20.0
"""Affected samples with up to two good ones between them are one window."""

Moment = tuple[float, float, float]
"""Start and end in seconds since 1970, and the value."""


def merge_windows(moments: Iterable[Moment], *, low_is_bad: bool) -> tuple[Window, ...]:
    """The longest few stretches of the given moments, in time order."""
    worse = min if low_is_bad else max
    merged: list[Moment] = []
    for start, end, value in sorted(moments):
        if merged and start - merged[-1][1] <= MERGE_GAP_S:
            first, last, worst = merged[-1]
            merged[-1] = (first, max(last, end), worse(worst, value))
        else:
            merged.append((start, end, value))
    longest = sorted(merged, key=lambda run: run[0] - run[1])[:MAX_WINDOWS]
    return tuple(_window(run) for run in sorted(longest))


def _window(run: Moment) -> Window:
    start, end, worst = run
    return Window(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), worst)
