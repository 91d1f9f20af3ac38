"""Stretches in which nothing of anybody arrived, although rows of statistics went on.

A stream that is paused or muted writes no rows, so a row with no packet in it is media that should have come. One such
stream alone may be one that the service holds back; all of them at once, with media before and after, is a dead line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from rtk_mcp.report.hearing import sender_of
from rtk_mcp.report.numbers import highest, lowest
from rtk_mcp.report.stream import Stream

MIN_STILL_SAMPLES: Final = 2
"""One sample without a packet may be the moment of pausing."""
MIN_STREAMS: Final = 2
_REGULAR: Final = 1.5
"""Neighbouring rows are at most so many intervals apart, and streams of one line stop and go on within that time."""


@dataclass(frozen=True, slots=True)
class Standstill:
    """From the last sample with a packet to the last without one, by the middle of what the streams say.

    Attributes:
        streams: those that stood still, of `senders`.
        sure: no single stream ever had rows without packets while others flowed, as one that is held back would.
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


@dataclass(frozen=True, slots=True)
class _Pause:
    """Rows of one stream without a packet, between others with some."""

    stream: Stream
    start_s: float
    end_s: float


def standstills(streams: Sequence[Stream]) -> list[Standstill]:
    """In time order; of one sender only where rows without packets mean nothing else in this report."""
    received = [stream for stream in streams if stream.direction == "receive" and stream.active]
    left = sorted((pause for stream in received for pause in _pauses(stream)), key=lambda each: each.start_s)
    together: list[list[_Pause]] = []
    while left:
        alike = [pause for pause in left if _at_once(left[0], pause)]
        left = [pause for pause in left if pause not in alike]
        together.append(alike)
    still = [alike for alike in together if len(alike) >= MIN_STREAMS and not _anything_came(alike, received)]
    found = [_standstill(alike, sure=len(still) == len(together)) for alike in still]
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
    """Whether rows went on all the time, each told to have no packets."""
    times, packets = stream.samples.time_s[first : last + 1], stream.samples.packets[first + 1 : last]
    steps = [after - before for before, after in pairwise(times)]
    return max(steps) <= _REGULAR * stream.interval_s and highest(packets) == 0 and 0 in packets


def _at_once(one: _Pause, other: _Pause) -> bool:
    near_s = _REGULAR * one.stream.interval_s
    return abs(one.start_s - other.start_s) <= near_s and abs(one.end_s - other.end_s) <= near_s


def _core(alike: Sequence[_Pause]) -> tuple[float, float]:
    """The time in which all of them were still."""
    return max(pause.start_s for pause in alike), min(pause.end_s for pause in alike)


def _anything_came(alike: Sequence[_Pause], received: Sequence[Stream]) -> bool:
    """Whether any stream had packets in a sample that is wholly within."""
    start_s, end_s = _core(alike)
    still = {pause.stream.id for pause in alike}
    return any(
        start_s + stream.interval_s <= stream.samples.time_s[index] <= end_s
        for stream in received
        if stream.id not in still
        for index in stream.active
    )


def _standstill(alike: Sequence[_Pause], *, sure: bool) -> Standstill:
    return Standstill(
        start_s=median(pause.start_s for pause in alike),
        end_s=median(pause.end_s for pause in alike),
        streams=tuple(pause.stream.id for pause in alike),
        senders=tuple(dict.fromkeys(sender_of(pause.stream) for pause in alike)),
        sure=sure,
    )
