"""Whose received media was bad: some senders' own, or what came from everybody in the same time."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Final

from rtk_mcp.report.composing import told
from rtk_mcp.report.hearing import SLOT_S, UNKNOWN_SENDER, sender_of
from rtk_mcp.report.hits import Hit, Pick, Scales
from rtk_mcp.report.judging import Level, may_be_bad
from rtk_mcp.report.phrases import count
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Indexes, Stream
from rtk_mcp.report.thresholds import Scale

MAX_NAMED: Final = 4
"""More ids than that in a sentence cannot be read; the streams name the rest."""
MAX_COMPARED: Final = 6
"""So many of a kind show whether it was shared; all pairs of a large call would be thousands."""
MIN_COMPARED_SLOTS: Final = 2
OBSERVED_RATIO: Final = 0.3
"""A sender can be compared who was heard in a third of another's bad time."""
FINE_RATIO: Final = 0.2
"""Fine is a sender with a bad sample in a fifth of that time or less ..."""
CLEARLY_BETTER: Final = 1.5
"""... whose mean is clearly better: what comes through one line at one time differs by less."""
AFFECTED_RATIO: Final = 0.5
"""And a sender shares the trouble who was bad in half of that time."""


@dataclass(frozen=True, slots=True)
class Group:
    """Bad received streams that have one explanation.

    Attributes:
        hits: the streams.
        senders: whose they are, as far as known.
        fine: how many other senders' media of the kind was well meanwhile; it is these senders' trouble then.
        shared: whether it came from several senders at the same time.
    """

    hits: list[Hit]
    senders: tuple[str, ...]
    fine: int
    shared: bool

    @property
    def is_theirs(self) -> bool:
        """Whether others were fine in the same time, so that it is no trouble of the receiver's."""
        return self.fine > 0

    @property
    def of(self) -> str:
        """` of one sender (peer a)` for a sentence; empty where it is not these senders' trouble."""
        if not self.is_theirs:
            return ""
        number = "one sender" if len(self.senders) == 1 else f"{len(self.senders)} senders"
        return f" of {number} ({peers(self.senders)})"

    @property
    def whose(self) -> str:
        """`That sender's`, `Those senders'`."""
        return "That sender's" if len(self.senders) == 1 else "Those senders'"

    @property
    def beside(self) -> str:
        """`what came from 3 other senders in the same time was fine`."""
        return f"what came from {count(self.fine, 'other sender')} in the same time was fine"

    @property
    def read_theirs(self) -> str:
        """The advice to read these senders' reports."""
        return f"Read the {'report' if len(self.senders) == 1 else 'reports'} of {peers(self.senders)}."


def judged(stream: Stream) -> Indexes:
    """All samples that may be judged."""
    return stream.judged


def peers(names: Sequence[str]) -> str:
    """`peer a`, `peers a, b`."""
    listed = ", ".join(names[:MAX_NAMED]) + (" and more" if len(names) > MAX_NAMED else "")
    return f"peer {listed}" if len(names) == 1 else f"peers {listed}"


@dataclass(slots=True)
class _Shown:
    """One sender: a value for each stretch of the call, and the stretches with one beyond the limit."""

    values: dict[float, float] = field(default_factory=dict)
    bad: set[float] = field(default_factory=set)


def groups(signals: PeerSignals, hits: Sequence[Hit], scales: Scales, samples: Pick) -> list[Group]:
    """The hits that are their senders' own trouble as one group, all others as another.

    Each bad sender is compared, in the stretches in which it was bad, with what was received of the others.

    Args:
        signals: the report.
        hits: what was found bad of received media.
        scales: by which it was judged.
        samples: the samples that were judged.
    """
    if not hits:
        return []
    by_sender: dict[str, list[Hit]] = {}
    for hit in hits:
        by_sender.setdefault(sender_of(hit.stream) if hit.stream else UNKNOWN_SENDER, []).append(hit)
    others = _others(signals, scales, samples, by_sender)
    levels = {sender: _level(own) for sender, own in by_sender.items()}
    shown = {
        level: _all_shown(others, hits[0].judgement.scale, level, samples) for level in {*levels.values()}
    }
    compared = {sender: _compare(sender, own, shown[levels[sender]]) for sender, own in by_sender.items()}
    theirs = [sender for sender in by_sender if compared[sender].fine]
    rest = [sender for sender in by_sender if not compared[sender].fine]
    return [
        _group(senders, by_sender, [compared[each] for each in senders])
        for senders in (theirs, rest)
        if senders
    ]


