"""When media that two clients share began and ended, by the clock of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream

Edge = Literal["begin", "end"]
Edges = Mapping[tuple[str, Edge], Sequence[float]]
"""By producer: seconds since 1970 at which its media began to flow, and stopped."""

_GAP_INTERVALS: Final = 2.5
"""A pause is longer than any late sample."""
_WITHIN_S: Final = 8.0
"""Both ends sample every 7 s, each at a time of its own."""
_MIN_VOTES: Final = 2
"""One edge may be somebody's coming or going, which is none at the other end."""
_MOST_EDGES: Final = 40
"""Of one producer: enough to compare by."""


def edges_of(signals: PeerSignals | None) -> Edges:
    """The edges of everything that this client sent or received and whose producer is known; none without a report."""
    found: defaultdict[tuple[str, Edge], list[float]] = defaultdict(list)
    for stream in signals.streams if signals else ():
        if stream.producer_id:
            for begin_s, end_s in _runs(stream)[:_MOST_EDGES]:
                found[stream.producer_id, "begin"].append(begin_s)
                found[stream.producer_id, "end"].append(end_s)
    return found


def shift_between(one: Edges, other: Edges) -> float | None:
    """By how many seconds the clock of the one is ahead of the other's; None when their media do not tell.

    The differences of all pairs of like edges of shared media pile up around it. It is believed when at least two
    edges, and half of those that could agree, are within what sampling allows.
    """
    shared = one.keys() & other.keys()
    shifts = sorted(mine - theirs for key in shared for mine in one[key] for theirs in other[key])
    could = sum(min(len(one[key]), len(other[key])) for key in shared)
    best: Sequence[float] = ()
    first = 0
    for last, shift in enumerate(shifts):
        while shift - shifts[first] > 2 * _WITHIN_S:
            first += 1
        if last + 1 - first > len(best):
            best = shifts[first : last + 1]
    if len(best) < _MIN_VOTES or 2 * len(best) < could:
        return None
    return sum(best) / len(best)


def _runs(stream: Stream) -> list[tuple[float, float]]:
    """From when to when media flowed, first and last sample of each run."""
    times = [time for index in stream.active if (time := stream.time_s(index)) is not None]
    runs: list[tuple[float, float]] = []
    for time in times:
        if runs and time - runs[-1][1] <= _GAP_INTERVALS * stream.interval_s:
            runs[-1] = (runs[-1][0], time)
        else:
            runs.append((time, time))
    return runs
