"""Where a metric is bad: per stream from its rows, per series from cumulative statistics where rows are missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.report.judging import Judgement, judge, judge_totals, may_be_bad
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Indexes, Stream
from rtk_mcp.report.thresholds import Scale
from rtk_mcp.report.windows import Moment, stretches

Scales = Mapping[Media, Scale]
Pick = Callable[[Stream], Indexes]


@dataclass(frozen=True, slots=True)
class Hit:
    """A metric that is bad; `stream` is None when only cumulative statistics say so."""

    media: Media
    judgement: Judgement
    stream: Stream | None

    @property
    def moments(self) -> list[Moment]:
        """The affected samples with a time, each covering the interval that ends there; neighbours are joined."""
        if self.stream is None:
            return []
        scale = self.judgement.scale
        return stretches(self.stream, scale.column, self.judgement.bad, low_is_bad=scale.low_is_bad)


def find_hits(
    signals: PeerSignals,
    direction: Direction,
    scales: Scales,
    *,
    samples: Pick = lambda stream: stream.judged,
) -> list[Hit]:
    """Every stream, and every series known by its totals alone, that is bad by the scale of its media.

    Args:
        signals: the report.
        direction: send or receive.
        scales: per media; others are not looked at.
        samples: the indexes of a stream's samples to judge.
    """
    hits = []
    for stream in signals.streams:
        scale = scales.get(stream.media) if stream.direction == direction else None
        if scale and may_be_bad(stream, scale):
            found = judge(stream, scale, samples(stream))
            hits += [Hit(stream.media, found, stream)] if found else []
    for totals in signals.totals_only:
        if totals.direction == direction and totals.media in scales:
            scale = scales[totals.media]
            found = judge_totals(scale, totals.metrics.get(scale.column))
            hits += [Hit(totals.media, found, None)] if found else []
    return hits


def in_sight(stream: Stream) -> Indexes:
    """Samples to judge: those of a received picture only while the meeting's tab was shown."""
    pictured = stream.direction == "receive" and stream.media in {"video", "screenshare_video"}
    return stream.visible if pictured else stream.judged


def with_picture(stream: Stream) -> Indexes:
    """The same without the samples in which no frame came at all: those are frozen, not jerky."""
    frames = stream.samples.frames
    if not frames or 0 not in frames:
        return in_sight(stream)
    return [index for index in in_sight(stream) if frames[index] != 0]
