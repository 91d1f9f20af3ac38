"""Breaks of the connection after which the call went on."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rtk_mcp.report.context import Event
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import NOMINAL_INTERVAL_S, Stream
from rtk_mcp.report.times import at_s, in_time

_UNNOTICED_S = 30.0
"""A dead connection is noticed within half a minute; media that stopped earlier stopped for another reason."""
_SETTLED_S = 2 * NOMINAL_INTERVAL_S
"""Media flows again at most two samples after the connection; later it is somebody who unmutes."""
_REGULAR_S = 1.5 * NOMINAL_INTERVAL_S
"""Samples at most this far apart are neighbours: media went on all the time, as far as they show."""
_BROKEN = ("disconnect", "disconnected", "_disconnected")
_MENDED = ("_connected", "call_join", "reconnected")
_LEAVING, _JOINING = "PEER_LEAVING", "PEER_JOINING"


@dataclass(frozen=True, slots=True)
class Outage:
    """From the last media before a break to the first after it, as far as the break explains."""

    start_s: float
    end_s: float

    @property
    def length_s(self) -> float:
        """How long it was."""
        return self.end_s - self.start_s


def outages(signals: PeerSignals) -> tuple[Outage, ...]:
    """Every disconnect that was followed by more samples; the one at the end of the call is none."""
    events = in_time(signals.context.events)
    breaks = list(_breaks(events))
    if not breaks:
        return ()
    flowing = _flowing(signals)
    found = [each for broken, mended in breaks if (each := _outage(broken, mended, flowing))]
    return tuple(_joined(found))


def _breaks(events: list[Event]) -> Iterator[tuple[float, float | None]]:
    """When the connection broke and when it was there again, None where no event says so."""
    broken: float | None = None
    last_joined = max((at_s(event) for event in events if event.name == _JOINING), default=0.0)
    for event in events:
        if _says(event, _BROKEN) or (event.name == _LEAVING and last_joined > at_s(event)):
            broken = at_s(event) if broken is None else broken
        elif broken is not None and (_says(event, _MENDED) or event.name == _JOINING):
            yield broken, at_s(event)
            broken = None
    if broken is not None:
        yield broken, None


def _says(event: Event, endings: Iterable[str]) -> bool:
    name = event.name.lower()
    return any(name == ending or (ending.startswith("_") and name.endswith(ending)) for ending in endings)


def _flowing(signals: PeerSignals) -> list[float]:
    """When media flowed, by received streams where there are any: what is sent into a dead line counts as sent."""
    received = [stream for stream in signals.streams if stream.direction == "receive" and stream.active]
    return sorted({time for stream in received or signals.streams for time in _times(stream)})


def _times(stream: Stream) -> Iterator[float]:
    return (time for index in stream.active if (time := stream.time_s(index)) is not None)


def _outage(broken: float, mended: float | None, flowing: list[float]) -> Outage | None:
    place = bisect_right(flowing, broken if mended is None else mended)
    if place == len(flowing):
        return None
    back = max(flowing[place] - NOMINAL_INTERVAL_S, broken)
    before = bisect_left(flowing, broken)
    if not before:
        return None  # nothing flowed before it: that is how the call began
    last = flowing[before - 1]
    around = flowing[max(before - 1, 0) : place + 1]
    if all(after - earlier <= _REGULAR_S for earlier, after in pairwise(around)):
        return Outage(broken, min(mended, flowing[-1]) if mended is not None else broken)
    start = min(broken, max(last, broken - _UNNOTICED_S))
    end = back if mended is None else max(mended, min(back, mended + _SETTLED_S))
    return Outage(start, max(end, start))


def _joined(found: list[Outage]) -> Iterator[Outage]:
    """Breaks of several transports at once are one."""
    last: Outage | None = None
    for each in sorted(found, key=lambda outage: outage.start_s):
        if last and each.start_s <= last.end_s:
            last = Outage(last.start_s, max(last.end_s, each.end_s))
            continue
        if last:
            yield last
        last = each
    if last:
        yield last
