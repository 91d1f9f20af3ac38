"""What can be asked of a stream: its series, with the limits by which the findings judge them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.report.hits import Pick, in_sight, with_picture
from rtk_mcp.report.metric_names import MetricName
from rtk_mcp.report.stream import Indexes, Stream
from rtk_mcp.report.thresholds import (
    BANDWIDTH_LIMITED,
    CAMERA_RATE,
    CAMERA_WIDTH,
    CONCEALMENT,
    CPU_LIMITED,
    DROPPED_FRAMES,
    FROZEN,
    JITTER,
    LOSS,
    PLAYOUT_DELAY,
    ROUND_TRIP,
    SCORE,
    SHARE_WIDTH,
    Scale,
)

_AUDIO: Final[tuple[Media, ...]] = ("audio", "screenshare_audio")
_PICTURES: Final[tuple[Media, ...]] = ("video", "screenshare_video")
_KILOBIT_BYTES: Final = 1000 / 8
_LATE: Final = 2.0
"""A sample that comes after more than two intervals follows a pause: its bytes are of one interval."""

Value = tuple[int, float]
"""Place of a sample, and what was measured."""


def _for(scale: Scale, *media: Media) -> Mapping[Media, Scale]:
    return MappingProxyType(dict.fromkeys(media or (*_AUDIO, *_PICTURES), scale))


@dataclass(frozen=True, slots=True)
class Metric:
    """A series and how it is judged.

    Attributes:
        scales: limits per media; none for what is a fact and neither good nor bad.
        direction: the only direction in which it is judged.
        samples: the samples that are judged.
        switch: the values are 1 for yes and 0 for no.
    """

    unit: str
    scales: Mapping[Media, Scale] = field(default_factory=dict)
    direction: Direction | None = None
    samples: Pick = in_sight
    switch: bool = False


def _judged(stream: Stream) -> Indexes:
    return stream.judged


METRICS: Final[Mapping[MetricName, Metric]] = MappingProxyType(
    {
        "loss_pct": Metric("%", LOSS, samples=_judged),
        "rtt_ms": Metric("ms", _for(ROUND_TRIP), "send"),
        "jitter_ms": Metric("ms", _for(JITTER), samples=_judged),
        "jitter_buffer_ms": Metric("ms", _for(PLAYOUT_DELAY), "receive", _judged),
        "concealments": Metric("per sample", _for(CONCEALMENT, *_AUDIO), "receive", _judged),
        "fps": Metric("fps", _for(CAMERA_RATE, "video"), samples=with_picture),
        "long_side_px": Metric("px", {"video": CAMERA_WIDTH, "screenshare_video": SHARE_WIDTH}),
        "dropped_pct": Metric("%", _for(DROPPED_FRAMES, *_PICTURES), "receive"),
        "score_ratio": Metric("of 1", _for(SCORE, *_AUDIO, "video"), samples=with_picture),
        "bandwidth_limited": Metric("", _for(BANDWIDTH_LIMITED, *_PICTURES), "send", switch=True),
        "cpu_limited": Metric("", _for(CPU_LIMITED, *_PICTURES), "send", switch=True),
        "bitrate_kbps": Metric("kbit/s"),
        "packets": Metric("per sample"),
        "lost": Metric("packets per sample"),
        "frames": Metric("per sample", _for(FROZEN, *_PICTURES), "receive"),
        "key_frames": Metric("per sample"),
        "plis": Metric("per sample"),
        "firs": Metric("per sample"),
        "width_px": Metric("px"),
        "height_px": Metric("px"),
    }
)


LOW_IS_BAD: Final = frozenset[str](
    name for name, metric in METRICS.items() if any(scale.low_is_bad for scale in metric.scales.values())
) | {"bitrate_kbps"}
"""Metrics whose lowest value is the worst."""


def scale_for(stream: Stream, name: MetricName) -> Scale | None:
    """The limits by which this stream's metric is judged; None where it is not judged."""
    metric = METRICS[name]
    if metric.direction not in {None, stream.direction}:
        return None
    return metric.scales.get(stream.media)


def values(stream: Stream, name: MetricName, indexes: Indexes) -> list[Value]:
    """What was measured at these samples, in time order."""
    if name != "bitrate_kbps":
        return stream.values(name, indexes)
    return [
        (index, size / _KILOBIT_BYTES / _seconds(stream, index))
        for index, size in stream.values("bytes", indexes)
    ]


def measured(streams: Iterable[Stream]) -> tuple[MetricName, ...]:
    """The metrics that any of the streams has a value of while media flowed, in the order of `METRICS`."""
    known = tuple(streams)
    return tuple(
        name for name in METRICS if any(_has(stream, _column(name)) for stream in known if stream.active)
    )


def _column(name: MetricName) -> str:
    return "bytes" if name == "bitrate_kbps" else name


def _has(stream: Stream, column: str) -> bool:
    if not getattr(stream.samples, column):
        return False
    return any(stream.value(column, index) is not None for index in stream.active)


def _seconds(stream: Stream, index: int) -> float:
    """How long the sample covers."""
    now, before = stream.time_s(index), stream.time_s(index - 1) if index else None
    if now is None or before is None or not 0 < now - before <= _LATE * stream.interval_s:
        return stream.interval_s
    return now - before
