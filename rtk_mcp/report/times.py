"""Events and stretches on the client's clock, in seconds since 1970."""

from bisect import bisect_right

from rtk_mcp.report.context import Event, Span
from rtk_mcp.report.signals import PeerSignals

_FOREVER = float("inf")


def in_time(events: tuple[Event, ...]) -> list[Event]:
    """The events that have a time, in order; what happened at one time stays as it was written."""
    return sorted((event for event in events if event.at), key=at_s)


def at_s(event: Event) -> float:
    """When, in seconds since 1970; 0 when not known."""
    return event.at.timestamp() if event.at else 0.0


def within(spans: tuple[Span, ...], start: float, end: float) -> bool:
    """Whether one of the stretches has all of this time in it; they are in order and do not overlap."""
    place = bisect_right(spans, (start, _FOREVER)) - 1
    return place >= 0 and end <= spans[place][1]


def overlap_s(spans: tuple[Span, ...], start: float, end: float) -> float:
    """How much of this time the stretches cover together; they do not overlap each other."""
    return sum(max(min(end, until) - max(start, since), 0.0) for since, until in spans)


def call_span(signals: PeerSignals) -> Span:
    """From the first sample to the last; nothing long where there are none."""
    span = signals.span
    return (span[0].timestamp(), span[1].timestamp()) if span else (0.0, 0.0)
