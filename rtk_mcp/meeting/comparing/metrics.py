"""What is compared of a call beside its verdict: the mean of each metric over all of a stay's samples."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.report.hits import with_picture
from rtk_mcp.report.rules.freeze import MIN_PACKETS
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import (
    AUDIO_LOSS,
    CAMERA_RATE,
    CONCEALMENT,
    JITTER,
    ROUND_TRIP,
    SCORE,
    STANDSTILL_RATIO,
)

MeasureName = Literal[
    "loss_received_pct",
    "loss_sent_pct",
    "jitter_ms",
    "rtt_ms",
    "concealments",
    "frozen_pct",
    "fps",
    "score_ratio",
]


class Tally(NamedTuple):
    """A sum over samples, and how many there were."""

    total: float
    samples: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric of a stay.

    Attributes:
        direction, media: the streams that it is measured on.
        fair: beyond it, on average over a stay, it is noticed; the limit of the findings.
        values: what was measured in a stream's samples.
    """

    direction: Direction
    media: tuple[Media, ...]
    fair: float
    values: Callable[[Stream], Iterable[float]]
    low_is_bad: bool = False


def _column(name: str) -> Callable[[Stream], Iterable[float]]:
    return lambda stream: stream.numbers(name, stream.judged)


def _pictured(name: str) -> Callable[[Stream], Iterable[float]]:
    return lambda stream: stream.numbers(name, with_picture(stream))


def _frozen(stream: Stream) -> Iterable[float]:
    """100 for a sample in which packets came and no frame was decoded, else 0; in percent of the time."""
    packets = dict(stream.values("packets", stream.visible))
    for index, frames in stream.values("frames", stream.visible):
        if packets.get(index, 0) >= MIN_PACKETS:
            yield 0.0 if frames else 100.0


_SOUND_AND_CAMERA: Final[tuple[Media, ...]] = ("audio", "video")
"""A screen share is another picture: of few frames, and of as many bytes as its content asks for."""

MEASURES: Final[Mapping[MeasureName, Measure]] = MappingProxyType(
    {
        "loss_received_pct": Measure("receive", _SOUND_AND_CAMERA, AUDIO_LOSS.fair, _column("loss_pct")),
        "loss_sent_pct": Measure("send", _SOUND_AND_CAMERA, AUDIO_LOSS.fair, _column("loss_pct")),
        "jitter_ms": Measure("receive", _SOUND_AND_CAMERA, JITTER.fair, _column("jitter_ms")),
        "rtt_ms": Measure("send", _SOUND_AND_CAMERA, ROUND_TRIP.fair, _column("rtt_ms")),
        "concealments": Measure("receive", ("audio",), CONCEALMENT.fair, _column("concealments")),
        "frozen_pct": Measure("receive", ("video",), 100 * STANDSTILL_RATIO, _frozen),
        "fps": Measure("receive", ("video",), CAMERA_RATE.fair, _pictured("fps"), low_is_bad=True),
        "score_ratio": Measure(
            "receive", _SOUND_AND_CAMERA, SCORE.fair, _pictured("score_ratio"), low_is_bad=True
        ),
    }
)


def tallies(streams: Iterable[Stream]) -> dict[MeasureName, Tally]:
    """What was measured on a stay's streams; a metric that was not is not in it."""
    known = tuple(streams)
    found: dict[MeasureName, Tally] = {}
    for name, measure in MEASURES.items():
        values = [
            value
            for stream in known
            if stream.direction == measure.direction and stream.media in measure.media
            for value in measure.values(stream)
        ]
        if values:
            found[name] = Tally(sum(values), len(values))
    return found


def mean_of(parts: Iterable[Tally | None]) -> float | None:
    """The mean over all samples of several stays; None when it was measured in none."""
    measured = [part for part in parts if part]
    samples = sum(part.samples for part in measured)
    return sum(part.total for part in measured) / samples if samples else None