@dataclass(frozen=True, slots=True)
class _Compared:
    fine: frozenset[str]
    affected: bool


def _group(
    senders: Sequence[str], by_sender: Mapping[str, list[Hit]], compared: Sequence[_Compared]
) -> Group:
    fine = frozenset[str]().union(*(each.fine for each in compared))
    hits = [hit for sender in senders for hit in by_sender[sender]]
    named = dict.fromkeys(sender_of(hit.stream) for hit in told(hits) if hit.stream)
    return Group(
        hits=hits,
        senders=tuple(sender for sender in named if sender != UNKNOWN_SENDER),
        fine=len(fine - {*senders}) or min(len(fine), 1),
        shared=any(each.affected for each in compared),
    )


def _others(
    signals: PeerSignals, scales: Scales, samples: Pick, bad: Mapping[str, list[Hit]]
) -> dict[str, list[Stream]]:
    """The streams of the senders that tell most: those heard the longest, and the longest heard that are not bad."""
    streams: dict[str, list[Stream]] = {}
    for stream in signals.streams:
        if stream.direction == "receive" and stream.media in scales and sender_of(stream) != UNKNOWN_SENDER:
            streams.setdefault(sender_of(stream), []).append(stream)
    if len(streams) <= 1:
        return streams
    lengths = {sender: sum(len(samples(each)) for each in own) for sender, own in streams.items()}
    longest = sorted(streams, key=lambda sender: -lengths[sender])
    telling = [*longest[: MAX_COMPARED + 1], *[each for each in longest if each not in bad][:MAX_COMPARED]]
    return {sender: streams[sender] for sender in telling}


def _level(hits: list[Hit]) -> Level:
    return "poor" if any(hit.judgement.level == "poor" for hit in hits) else "fair"


def _all_shown(
    others: Mapping[str, list[Stream]], scale: Scale, level: Level, samples: Pick
) -> dict[str, _Shown]:
    return {
        other: _shown(((each, samples(each)) for each in streams), scale, scale.limit(level))
        for other, streams in others.items()
    }


def _compare(sender: str, hits: list[Hit], others: Mapping[str, _Shown]) -> _Compared:
    """Who else was fine, and whether anybody else was bad too, in one sender's bad time."""
    scale = hits[0].judgement.scale
    bad_samples = ((hit.stream, hit.judgement.bad) for hit in hits if hit.stream)
    mine = _shown(bad_samples, scale)
    if sender == UNKNOWN_SENDER or not mine.values:
        return _Compared(frozenset(), affected=False)
    fine, affected = set(), False
    for other, theirs in others.items():
        common = mine.values.keys() & theirs.values.keys()
        if other == sender or len(common) < max(MIN_COMPARED_SLOTS, OBSERVED_RATIO * len(mine.values)):
            continue
        bad = len(theirs.bad & common) / len(common)
        affected = affected or bad >= AFFECTED_RATIO
        if bad <= FINE_RATIO and _is_clearly_better(theirs, mine, common, scale):
            fine.add(other)
    return _Compared(frozenset(fine), affected)


def _shown(streams: Iterable[tuple[Stream, Indexes]], scale: Scale, limit: float | None = None) -> _Shown:
    """The worst of a sender's streams at each time; with a limit also where they are beyond it."""
    worse: Callable[[float, float], float] = min if scale.low_is_bad else max
    shown = _Shown()
    for stream, indexes in streams:
        slots, values = stream.by_slot(scale.column, indexes, SLOT_S)
        found = dict(zip(slots, values, strict=True))
        for slot in found.keys() & shown.values.keys():
            found[slot] = worse(found[slot], shown.values[slot])
        shown.values.update(found)
        if limit is not None and may_be_bad(stream, scale):
            bad = stream.beyond(scale.column, indexes, limit, low_is_bad=scale.low_is_bad)
            shown.bad.update(stream.slots_of(bad, SLOT_S))
    return shown


def _is_clearly_better(theirs: _Shown, mine: _Shown, common: Collection[float], scale: Scale) -> bool:
    own, other = (fmean(map(each.values.__getitem__, common)) for each in (mine, theirs))
    return other >= CLEARLY_BETTER * own if scale.low_is_bad else own >= CLEARLY_BETTER * other
