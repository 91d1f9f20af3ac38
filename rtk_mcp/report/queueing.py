"""Whether packets were lost when they also queued: the mark of a line that carries more than it can.

A full line first makes packets wait and then drops them, so round trip, jitter and loss rise in the same stretches of
the call. Radio loses packets without making them wait; a long way makes them wait without losing them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from statistics import fmean, median

from rtk_mcp.report.hits import Hit
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import LOSS

SLOT_S = 10.0
"""Streams are sampled every 7 s, each at its own moment: in 10 s each has a sample."""
MIN_LOSSY_SLOTS = 3
MIN_CALM_SLOTS = 3
"""Half a minute on either side of the comparison; less shows no pattern."""
TOGETHER_RATIO = 0.6
"""Waiting goes with loss when it rose in most of the lossy stretches: a queue that is full drops, one that is not does
not, but its round trip is sampled at one moment of several seconds."""
CALM_RATIO = 0.5
"""And when it rose half as often, or less, in stretches without loss: else it rises and falls by itself."""
STEEPER = 1.5
"""Where hardly any stretch is without loss, loss must be that much higher in those in which packets waited."""
_LOW_SHARE = 10
"""One in so many values is lower than what is taken for the quiet level, where all of the call is lossy."""

Rise = Callable[[float], float]
"""From a quiet level to the least value that is clearly above it."""


def longer_round_trip(quiet_ms: float) -> float:
    """A queue adds tens to hundreds of ms; radio and scheduling shake a round trip by less."""
    return quiet_ms + max(50.0, 0.5 * quiet_ms)


def more_jitter(quiet_ms: float) -> float:
    """Half as much again, and not just the noise of a few ms."""
    return max(1.5 * quiet_ms, quiet_ms + 5.0)


def more_buffered(quiet_ms: float) -> float:
    """Audio held back for two packets more than usual."""
    return quiet_ms + max(40.0, 0.5 * quiet_ms)


@dataclass(frozen=True, slots=True)
class Rising:
    """One delay metric while packets were lost.

    Attributes:
        ms: mean in the lossy stretches.
        quiet_ms, limit_ms: mean level without loss, and from where a value counts as risen.
        together: share of the lossy stretches in which it was risen, 0 to 1.
        share: the same of all measured stretches.
        slots: how many were measured.
    """

    column: str
    ms: float
    quiet_ms: float
    limit_ms: float
    together: float
    share: float
    slots: int


def lossy_slots(hits: Iterable[Hit]) -> set[float]:
    """Stretches in which a sample of these streams lost more than the fair limit."""
    found: set[float] = set()
    for hit in hits:
        if hit.stream:
            lossy = hit.stream.beyond("loss_pct", hit.stream.judged, LOSS[hit.media].fair, low_is_bad=False)
            found.update(hit.stream.slots_of(lossy, SLOT_S))
    return found


def loss_by_slot(hits: Iterable[Hit]) -> dict[float, float]:
    """Mean loss of these streams by stretch, percent."""
    values: dict[float, list[float]] = {}
    for hit in hits:
        if hit.stream:
            for slot, value in zip(*hit.stream.by_slot("loss_pct", hit.stream.judged, SLOT_S), strict=True):
                values.setdefault(slot, []).append(value)
    return {slot: fmean(own) for slot, own in values.items()}


def rising(
    streams: Iterable[Stream], column: str, hits: Sequence[Hit], lossy: set[float], rise: Rise
) -> Rising | None:
    """How a metric of some streams goes with loss; None where it does not, or too little was measured.

    Args:
        streams: those on which it is measured; each is compared with its own quiet level.
        column: the metric, in ms.
        hits: the lossy streams.
        lossy: the stretches with loss.
        rise: what counts as risen.
    """
    near = {slot + step for slot in lossy for step in (-1, 0, 1)}
    seen = [found for stream in streams if (found := _compare(stream, column, lossy, near, rise))]
    measured, risen = Counter[float](), Counter[float]()
    for one in seen:
        measured.update(one.slots)
        risen.update(compress(one.slots, map(one.limit.__le__, one.values)))
    up = {slot for slot, votes in risen.items() if votes * 2 >= measured[slot]}
    bad, calm = lossy & measured.keys(), measured.keys() - near
    if len(bad) < MIN_LOSSY_SLOTS:
        return None
    together = len(bad & up) / len(bad)
    if together < TOGETHER_RATIO or not _goes_with_loss(up, bad, calm, together, hits):
        return None
    bad_and_up = bad & up
    during = [
        value for one in seen for slot, value in zip(one.slots, one.values, strict=True) if slot in bad_and_up
    ]
    return Rising(
        column=column,
        ms=fmean(during),
        quiet_ms=fmean(one.quiet for one in seen),
        limit_ms=fmean(one.limit for one in seen),
        together=together,
        share=len(bad_and_up) / len(measured),
        slots=len(measured),
    )


def _goes_with_loss(
    up: set[float], bad: set[float], calm: set[float], together: float, hits: Iterable[Hit]
) -> bool:
    if len(calm) >= MIN_CALM_SLOTS:
        return len(calm & up) / len(calm) <= CALM_RATIO * together
    loss = loss_by_slot(hits)
    waited, passed = _mean(loss, bad & up), _mean(loss, bad - up)
    return waited is not None and passed is not None and waited >= STEEPER * passed


def _mean(loss: Mapping[float, float], slots: Iterable[float]) -> float | None:
    values = [loss[slot] for slot in slots if slot in loss]
    return fmean(values) if values else None


@dataclass(frozen=True, slots=True)
class _Compared:
    """One stream's values with their stretches, and what is usual for it."""

    slots: Sequence[float]
    values: Sequence[float]
    quiet: float
    limit: float


def _compare(
    stream: Stream, column: str, lossy: set[float], near: set[float], rise: Rise
) -> _Compared | None:
    slots, values = stream.by_slot(column, stream.judged, SLOT_S)
    if lossy.isdisjoint(slots):
        return None
    calm = [value for slot, value in zip(slots, values, strict=True) if slot not in near]
    quiet = median(calm) if len(calm) >= MIN_CALM_SLOTS else sorted(values)[len(values) // _LOW_SHARE]
    return _Compared(slots, values, quiet, rise(quiet))
