"""Whose fault inbound loss is: the receiver's own link, or one sender's, by comparing senders at the same time.

What the receiver's link loses, it loses of every stream that comes through it, at about the same rate; what a
sender's link loses, nobody else loses. So rates are compared over the same stretches of the call, and one sender
who came through them clean speaks against the receiver's link.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import Literal

from rtk_mcp.report.hearing import SLOT_S, UNKNOWN_SENDER, Heard, Tally, listen
from rtk_mcp.report.judging import Level
from rtk_mcp.report.stream import Stream

Blame = Literal["downlink", "sender", "unknown"]
_Likeness = Literal["affected", "clean", "unclear"]

MIN_COMPARED_SLOTS = 2
"""In one slot together a single unlucky sample decides, unless it is poor for both: no coincidence is that neat."""
SURE_SLOTS = 6
"""Two minutes together; what is judged by less is not certain."""
OBSERVED_RATIO = 0.3
"""A sender can be compared who was heard in a third of another's bad time."""
MIN_EXPECTED_LOST = 10
"""Clean means something where the same loss would have cost this many packets: 0 of 10 is no chance, 0 of 2 is."""
AFFECTED_RATIO = 0.35
"""Shared loss is about equal; senders whose own link adds to it, and bursts, spread it by a factor of three."""
CLEAN_RATIO = 0.2
"""A sender with less than a fifth of another's loss does not share its cause; what is between is unclear."""
TOGETHER_RATIO = 0.5
"""Shared loss goes on as long for both: not one burst of the other's that makes up the whole rate."""
ABOVE_BASE = 2.0
"""A sender who loses half as much at all other times has trouble of its own, which says nothing of this one's."""
APART_SLOTS = 5
"""Over a minute and a half without loss: what comes after may have another cause."""
MAX_STRETCHES = 8
"""So many are one trouble that comes and goes."""
MIN_PART_RATIO = 0.2
"""A fifth of a sender's bad time; less is not told as a trouble of its own."""
COMPARED = 6
"""With so many of the most heard senders, which show whether loss was shared, and of the cleanest, which show that it
was not: all pairs of a large call would be hundreds."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Why one sender's media was lossy.

    Attributes:
        affected: the other senders that were about as lossy at the same time.
        clean: those that were heard well and lost next to nothing of what the same loss would have cost them.
        heard: how many others were heard at the time, those that cannot be compared included.
        clean_loss_pct: the highest loss among the clean ones.
        sure: whether any of them was compared for long enough.
        slots: the part of the sender's bad time that it is about, in slots of `slot_s`; None is all of it.
    """

    blame: Blame
    affected: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()
    heard: int = 0
    clean_loss_pct: float = 0.0
    sure: bool = False
    slots: frozenset[float] | None = None
    slot_s: float = SLOT_S


def attribute(streams: Iterable[Stream], levels: Mapping[str, Level]) -> dict[str, tuple[Attribution, ...]]:
    """Compare each lossy sender with the others that were heard while it was lossy.

    A call may have one trouble after the other, so each long stretch is compared by itself; a sender has an
    attribution for each kind of fault that was found.

    Args:
        streams: all of the report's.
        levels: the lossy senders, and beyond which limit their loss was sustained.
    """
    hearing = listen(streams)
    heard = hearing.senders
    most = sorted(heard, key=lambda sender: -len(heard[sender].slots))
    cleanest = sorted(most, key=lambda sender: heard[sender].total.loss_pct)
    telling = dict.fromkeys([*most[: COMPARED + 1], *cleanest[: COMPARED + 1]])
    return {
        sender: _attributions(heard[sender], _others(sender, telling, heard), level, hearing.slot_s)
        if sender in heard and sender != UNKNOWN_SENDER
        else (Attribution("unknown"),)
        for sender, level in levels.items()
    }


def _others(sender: str, telling: Iterable[str], heard: Mapping[str, Heard]) -> dict[str, Heard]:
    """Whom to compare with: without peer ids only media of one kind, as sound and picture may be one person's."""
    own = heard[sender]
    return {
        name: heard[name]
        for name in telling
        if name != sender and (own.is_peer or own.media == heard[name].media)
    }


