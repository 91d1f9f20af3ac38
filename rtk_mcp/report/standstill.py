"""Stretches in which nothing of anybody arrived, although rows of statistics went on.

A stream that is paused or muted writes no rows, so a row with no packet in it is media that should have come. One such
stream alone may be one that the service holds back; all of them at once, with media before and after, is a dead line.
A shared screen on which nothing moves may send nothing, so it shows none by itself.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from rtk_mcp.report.hearing import sender_of
from rtk_mcp.report.numbers import lowest
from rtk_mcp.report.stream import Stream

MIN_STILL_SAMPLES: Final = 2
"""One sample without a packet may be the moment of pausing."""
MIN_STILL_S: Final = 10.0
"""Nor is one of a few seconds, where samples are taken oftener, a dead line."""
MIN_STREAMS: Final = 2
_REGULAR: Final = 1.5
"""Neighbouring rows are at most so many intervals apart, and streams of one line stop and go on within that time."""
_WITHIN: Final = 0.5
"""A sample of which more than this part is within belongs to it."""
_SHARES: Final = frozenset({"screenshare_audio", "screenshare_video"})


@dataclass(frozen=True, slots=True)
class Standstill:
    """From the last sample with a packet to the last without one, by the middle of what the streams say.

    Attributes:
        streams: those that stood still, of `senders`.
        sure: no stream ever had rows without packets while others flowed, as one that is held back would; but for those
            that went before the others did, or came back after them, as on a line that is about to die, or recovers.
    """

    start_s: float
    end_s: float
    streams: tuple[str, ...]
    senders: tuple[str, ...]
    sure: bool

    @property
    def length_s(self) -> float:
        """How long at least."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True, eq=False)
class _Pause:
    """Rows of one stream without a packet, between others with some."""

    stream: Stream
    start_s: float
    end_s: float

    @property
    def near_s(self) -> float:
        """How far off another is that begins or ends with it."""
        return _REGULAR * self.stream.interval_s

    def is_beside(self, other: "_Pause") -> bool:
        """Whether they began at once, or ended so."""
        return self.begins_with(other) or self.ends_with(other)

    def begins_with(self, other: "_Pause") -> bool:
        """Whether they began at once."""
        return abs(self.start_s - other.start_s) <= self.near_s

    def ends_with(self, other: "_Pause") -> bool:
        """Whether they ended at once."""
        return abs(self.end_s - other.end_s) <= self.near_s


_Alike = tuple[_Pause, ...]


def standstills(streams: Sequence[Stream]) -> list[Standstill]:
    """In time order.

    Where rows without packets mean other things too in this report, only those of several senders with pictures among
    them, and where all that stood still did so at once: a service may hold back all sound while nobody speaks.
    """
    received = [stream for stream in streams if stream.direction == "receive" and stream.active]
    pauses = sorted(
        (pause for stream in received for pause in _pauses(stream)), key=lambda each: each.start_s
    )
    several = [alike for alike in _together(pauses) if len(alike) >= MIN_STREAMS]
    arrivals = _arrivals(received) if several else []
    still = {alike: _meanwhile(alike, pauses) for alike in several if _is_of_the_line(alike, arrivals)}
    along = {pause for alike, others in still.items() for pause in others if alike[0].is_beside(pause)}
    sure = all(pause in along or pause.stream.media in _SHARES for pause in pauses)
    found = [
        _standstill(alike, sure=sure)
        for alike, others in still.items()
        if sure or (len(others) == len(alike) and any(pause.stream.media == "video" for pause in alike))
    ]
    return [each for each in found if each.sure or len(each.senders) > 1]


def _pauses(stream: Stream) -> Iterator[_Pause]:
    times, packets = stream.samples.time_s, stream.samples.packets
    if len(stream.active) == stream.length and lowest(packets) > 0:
        return
    flowing = [index for index, count in enumerate(packets) if count > 0]
    for before, after in pairwise(flowing):
        if after - before > MIN_STILL_SAMPLES and _is_regular(stream, before, after):
            yield _Pause(stream, times[before], times[after - 1])


def _is_regular(stream: Stream, first: int, last: int) -> bool:
    """Whether rows went on all the time, each told when it was and to have no packets; what is not told is NaN."""
    times, packets = stream.samples.time_s[first : last + 1], stream.samples.packets[first + 1 : last]
    longest_s = _REGULAR * stream.interval_s
    went_on = all(after - before <= longest_s for before, after in pairwise(times))
    return went_on and all(count == 0 for count in packets)


def _together(pauses: Sequence[_Pause]) -> Iterator[_Alike]:
    """Pauses, sorted by their beginnings, that begin and end at once."""
    starts = [pause.start_s for pause in pauses]
    taken: set[int] = set()
    for place, first in enumerate(pauses):
        if place in taken:
            continue
        near = range(place, bisect_right(starts, first.start_s + first.near_s))
        alike = [other for other in near if other not in taken and first.ends_with(pauses[other])]
        taken.update(alike)
        yield tuple(pauses[other] for other in alike)


def _arrivals(received: Sequence[Stream]) -> Sequence[float]:
    """When anything arrived, in order."""
    times = (
        stream.time_s(index)
        for stream in received
        for index in stream.active
        if stream.value("packets", index) != 0
    )
    return sorted({time for time in times if time is not None})


def _is_of_the_line(alike: _Alike, arrivals: Sequence[float]) -> bool:
    """Whether nothing at all arrived while all of them were still, which was no mere moment."""
    start_s, end_s = _core(alike)
    within_s = start_s + _WITHIN * alike[0].stream.interval_s
    came = bisect_right(arrivals, end_s) > bisect_left(arrivals, within_s)
    shared = all(pause.stream.media in _SHARES for pause in alike)
    return end_s - start_s >= MIN_STILL_S and not came and not shared


def _core(alike: _Alike) -> tuple[float, float]:
    """The time in which all of them were still."""
    return max(pause.start_s for pause in alike), min(pause.end_s for pause in alike)


def _meanwhile(alike: _Alike, pauses: Sequence[_Pause]) -> list[_Pause]:
    """All pauses, theirs among them, that reach into the time in which they were still."""
    start_s, end_s = _core(alike)
    return [pause for pause in pauses if pause.start_s < end_s and start_s < pause.end_s]


def _standstill(alike: _Alike, *, sure: bool) -> Standstill:
    return Standstill(
        start_s=median(pause.start_s for pause in alike),
        end_s=median(pause.end_s for pause in alike),
        streams=tuple(pause.stream.id for pause in alike),
        senders=tuple(dict.fromkeys(sender_of(pause.stream) for pause in alike)),
        sure=sure,
    )
