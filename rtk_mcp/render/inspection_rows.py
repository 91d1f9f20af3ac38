"""One series as an item of the structured answer and as lines of text."""

from datetime import UTC, datetime
from operator import itemgetter
from statistics import fmean
from typing import Final

from rtk_mcp.render.budget import duration_text, iso_utc, number_text
from rtk_mcp.render.inspection_model import SeriesItem
from rtk_mcp.report.asking import Asked
from rtk_mcp.report.context import Span
from rtk_mcp.report.downsampling import downsample, gaps
from rtk_mcp.report.metrics import METRICS, Value, scale_for
from rtk_mcp.report.phrases import count
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import Scale

MAX_GAPS: Final = 12
"""The longest ones: who mutes between any two sentences has hundreds."""
_DAY_CHARS: Final = len("2026-11-17T")


def clock(time_s: float) -> str:
    """ISO 8601 in UTC to the second."""
    return iso_utc(datetime.fromtimestamp(time_s, UTC))


def series_item(asked: Asked) -> SeriesItem:
    """A series' statistics and gaps; offsets count from the start of the window."""
    start = asked.window[0]
    found = asked.values()
    numbers = [value for _, value in found]
    scale, judged = _judged(asked, found)
    quiet = _quiet(asked.stream, asked.window)
    longest = sorted(sorted(quiet, key=lambda gap: gap[0] - gap[1])[:MAX_GAPS])
    return SeriesItem(
        stream=asked.stream.id,
        metric=asked.metric,
        unit=METRICS[asked.metric].unit or None,
        samples=len(numbers),
        min=_short(min(numbers)),
        mean=_short(fmean(numbers)),
        max=_short(max(numbers)),
        limits=dict(_limits(scale)) if scale else None,
        beyond=_counts(scale, judged) if scale else None,
        judged=len(judged) if scale else None,
        low_is_bad=(scale.low_is_bad or None) if scale else None,
        gaps=[[round(since - start), round(until - start)] for since, until in longest] or None,
        more_gaps=len(quiet) - len(longest) or None,
    )


def with_points(item: SeriesItem, asked: Asked, step_s: int | None) -> SeriesItem:
    """The same with a point for each stretch in which something was measured; without a step each sample is one."""
    times, start = asked.stream.samples.time_s, asked.window[0]
    values = [(times[index] - start, value) for index, value in asked.values()]
    if step_s is None:
        rows = [[round(offset_s, 1), _short(value)] for offset_s, value in values]
    else:
        rows = [
            [each.offset_s, *map(_short, (each.low, each.mean, each.high)), each.samples]
            for each in downsample(values, step_s)
        ]
    return item.model_copy(update={"points": rows})


def lines_of(item: SeriesItem, start_s: float) -> list[str]:
    """A line of statistics, then points and gaps in time."""
    summary = f"{_title(item)}{_beyond_text(item)}"
    silent_s = sum(until - since for since, until in item.gaps or ())
    if item.points is None:
        return [f"{summary}; no media for {duration_text(silent_s)}" if silent_s else summary]
    rows = [(offset_s, _row(start_s + offset_s, *numbers)) for offset_s, *numbers in item.points]
    rows += [(since, _gap(start_s + since, start_s + until)) for since, until in item.gaps or ()]
    more = [f"and {count(item.more_gaps, 'shorter pause')}"] if item.more_gaps else []
    return [summary, *(text for _, text in sorted(rows, key=itemgetter(0))), *more]


def _judged(asked: Asked, found: list[Value]) -> tuple[Scale | None, list[float]]:
    """The limits, if there are any to compare with, and the values that the findings judge by them."""
    metric = METRICS[asked.metric]
    scale = scale_for(asked.stream, asked.metric)
    if scale is None or metric.switch or asked.metric == "frames":
        return None, []
    places = {*metric.samples(asked.stream)}
    return scale, [value for index, value in found if index in places]


def _counts(scale: Scale, judged: list[float]) -> dict[str, int]:
    return {name: sum(scale.beyond(value, limit) for value in judged) for name, limit in _limits(scale)}


def _quiet(stream: Stream, window: Span) -> tuple[Span, ...]:
    times = [time for index in stream.active if (time := stream.time_s(index)) is not None]
    return gaps(times, stream.interval_s, window)


def _limits(scale: Scale) -> tuple[tuple[str, float], ...]:
    return ("fair", scale.fair), ("poor", scale.poor), ("severe", scale.severe)


def _short(value: float) -> float:
    return float(number_text(value))


def _title(item: SeriesItem) -> str:
    unit = f", {item.unit}" if item.unit else ""
    low, mean, high = map(number_text, (item.min, item.mean, item.max))
    return f"{item.stream} {item.metric}{unit}: {count(item.samples, 'sample')}, {low} to {high}, mean {mean}"


def _beyond_text(item: SeriesItem) -> str:
    if item.limits is None or item.beyond is None:
        return ""
    side = "under" if item.low_is_bad else "over"
    told = ", ".join(
        f"{item.beyond[name]} {side} {number_text(limit)} ({name})" for name, limit in item.limits.items()
    )
    return f"; of {item.judged} judged {told}"


def _row(time_s: float, *numbers: float) -> str:
    return " | ".join([clock(time_s)[_DAY_CHARS:-1], *map(number_text, numbers)])


def _gap(since_s: float, until_s: float) -> str:
    return f"{clock(since_s)[_DAY_CHARS:-1]} to {clock(until_s)[_DAY_CHARS:-1]} no media"