def _attributions(
    own: Heard, others: dict[str, Heard], level: Level, slot_s: float
) -> tuple[Attribution, ...]:
    bad_time = own.poor_spells if level == "poor" else own.bad_spells
    by_blame: dict[Blame, set[float]] = {}
    for stretch in _stretches(bad_time):
        by_blame.setdefault(_compare(own, others, stretch).blame, set()).update(stretch)
    minor = [blame for blame, slots in by_blame.items() if len(slots) < MIN_PART_RATIO * len(bad_time)]
    if len(by_blame) - len(minor) <= 1:
        return (_compare(own, others, bad_time),)
    return tuple(
        replace(_compare(own, others, slots), blame=blame, slots=frozenset(slots), slot_s=slot_s)
        for blame, slots in by_blame.items()
        if blame not in minor
    )


def _stretches(bad_time: set[float]) -> list[set[float]]:
    """The bad time cut at its long pauses; what is too short to be compared by itself is one stretch together."""
    stretches: list[set[float]] = []
    last = -inf
    for slot in sorted(bad_time):
        if slot - last > APART_SLOTS:
            stretches.append(set())
        stretches[-1].add(slot)
        last = slot
    long = [stretch for stretch in stretches if len(stretch) >= SURE_SLOTS]
    if not len(stretches) > 1 or len(long) > MAX_STRETCHES:
        return [bad_time]
    short = bad_time.difference(*long)
    return [*long, short] if short else long


def _compare(own: Heard, others: dict[str, Heard], spells: set[float]) -> Attribution:
    near = {name: other for name, other in others.items() if not other.slots.isdisjoint(spells)}
    own_time = spells & own.slots
    whole = own.over(own_time)
    likeness = {}
    for name, other in near.items():
        common = own_time & other.slots
        mine = whole if len(common) == len(own_time) else own.over(common)
        likeness[name] = _likeness(_Overlap(common, mine, len(own_time)), own, other, spells)
    affected = tuple(name for name, found in likeness.items() if found == "affected")
    clean = tuple(name for name, found in likeness.items() if found == "clean")
    highest = max((others[name].over(others[name].slots & spells).loss_pct for name in clean), default=0.0)
    blame: Blame = "sender" if clean else "downlink" if affected else "unknown"
    compared = [len(spells & own.slots & others[name].slots) for name in clean or affected]
    sure = own.is_peer and max(compared, default=0) >= SURE_SLOTS
    return Attribution(blame, affected, clean, len(near), highest, sure)


@dataclass(frozen=True, slots=True)
class _Overlap:
    """One sender's bad time as far as another was heard in it, what the first lost there, and its whole length."""

    slots: set[float]
    mine: Tally
    of: int


def _likeness(overlap: _Overlap, own: Heard, other: Heard, spells: set[float]) -> _Likeness:
    """Whether another sender lost as one did in its bad time; over the slots in which both were heard."""
    common, mine = overlap.slots, overlap.mine
    if len(common) < OBSERVED_RATIO * overlap.of:
        return "unclear"
    if len(common) < MIN_COMPARED_SLOTS and not common & own.poor & other.poor:
        return "unclear"
    theirs = other.over(common)
    if theirs.expected * mine.loss_pct / 100 < MIN_EXPECTED_LOST:
        return "unclear"
    if theirs.loss_pct <= CLEAN_RATIO * mine.loss_pct:
        return "clean"
    together = len(other.bad_spells & common) >= TOGETHER_RATIO * len(common)
    alike = theirs.loss_pct >= AFFECTED_RATIO * mine.loss_pct
    return "affected" if together and alike and _above_base(theirs, other, spells) else "unclear"


def _above_base(theirs: Tally, other: Heard, spells: set[float]) -> bool:
    """Whether it is more than this sender loses anyway; where that is not known, it is taken to be."""
    bad_time = other.slots & spells
    elsewhere = len(other.slots) - len(bad_time)
    if elsewhere < MIN_COMPARED_SLOTS:
        return True
    base = other.total - other.over(bad_time)
    if base.expected * theirs.loss_pct / 100 < MIN_EXPECTED_LOST:
        return True
    return theirs.loss_pct >= ABOVE_BASE * base.loss_pct
