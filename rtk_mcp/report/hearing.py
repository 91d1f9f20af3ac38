"""How much of each sender arrived, in stretches of the call that all senders share."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, count, pairwise
from math import ceil
from operator import add, sub

from rtk_mcp.api.models.media import Media
from rtk_mcp.report.numbers import highest, lowest
from rtk_mcp.report.stream import Indexes, Stream
from rtk_mcp.report.thresholds import LOSS

SLOT_S = 20.0
"""Streams are sampled every 7 s, each at its own moment: in 20 s everyone has a sample."""
MAX_SLOTS = 720
"""Four hours of them."""
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

    def __sub__(self, part: "Tally") -> "Tally":
        return Tally(self.expected - part.expected, self.lost - part.lost)


@dataclass
class Heard:
    """One sender: packets by slot, and the slots with a sample beyond the fair and the poor limit.

    Attributes:
        is_peer: a person; else one producer, which may be one of several of a person.
        media: what was received.
    """

    is_peer: bool = True
    media: set[Media] = field(default_factory=set)
    expected: dict[float, float] = field(default_factory=dict)
    lost: dict[float, float] = field(default_factory=dict)
    bad: set[float] = field(default_factory=set)
    poor: set[float] = field(default_factory=set)

    @cached_property
    def slots(self) -> set[float]:
        """Those in which packets of this sender were counted."""
        return set(self.expected)

    def over(self, slots: Collection[float]) -> Tally:
        """All packets of some of its slots."""
        return Tally(sum(map(self.expected.__getitem__, slots)), sum(map(self.lost.__getitem__, slots)))

    @cached_property
    def total(self) -> Tally:
        """All its packets."""
        return Tally(sum(self.expected.values()), sum(self.lost.values()))

    @cached_property
    def bad_spells(self) -> set[float]:
        """Slots beyond the fair limit and what is between near ones: bad time, not its worst moments only."""
        return _spells(self.bad)

    @cached_property
    def poor_spells(self) -> set[float]:
        """The same of the slots beyond the poor limit."""
        return _spells(self.poor)


def _spells(slots: set[float]) -> set[float]:
    between = {
        before + step
        for before, after in pairwise(sorted(slots))
        if 1 < after - before <= SPELL_GAP_SLOTS
        for step in range(1, int(after - before))
    }
    return slots | between


@dataclass(frozen=True, slots=True)
class Hearing:
    """Every sender whose packets were counted, in slots of one length."""

    senders: dict[str, Heard]
    slot_s: float


def sender_of(stream: Stream) -> str:
    """The remote peer, else the producer; streams without either cannot be told apart, so they count as one sender."""
    if stream.remote_peer_id:
        return stream.remote_peer_id
    return f"of producer {stream.producer_id}" if stream.producer_id else UNKNOWN_SENDER


def listen(streams: Iterable[Stream]) -> Hearing:
    """What was received of each sender."""
    received = [stream for stream in streams if stream.direction == "receive" and stream.length]
    slot_s = _slot_s(received)
    heard: dict[str, Heard] = {}
    for stream in received:
        own = heard.setdefault(sender_of(stream), Heard(is_peer=stream.remote_peer_id is not None))
        own.media.add(stream.media)
        _add(stream, own, slot_s)
    return Hearing({sender: each for sender, each in heard.items() if each.expected}, slot_s)


def _slot_s(streams: Sequence[Stream]) -> float:
    """How long a slot is: twice as long, or three times, where a call of many hours would have too many."""
    first = min((lowest(stream.samples.time_s) for stream in streams), default=0.0)
    last = max((highest(stream.samples.time_s) for stream in streams), default=0.0)
    slots = (last - first) / SLOT_S
    return SLOT_S * max(ceil(slots / MAX_SLOTS), 1) if slots > 0 else SLOT_S


def _add(stream: Stream, heard: Heard, slot_s: float) -> None:
    """Sums per slot from running sums: a subtraction for each slot, no addition for each sample."""
    scale = LOSS[stream.media]
    slots, packets = stream.by_slot("packets", _counted(stream), slot_s)
    _, lost = stream.by_slot("lost", _counted(stream), slot_s)
    gone = [
        *accumulate(lost if lowest(stream.samples.lost) >= 0 else [max(each, 0) for each in lost], initial=0)
    ]
    come = [*accumulate(packets, initial=0)]
    ends = dict(zip(slots, count(1), strict=False))  # of each slot the place after its last sample
    _add_up(heard.lost, ends, gone)
    _add_up(heard.expected, ends, [*map(add, come, gone)])
    bad = stream.beyond(scale.column, stream.judged, scale.fair, low_is_bad=False)
    poor = stream.beyond(scale.column, bad, scale.poor, low_is_bad=False)
    heard.bad.update(stream.slots_of(bad, slot_s))
    heard.poor.update(stream.slots_of(poor, slot_s))


def _add_up(into: dict[float, float], ends: dict[float, int], running: list[float]) -> None:
    """Add each slot's part of a running sum; slots are in time order."""
    reached = [running[end] for end in ends.values()]
    parts = dict(zip(ends, map(sub, reached, [0, *reached]), strict=True))
    for slot in into.keys() & parts:
        parts[slot] += into[slot]
    into.update(parts)


def _counted(stream: Stream) -> Indexes:
    """The samples in which both arrived and lost packets were counted."""
    indexes = stream.judged
    for column in ("packets", "lost"):
        if stream.measured(column, indexes) < len(indexes):
            indexes = [index for index, _ in stream.values(column, indexes)]
    return indexes
