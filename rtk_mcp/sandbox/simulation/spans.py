"""Arithmetic on spans of time, in seconds from the start of the call."""

from collections.abc import Iterable

from rtk_mcp.sandbox.simulation.plan import Span

Spans = tuple[Span, ...]


def within(spans: Iterable[Span], bounds: Iterable[Span]) -> Spans:
    """The parts of `spans` that lie in `bounds`, in order, touching ones joined."""
    limits = tuple(bounds)
    parts = sorted(
        (max(start, low), min(end, high))
        for start, end in spans
        for low, high in limits
        if min(end, high) > max(start, low)
    )
    joined: list[Span] = []
    for start, end in parts:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def without(spans: Iterable[Span], holes: Iterable[Span]) -> Spans:
    """`spans` with every hole cut out."""
    left = list(spans)
    for low, high in holes:
        left = [
            part
            for start, end in left
            for part in ((start, min(end, low)), (max(start, high), end))
            if part[1] > part[0]
        ]
    return tuple(sorted(left))


def covered(spans: Spans, start: float, end: float) -> float:
    """How many seconds of start..end the spans cover."""
    return sum(max(0.0, min(end, high) - max(start, low)) for low, high in spans)


def per_second(spans: Spans, seconds: int) -> list[float]:
    """For each second of the call, the share of it that the spans cover, 0 to 1."""
    shares = [0.0] * seconds
    for start, end in spans:
        for second in range(max(0, int(start)), min(seconds, int(end) + 1)):
            shares[second] += max(0.0, min(end, second + 1.0) - max(start, float(second)))
    return shares
