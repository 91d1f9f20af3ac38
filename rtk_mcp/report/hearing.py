"""How much of each sender arrived, in stretches of the call that all senders share."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, KeysView
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from rtk_mcp.report.numbers import known
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import LOSS

SLOT_S = 20.0
"""Streams are sampled every 7 s, each at its own moment: in 20 s everyone has a sample."""
SPELL_GAP_SLOTS = 4
"""Loss is random: up to a minute or so between lossy slots belongs to the same bad time."""
UNKNOWN_SENDER = "?"
_MOST_IN_A_SLOT = 1_000
"""Narrows the search; a slot with more samples is counted in parts."""


@dataclass(slots=True)
class Tally:
    """Packets that should have arrived, and those that did not."""

    expected: float = 0.0
    lost: float = 0.0

    @property
    def loss_pct(self) -> float:
        """Percent lost; 0 of nothing."""
        return 100 * self.lost / self.expected if self.expected else 0.0

    def __sub__(self, part: "Tally") -> "Tally":
        return Tally(self.expected - part.expected, self.lost - part.lost)


@dataclass
class Heard:
    """One sender: packets by slot, and the slots with a sample beyond the fair and the poor limit."""

    expected: dict[int, float] = field(default_factory=dict)
    lost: dict[int, float] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)
    poor: set[int] = field(default_factory=set)

    @property
    def slots(self) -> KeysView[int]:
        """Those in which packets of this sender were counted."""
        return self.expected.keys()

    def over(self, slots: Collection[int]) -> Tally:
        """All packets of some of its slots."""
        return Tally(sum(map(self.expected.__getitem__, slots)), sum(map(self.lost.__getitem__, slots)))

    @cached_property
    def total(self) -> Tally:
        """All its packets."""
        return Tally(sum(self.expected.values()), sum(self.lost.values()))

    @cached_property
    def bad_spells(self) -> set[int]:
        """Slots beyond the fair limit and what is between near ones: bad time, not its worst moments only."""
        return _spells(self.bad)

    @cached_property
    def poor_spells(self) -> set[int]:
        """The same of the slots beyond the poor limit."""
        return _spells(self.poor)


def _spells(slots: set[int]) -> set[int]:
    spells: set[int] = set()
    last: int | None = None
    for slot in sorted(slots):
        start = slot if last is None or slot - last > SPELL_GAP_SLOTS else last + 1
        spells.update(range(start, slot + 1))
        last = slot
    return spells


def sender_of(stream: Stream) -> str:
    """The remote peer; streams without one cannot be told apart, so they count as one sender."""
    return stream.remote_peer_id or UNKNOWN_SENDER


def listen(streams: Iterable[Stream]) -> dict[str, Heard]:
    """Every sender whose packets were counted."""
    heard: dict[str, Heard] = {}
    for stream in streams:
        if stream.direction == "receive":
            _add(stream, heard.setdefault(sender_of(stream), Heard()))
    return {sender: each for sender, each in heard.items() if each.slots}


def _add(stream: Stream, heard: Heard) -> None:
    """Sums per slot from running sums: a bisection for each slot instead of an addition for each sample."""
    scale = LOSS[stream.media]
    measured = stream.values(scale.column, stream.judged)
    packets, lost = stream.samples.packets, stream.samples.lost
    times = _times(stream, [index for index, _ in measured])
    gone = [0.0, *accumulate([lost[index] if loss_pct else 0.0 for index, loss_pct in measured])]
    come = [0.0, *accumulate([packets[index] for index, _ in measured])]
    start = 0
    while start < len(times):
        slot = int(times[start] // SLOT_S)
        end = bisect_left(times, (slot + 1) * SLOT_S, start, min(start + _MOST_IN_A_SLOT, len(times)))
        missing = gone[end] - gone[start]
        heard.lost[slot] = heard.lost.get(slot, 0.0) + missing
        heard.expected[slot] = heard.expected.get(slot, 0.0) + come[end] - come[start] + missing
        start = end
    fair, poor = scale.fair, scale.poor
    bad = [(time // SLOT_S, value) for time, (_, value) in zip(times, measured, strict=True) if value > fair]
    heard.bad.update([int(slot) for slot, _ in bad])
    heard.poor.update([int(slot) for slot, value in bad if value > poor])


def _times(stream: Stream, indexes: list[int]) -> list[float]:
    """When samples were taken, ascending; where that is not known, guessed from their places in the stream."""
    times = stream.samples.time_s
    if len(known(times)) == len(times):
        return [times[index] for index in indexes]
    return sorted(stream.time_s(index) or index * stream.interval_s for index in indexes)
