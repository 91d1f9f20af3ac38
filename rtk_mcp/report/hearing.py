"""How much of each sender arrived, in stretches of the call that all senders share."""

from collections.abc import Iterable, KeysView
from dataclasses import dataclass, field
from functools import cached_property

from rtk_mcp.report.numbers import known
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import LOSS

SLOT_S = 20.0
"""Streams are sampled every 7 s, each at its own moment: in 20 s everyone has a sample."""
SPELL_GAP_SLOTS = 4
"""Loss is random: up to a minute or so between lossy slots belongs to the same bad time."""
UNKNOWN_SENDER = "?"


@dataclass(slots=True)
class Tally:
    """Packets that should have arrived, and those that did not."""

    expected: float = 0.0
    lost: float = 0.0

    @property
    def loss_pct(self) -> float:
        """Percent lost; 0 of nothing."""
        return 100 * self.lost / self.expected if self.expected else 0.0


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

    def over(self, slots: Iterable[int]) -> Tally:
        """All packets of some slots."""
        common = [slot for slot in slots if slot in self.expected]
        return Tally(sum(map(self.expected.__getitem__, common)), sum(map(self.lost.__getitem__, common)))

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
    scale = LOSS[stream.media]
    measured = stream.values(scale.column, stream.judged)
    packets, lost, expected = stream.samples.packets, stream.samples.lost, heard.expected
    slots = _slots(stream, [index for index, _ in measured])
    for slot, (index, loss_pct) in zip(slots, measured, strict=True):
        gone = lost[index] if loss_pct else 0.0
        expected[slot] = expected.get(slot, 0.0) + packets[index] + gone
        heard.lost[slot] = heard.lost.get(slot, 0.0) + gone
        if loss_pct > scale.fair:
            heard.bad.add(slot)
            if loss_pct > scale.poor:
                heard.poor.add(slot)


def _slots(stream: Stream, indexes: list[int]) -> list[int]:
    """Which stretches of the call samples are in; without a time, by their places in the stream."""
    times = stream.samples.time_s
    if len(known(times)) == len(times):
        return [int(times[index] // SLOT_S) for index in indexes]
    guessed = (stream.time_s(index) or index * stream.interval_s for index in indexes)
    return [int(time // SLOT_S) for time in guessed]
