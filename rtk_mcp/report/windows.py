"""When something showed: affected samples of several streams merged into a few windows."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from itertools import pairwise
from math import inf, isfinite, nan
from operator import sub

from rtk_mcp.report.finding import Window
from rtk_mcp.report.numbers import highest, lowest
from rtk_mcp.report.stream import Indexes, Stream

MAX_WINDOWS = 4
MERGE_GAP_S = 20.0
"""Affected samples with up to two good ones between them are one window."""

Moment = tuple[float, float, float]
"""Start and end in seconds since 1970, and the value."""


def stretches(stream: Stream, column: str, bad: Indexes, *, low_is_bad: bool) -> list[Moment]:
    """Where some samples of a stream are, each covering the interval that ends there; near ones are joined.

    Samples without a time are left out.
    """
    timed = bad if isfinite(sum(stream.samples.time_s)) else _timed(stream, bad)
    near = int(MERGE_GAP_S // stream.interval_s) + 1
    breaks = [place for place, step in enumerate(map(sub, timed[1:], timed), 1) if step > near]
    edges = [0, *breaks, len(timed)] if len(timed) else [0]
    pieces = [timed[start:end] for start, end in pairwise(edges)]
    return [moment for piece in pieces for moment in _moments(stream, column, piece, low_is_bad=low_is_bad)]


def _timed(stream: Stream, indexes: Indexes) -> Indexes:
    return [index for index in indexes if stream.time_s(index) is not None]


def _moments(stream: Stream, column: str, piece: Indexes, *, low_is_bad: bool) -> list[Moment]:
    """A stretch of near samples, as several where the stream paused in between."""
    times, interval_s = stream.samples.time_s, stream.interval_s
    first, last = piece[0], piece[-1]
    if times[last] - times[first] <= (last - first) * interval_s + MERGE_GAP_S:
        values = getattr(stream.samples, column)[first : last + 1]
        worst = lowest(values) if low_is_bad else highest(values)
        return [(times[first] - interval_s, times[last], worst)]
    samples = [(times[index], value) for index, value in stream.values(column, piece)]
    return _joined_samples(samples, interval_s, low_is_bad=low_is_bad)


def _joined_samples(
    samples: Iterable[tuple[float, float]], interval_s: float, *, low_is_bad: bool
) -> list[Moment]:
    runs: list[Moment] = []
    start, end, worst = inf, -inf, nan
    for time, value in samples:
        if time - interval_s - end <= MERGE_GAP_S:
            end = time
            if (value < worst) if low_is_bad else (value > worst):
                worst = value
        else:
            if start < inf:
                runs.append((start, end, worst))
            start, end, worst = time - interval_s, time, value
    return [*runs, (start, end, worst)] if start < inf else []


def merge_windows(moments: Iterable[Moment], *, low_is_bad: bool) -> tuple[Window, ...]:
    """A few stretches in time order that hold every given moment: the nearest are joined until there are few."""
    worse = min if low_is_bad else max
    merged: list[Moment] = []
    for start, end, value in sorted(moments):
        if merged and start - merged[-1][1] <= MERGE_GAP_S:
            first, last, worst = merged[-1]
            merged[-1] = (first, max(last, end), worse(worst, value))
        else:
            merged.append((start, end, value))
    return tuple(_window(run) for run in _joined(merged, worse))


def spans_of(moments: Iterable[Moment]) -> tuple[Window, ...]:
    """The same for what has no value: it was so, or it was not."""
    return tuple(replace(window, worst=None) for window in merge_windows(moments, low_is_bad=False))


def _joined(runs: list[Moment], worse: Callable[[float, float], float]) -> list[Moment]:
    """The runs with all but the widest gaps between them closed."""
    gaps = [after[0] - before[1] for before, after in pairwise(runs)]
    widest = sorted(range(len(gaps)), key=lambda place: -gaps[place])[: MAX_WINDOWS - 1]
    edges = [0, *(place + 1 for place in sorted(widest)), len(runs)]
    pieces = [runs[start:end] for start, end in pairwise(edges) if end > start]
    return [
        (piece[0][0], max(run[1] for run in piece), reduce(worse, (run[2] for run in piece)))
        for piece in pieces
    ]


def _window(run: Moment) -> Window:
    start, end, worst = run
    return Window(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), worst)
