"""One media stream of the call: its samples as columns, and which of them may be judged."""

from dataclasses import dataclass, field
from datetime import datetime

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.report.columns import Column
from rtk_mcp.report.scalars import utc

NOMINAL_INTERVAL_S = 7.0
"""The collector samples every stream every 7 s."""
MIN_PACKETS_FOR_LOSS = 20
"""With fewer packets (silence is sent sparsely) a single lost one reads as 5 % and more."""
RAMP_UP_SAMPLES = 2
"""A stream's first two samples are start-up: partial intervals, empty buffers, a codec finding its rate."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Columns of equal length in time order; counts are per sample, None is not measured.

    Attributes:
        time_s: the client's clock, seconds since 1970.
        packets, lost: received or sent, and lost (a late packet can make it negative).
        jitter_buffer_ms: mean delay of what was played in the interval.
        bandwidth_limited, cpu_limited: 1 where the encoder held back for that reason, else 0.
        long_side_px: the larger of width and height: a phone held upright sends a narrow picture.
        score_ratio: the collector's score, 0 to 1.
    """

    time_s: Column
    packets: Column
    lost: Column
    bytes: Column
    loss_pct: Column
    rtt_ms: Column
    jitter_ms: Column
    jitter_buffer_ms: Column
    concealments: Column
    fps: Column
    width_px: Column
    height_px: Column
    long_side_px: Column
    frames: Column
    dropped_pct: Column
    score_ratio: Column
    bandwidth_limited: Column
    cpu_limited: Column


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream and what can be said of it.

    Attributes:
        id: short and unique in the report, such as `audio-receive-3f2a9c1e`.
        remote_peer_id: who sent a received stream.
        rows: rows in the report, duplicates and simulcast layers included.
        active: indexes of samples in which media flowed; muted, paused and absent ones are not.
        judged: `active` without the ramp-up.
        visible: `judged` without the samples taken while the meeting's tab was hidden.
        unmeasured: names of columns that are zero or missing throughout although media was sent.
    """

    id: str
    media: Media
    direction: Direction
    producer_id: str | None
    consumer_id: str | None
    remote_peer_id: str | None
    rows: int
    interval_s: float
    samples: Samples
    active: tuple[int, ...]
    judged: tuple[int, ...]
    visible: tuple[int, ...]
    unmeasured: frozenset[str] = field(default_factory=frozenset)

    @property
    def remote(self) -> str | None:
        """Who sent it, as far as known: the remote peer, else the producer."""
        return self.remote_peer_id or self.producer_id

    @property
    def active_minutes(self) -> float:
        """Time in which media flowed."""
        return len(self.active) * self.interval_s / 60

    def span(self) -> tuple[datetime, datetime] | None:
        """First and last sample."""
        times = [time for time in self.samples.time_s if time is not None]
        first, last = (utc(min(times)), utc(max(times))) if times else (None, None)
        return (first, last) if first and last else None

    @property
    def total_loss_pct(self) -> float | None:
        """Percent of all its packets that were lost; None when not measured or too few to say."""
        counted = [
            (packets, lost)
            for index in self.active
            if (packets := self.samples.packets[index]) is not None
            and (lost := self.samples.lost[index]) is not None
        ]
        gone = max(sum(lost for _, lost in counted), 0.0)
        packets = sum(packets for packets, _ in counted)
        expected = max(packets, gone) if self.direction == "send" else packets + gone
        if "loss_pct" in self.unmeasured or expected < MIN_PACKETS_FOR_LOSS:
            return None
        return 100 * gone / expected

    def values(self, column: str, indexes: tuple[int, ...]) -> list[tuple[int, float]]:
        """Measured values of a column at these indexes; empty when the column is not measured."""
        if column in self.unmeasured:
            return []
        data: Column = getattr(self.samples, column)
        return [(index, value) for index in indexes if (value := data[index]) is not None]
