"""Chosen series of a report, with as many points as fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail, byte_length, json_bytes
from rtk_mcp.render.inspection_model import InspectionResult, SeriesItem
from rtk_mcp.render.inspection_rows import clock, lines_of, series_item, with_points
from rtk_mcp.render.listing import Rendered
from rtk_mcp.report.asking import Asked
from rtk_mcp.report.context import Span
from rtk_mcp.report.downsampling import whole_step_s

MAX_POINTS: Final = 120
DEFAULT_POINTS: Final = 60
MIN_POINTS: Final = 12
"""Before there are fewer points than this of a series, other series go without any."""
_MARGIN: Final = 0.95
_LEAST_BYTES: Final = 80
"""Of a series that is told without points; more of them than fit are not looked at."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """How much is shown: points per series, series with points, and series at all."""

    points: int
    drawn: int
    told: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """What does not depend on how much is shown."""

    window: Span
    peer_id: str
    wanted: int
    detail: Detail
    not_measured: list[str]
    note: str | None


def render_series(
    asked: Sequence[Asked],
    *,
    peer_id: str,
    points: int | None,
    detail: Detail,
    not_measured: Sequence[str] = (),
    note: str | None = None,
) -> Rendered[InspectionResult]:
    """Each series as one line of statistics and rows.

    A row is a sample where there are no more of them than points, else the lowest, mean and highest value over one of
    equal times. The first series are the important ones: what does not fit is thinned out, then goes from the last on.

    Args:
        asked: at least one series, all of one window.
        peer_id: whose report.
        points: how many rows of each series are wanted, at most.
        detail: how large the answer may be.
        not_measured: metrics that were asked for and are not there.
        note: what is to be said of the window.
    """
    wanted = min(points or DEFAULT_POINTS, MAX_POINTS)
    frame = _Frame(asked[0].window, peer_id, wanted, detail, list(not_measured), note)
    most = TEXT_BUDGET[detail] // _LEAST_BYTES
    told = [series_item(each) for each in asked[:most]]
    shown = Resolution(wanted, len(told), len(told))
    while True:
        rendered = _rendered(asked, told, shown, frame)
        over = _overrun(rendered, detail)
        if over <= 1 or shown == _LEAST:
            return rendered
        shown = _coarser(shown, over)


_LEAST: Final = Resolution(1, 1, 1)


def _coarser(shown: Resolution, over: float) -> Resolution:
    """Fewer points, then fewer series with points, then fewer series; at last single points."""
    if shown.points > MIN_POINTS:
        return Resolution(max(_less(shown.points, over), MIN_POINTS), shown.drawn, shown.told)
    if shown.drawn > 1:
        return Resolution(shown.points, _less(shown.drawn, over), shown.told)
    if shown.told > 1:
        return Resolution(shown.points, 1, _less(shown.told, over))
    return Resolution(max(shown.points - 1, 1), 1, 1)


def _less(number: int, over: float) -> int:
    return max(min(int(number / over * _MARGIN), number - 1), 1)


def _overrun(rendered: Rendered[InspectionResult], detail: Detail) -> float:
    size = json_bytes(rendered.structured)
    return max(byte_length(rendered.text) / TEXT_BUDGET[detail], size / STRUCTURED_BUDGET[detail])


def _rendered(
    asked: Sequence[Asked], told: Sequence[SeriesItem], shown: Resolution, frame: _Frame
) -> Rendered[InspectionResult]:
    window = frame.window
    step_s = _step_s(told[: shown.drawn], shown, window)
    items = [
        with_points(item, each, step_s) if place < shown.drawn else item
        for place, (item, each) in enumerate(zip(told[: shown.told], asked, strict=False))
    ]
    left_out = _note(asked, shown, frame, thinned=step_s is not None)
    result = InspectionResult(
        peer_id=frame.peer_id,
        start=clock(window[0]),
        end=clock(window[1]),
        note=frame.note,
        step_s=step_s,
        series=items,
        not_measured=frame.not_measured or None,
        left_out=left_out,
    )
    header = f"Report of peer {frame.peer_id}, {clock(window[0])} to {clock(window[1])}. {_columns(step_s)}"
    unknown = f"Not measured, so unknown: {', '.join(frame.not_measured)}." if frame.not_measured else None
    blocks = ["\n".join(lines_of(item, window[0])) for item in items]
    return Rendered("\n\n".join(filter(None, [header, frame.note, *blocks, unknown, left_out])), result)


def _step_s(drawn: Sequence[SeriesItem], shown: Resolution, window: Span) -> int | None:
    """How much time a row tells of; None when there is room for every sample."""
    if max(item.samples for item in drawn) <= shown.points:
        return None
    return whole_step_s(window[1] - window[0], shown.points)


def _columns(step_s: int | None) -> str:
    if step_s is None:
        return "A row for each sample: time (UTC) | value"
    each = f"A row for each {step_s} s in which something was measured"
    return f"{each}: time (UTC) of its beginning | lowest | mean | highest | samples"


def _note(asked: Sequence[Asked], shown: Resolution, frame: _Frame, *, thinned: bool) -> str | None:
    fewer = thinned and shown.points < frame.wanted
    parts = [f"{shown.points} points of {frame.wanted} fit"] if fewer else []
    bare = shown.told - shown.drawn
    parts += [f"{bare} series {'is' if bare == 1 else 'are'} without points"] if bare else []
    gone = len(asked) - shown.told
    parts += [f"{gone} of {len(asked)} series are not shown"] if gone else []
    if not parts:
        return None
    more = "" if frame.detail == "full" else ", detail=full"
    return f"Left out: {'; '.join(parts)}. Fewer streams or metrics, a shorter start to end{more} show more."
