"""How much of the time of one finding another covers."""

from collections.abc import Iterable, Sequence

from rtk_mcp.report.context import Span
from rtk_mcp.report.finding import Window
from rtk_mcp.report.times import overlap_s


def length_s(windows: Iterable[Window]) -> float:
    """How long the windows are together; they do not overlap each other."""
    return sum((each.end - each.start).total_seconds() for each in windows)


def covered_s(windows: Iterable[Window], by: Sequence[Window], margin_s: float = 0.0) -> float:
    """How much of the windows lies within others, or no further off them than the margin."""
    spans = _joined((each.start.timestamp() - margin_s, each.end.timestamp() + margin_s) for each in by)
    return sum(overlap_s(spans, each.start.timestamp(), each.end.timestamp()) for each in windows)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
