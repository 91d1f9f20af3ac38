"""One media stream of the call: its samples as columns, and which of them may be judged."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import compress, repeat
from operator import eq, truediv

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.report.numbers import Numbers, highest, known, lowest
from rtk_mcp.report.scalars import utc

NOMINAL_INTERVAL_S = 7.0
"""The collector samples every stream every 7 s."""
MIN_PACKETS_FOR_LOSS = 20
"""With fewer packets (silence is sent sparsely) a single lost one reads as 5 % and more."""
MIN_FRAMES_FOR_DROPS = 20
"""With fewer frames (a still slide has two or three) a single dropped one reads as 5 % and more."""
RAMP_UP_SAMPLES = 2
"""A stream's first two samples are start-up: partial intervals, empty buffers, a codec finding its rate."""

Indexes = Sequence[int]
"""Places of samples, ascending; a range where they follow each other."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Columns in time order, all of one length or empty; counts are per sample, NaN or empty is not measured.

    Attributes:
        time_s: the client's clock, seconds since 1970.
        packets, lost: received or sent, and lost (a late packet can make it negative).
        jitter_buffer_ms: mean delay of what was played in the interval.
        plis, firs: key frames asked for: by the far end when sending, by this one when receiving.
        bandwidth_limited, cpu_limited: 1 where the encoder held back for that reason, else 0.
        long_side_px: the larger of width and height: a phone held upright sends a narrow picture.
        score_ratio: the collector's score, 0 to 1.
    """

    time_s: Numbers
    packets: Numbers
    lost: Numbers
    bytes: Numbers
    loss_pct: Numbers
    rtt_ms: Numbers
    jitter_ms: Numbers
    jitter_buffer_ms: Numbers
    concealments: Numbers
    fps: Numbers
    width_px: Numbers
    height_px: Numbers
    long_side_px: Numbers
    frames: Numbers
    dropped_pct: Numbers
    key_frames: Numbers
    plis: Numbers
    firs: Numbers
    score_ratio: Numbers
    bandwidth_limited: Numbers
    cpu_limited: Numbers


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream and what can be said of it.

    Attributes:
        id: short and unique in the report, such as `audio-receive-3f2a9c1e`.
        producer_id: the producer, else the consumer or the SSRC: what tells it from other streams.
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
    remote_peer_id: str | None
    rows: int
    interval_s: float
    samples: Samples
    active: Indexes
    judged: Indexes
    visible: Indexes
    unmeasured: frozenset[str] = field(default_factory=frozenset)
    _slots: dict[float, Numbers] = field(default_factory=dict, repr=False, compare=False)
    _beyond: dict[tuple[str, float, bool], Indexes] = field(default_factory=dict, repr=False, compare=False)
    _gapless: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)

    @property
    def length(self) -> int:
        """Number of samples, those without media included."""
        return len(self.samples.time_s)

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
        first, last = utc(_known(lowest(self.samples.time_s))), utc(_known(highest(self.samples.time_s)))
        return (first, last) if first and last else None

    @property
    def total_loss_pct(self) -> float | None:
        """Percent of all its packets that were lost; None when not measured or too few to say."""
        lost = dict(self.values("lost", self.active))
        counted = [
            (count, lost[index]) for index, count in self.values("packets", self.active) if index in lost
        ]
        gone = max(sum(missing for _, missing in counted), 0.0)
        packets = sum(count for count, _ in counted)
        expected = max(packets, gone) if self.direction == "send" else packets + gone
        if "loss_pct" in self.unmeasured or expected < MIN_PACKETS_FOR_LOSS:
            return None
        return 100 * gone / expected

    def values(self, column: str, indexes: Indexes) -> list[tuple[int, float]]:
        """Measured values of a column at these indexes; empty when the column is not measured."""
        data: Numbers = getattr(self.samples, column)
        if not data or column in self.unmeasured:
            return []
        if self._has_no_gaps(column):
            return [*zip(indexes, _at(data, indexes), strict=True)]
        return [(index, value) for index in indexes if (value := data[index]) == value]

    def numbers(self, column: str, indexes: Indexes) -> Sequence[float]:
        """The same without the indexes."""
        data: Numbers = getattr(self.samples, column)
        if not data or column in self.unmeasured:
            return ()
        values = _at(data, indexes)
        return values if self._has_no_gaps(column) else [value for value in values if value == value]  # noqa: PLR0124

    def measured(self, column: str, indexes: Indexes) -> int:
        """At how many of these indexes a column was measured."""
        data: Numbers = getattr(self.samples, column)
        if not data or column in self.unmeasured:
            return 0
        return len(indexes) if self._has_no_gaps(column) else len(self.numbers(column, indexes))

    def _has_no_gaps(self, column: str) -> bool:
        found = self._gapless.get(column)
        if found is None:
            data: Numbers = getattr(self.samples, column)
            found = self._gapless[column] = len(known(data)) == len(data)
        return found

    def beyond(self, column: str, indexes: Indexes, limit: float, *, low_is_bad: bool) -> Indexes:
        """Those of these indexes at which a column is over a limit, or with `low_is_bad` under it."""
        data: Numbers = getattr(self.samples, column)
        if not data or column in self.unmeasured:
            return ()
        key = (column, limit, low_is_bad)
        if indexes is self.judged and key in self._beyond:
            return self._beyond[key]
        # NaN, which is not measured, is neither over nor under; each way is written out, as millions are compared
        if isinstance(indexes, range):
            values = data[indexes.start : indexes.stop]
            if low_is_bad:
                bad = [index for index, value in enumerate(values, indexes.start) if value < limit]
            else:
                bad = [index for index, value in enumerate(values, indexes.start) if value > limit]
        elif low_is_bad:
            bad = [index for index in indexes if data[index] < limit]
        else:
            bad = [index for index in indexes if data[index] > limit]
        found = array("I", bad)
        if indexes is self.judged:
            self._beyond[key] = found
        return found

    def slots(self, slot_s: float) -> Numbers:
        """For every sample the stretch of the call that it is in, counted in stretches of this length since 1970.

        A sample without a time is taken to be in its place after the first.
        """
        found = self._slots.get(slot_s)
        if found is None:
            times = self.samples.time_s
            if len(known(times)) < len(times):
                times = array("d", [self._guessed_s(index) for index in range(len(times))])
            found = self._slots[slot_s] = array("I", map(int, map(truediv, times, repeat(slot_s))))
        return found

    def slots_of(self, indexes: Indexes, slot_s: float) -> Iterable[float]:
        """The slots of some samples."""
        slots = self.slots(slot_s)
        if isinstance(indexes, range):
            return slots[indexes.start : indexes.stop]
        return map(slots.__getitem__, indexes)

    def by_slot(
        self, column: str, indexes: Indexes, slot_s: float
    ) -> tuple[Sequence[float], Sequence[float]]:
        """The slots and values, side by side, of the samples in which a column was measured; see `slots`."""
        data: Numbers = getattr(self.samples, column)
        if not data or column in self.unmeasured:
            return (), ()
        slots, values = _at(self.slots(slot_s), indexes), _at(data, indexes)
        if self._has_no_gaps(column):
            return slots, values
        measured = [*map(eq, values, values)]  # NaN is not itself
        return [*compress(slots, measured)], [*compress(values, measured)]

    def forget(self) -> None:
        """Drop what was worked out for several rules together; it is worked out again when asked for."""
        self._slots.clear()
        self._beyond.clear()

    def _guessed_s(self, index: int) -> float:
        time = self.time_s(index)
        return index * self.interval_s if time is None else time

    def value(self, column: str, index: int) -> float | None:
        """One value, None where it was not measured."""
        data: Numbers = getattr(self.samples, column)
        return _known(data[index]) if data and column not in self.unmeasured else None

    def time_s(self, index: int) -> float | None:
        """When a sample was taken, seconds since 1970 by the client's clock."""
        return _known(self.samples.time_s[index])


def _at(data: Numbers, indexes: Indexes) -> Sequence[float]:
    if isinstance(indexes, range):
        return data[indexes.start : indexes.stop]
    return [*map(data.__getitem__, indexes)]


def _known(value: float) -> float | None:
    return value if value == value else None  # noqa: PLR0124 - NaN is not itself
