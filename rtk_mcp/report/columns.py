"""One layer's rows as columns of plain numbers, with units made explicit and impossible values left out."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from rtk_mcp.api.models.report import Series
from rtk_mcp.report.scalars import number, within

Column = list[float | None]
Row = dict[str, Any]

_SECONDS_TO_MS = 1000.0
_MAX_DELAY_S = 60.0
"""Nobody waits a minute for a packet; a larger RTT or jitter is a broken number."""
_MAX_COUNT = 1e12
_MAX_BUFFERED_S = 1e9


@dataclass(frozen=True, slots=True)
class Field:
    """How one wire field becomes a column.

    Attributes:
        column: our name; the unit is in it.
        wire: names in the rows; the first that the series has is read.
        counter: counts up, as a delta or since the start; which one is detected.
    """

    column: str
    wire: tuple[str, ...]
    low: float
    high: float
    scale: float = 1.0
    counter: bool = False


FIELDS = (
    Field("packets", ("packets_received", "packets_sent"), 0, _MAX_COUNT, counter=True),
    Field("lost", ("packets_lost",), -_MAX_COUNT, _MAX_COUNT, counter=True),
    Field("bytes", ("bytes_received", "bytes_sent"), 0, _MAX_COUNT * 1000, counter=True),
    Field("rtt_ms", ("rtt",), 0, _MAX_DELAY_S, scale=_SECONDS_TO_MS),
    Field("jitter_ms", ("jitter",), 0, _MAX_DELAY_S, scale=_SECONDS_TO_MS),
    Field("buffered_s", ("jitter_buffer_delay",), 0, _MAX_BUFFERED_S, counter=True),
    Field("emitted", ("jitter_buffer_emitted_count",), 0, _MAX_COUNT, counter=True),
    Field("concealments", ("concealment_events",), 0, _MAX_COUNT, counter=True),
    Field("fps", ("frames_per_second",), 0, 1000),
    Field("width_px", ("frame_width",), 0, 20_000),
    Field("height_px", ("frame_height",), 0, 20_000),
    Field("frames", ("frames_decoded", "frames_encoded"), 0, _MAX_COUNT, counter=True),
    Field("frames_dropped", ("frames_dropped",), 0, _MAX_COUNT, counter=True),
    Field("score_ratio", ("mos_quality",), 0, 1),
)
"""Whole table of what is read from rows."""


def wire_name(field: Field, series: Series) -> str | None:
    """The field's name in this series, None where the series is documented without it."""
    return next((name for name in field.wire if name in series.row.model_fields), None)


def read_column(rows: list[Row], name: str, field: Field) -> Column:
    """One number or None per row."""
    column = [row.get(name) for row in rows]
    if not _clean(column, field):
        column = [within(number(value), field.low, field.high) for value in column]
    if field.scale != 1.0:
        return [None if value is None else value * field.scale for value in column]
    return column


def _clean(column: list[Any], field: Field) -> bool:
    """Whether every value is a plain number in range: the usual case, decided without a call per value."""
    if not column or not set(map(type, column)) <= {int, float}:
        return False
    low, high = min(column), max(column)
    return bool(low >= field.low and high <= field.high and isfinite(sum(column)))
