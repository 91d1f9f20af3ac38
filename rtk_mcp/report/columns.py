"""Which wire fields become columns of numbers, in which unit and range."""

from dataclasses import dataclass

from rtk_mcp.api.models.report import Series

_SECONDS_TO_MS = 1000.0
_MAX_DELAY_S = 60.0
"""Nobody waits a minute for a packet; a larger RTT or jitter is a broken number."""
_MAX_COUNT = 1e12
_MAX_SUMMED_S = 1e9


@dataclass(frozen=True, slots=True)
class Field:
    """How one wire field becomes a column.

    Attributes:
        column: our name; the unit is in it.
        wire: names in the rows; the first that the series has is read. A dot leads into an object.
        low, high: what the quantity can be on the wire; anything else counts as not measured.
        scale: from the wire's unit to ours.
        counter: counts up, as a delta or since the start; which one is detected.
        since_start: which of them it is taken for when there is too little to detect it by.
        fractions: is no whole number.
    """

    column: str
    wire: tuple[str, ...]
    low: float
    high: float
    scale: float = 1.0
    counter: bool = False
    since_start: bool = False
    fractions: bool = False


FIELDS = (
    Field("packets", ("packets_received", "packets_sent"), 0, _MAX_COUNT, counter=True),
    Field("lost", ("packets_lost",), -_MAX_COUNT, _MAX_COUNT, counter=True),
    Field("bytes", ("bytes_received", "bytes_sent"), 0, _MAX_COUNT * 1000, counter=True),
    Field("rtt_ms", ("rtt",), 0, _MAX_DELAY_S, scale=_SECONDS_TO_MS, fractions=True),
    Field("jitter_ms", ("jitter",), 0, _MAX_DELAY_S, scale=_SECONDS_TO_MS, fractions=True),
    Field("buffered_s", ("jitter_buffer_delay",), 0, _MAX_SUMMED_S, counter=True),
    Field("emitted", ("jitter_buffer_emitted_count",), 0, _MAX_COUNT, counter=True),
    Field("concealments", ("concealment_events",), 0, _MAX_COUNT, counter=True),
    Field("fps", ("frames_per_second",), 0, 1000),
    Field("width_px", ("frame_width",), 0, 20_000),
    Field("height_px", ("frame_height",), 0, 20_000),
    Field("frames", ("frames_decoded", "frames_encoded"), 0, _MAX_COUNT, counter=True),
    Field("frames_dropped", ("frames_dropped",), 0, _MAX_COUNT, counter=True),
    Field("key_frames", ("key_frames_decoded", "key_frames_encoded"), 0, _MAX_COUNT, counter=True),
    Field("plis", ("pli_count",), 0, _MAX_COUNT, counter=True),
    Field("firs", ("fir_count",), 0, _MAX_COUNT, counter=True),
    Field(
        "bandwidth_limited_s",
        ("quality_limitation_durations.bandwidth",),
        0,
        _MAX_SUMMED_S,
        counter=True,
        since_start=True,
    ),
    Field(
        "cpu_limited_s",
        ("quality_limitation_durations.cpu",),
        0,
        _MAX_SUMMED_S,
        counter=True,
        since_start=True,
    ),
    Field("score_ratio", ("mos_quality",), 0, 1, fractions=True),
)
"""Whole table of what is read from rows, but for ids, times and the reason of a limitation."""

LIMITATION = "quality_limitation_reason"


def wire_name(field: Field, series: Series) -> str | None:
    """The field's name in this series, None where the series is documented without it."""
    return next((name for name in field.wire if name.partition(".")[0] in series.row.model_fields), None)
