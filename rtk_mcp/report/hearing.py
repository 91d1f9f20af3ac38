"""How much of each sender arrived, in stretches of the call that all senders share."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rtk_mcp.report.judging import Level
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


@dataclass(slots=True)
class Heard:
    """One sender: packets by slot, and the slots with a sample beyond the fair and the poor limit."""

    slots: dict[int, Tally] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)
    poor: set[int] = field(default_factory=set)

    def over(self, slots: Iterable[int]) -> Tally:
        """All packets of some slots."""
        found = [self.slots[slot] for slot in slots if slot in self.slots]
        return Tally(sum(each.expected for each in found), sum(each.lost for each in found))

    def spells(self, level: Level) -> set[int]:
        """The bad slots and what is between near ones: the bad time without picking its worst moments only."""
        spells: set[int] = set()
        last: int | None = None
        for slot in sorted(self.poor if level == "poor" else self.bad):
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
    for index, loss_pct in stream.values(scale.column, stream.judged):
        slot = _slot(stream, index)
        lost = max(stream.samples.lost[index], 0.0)
        tally = heard.slots.setdefault(slot, Tally())
        tally.lost += lost
        tally.expected += stream.samples.packets[index] + lost
        if scale.beyond(loss_pct, scale.fair):
            heard.bad.add(slot)
        if scale.beyond(loss_pct, scale.poor):
            heard.poor.add(slot)


def _slot(stream: Stream, index: int) -> int:
    """Which stretch of the call a sample is in; without a time, by its place in the stream."""
    time = stream.time_s(index)
    return int((index * stream.interval_s if time is None else time) // SLOT_S)
