"""Lossy received streams with whose fault it was: the ground of the rules on inbound loss and congestion."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import fmean

from rtk_mcp.report.attribution import Attribution, Blame, attribute
from rtk_mcp.report.composing import worst
from rtk_mcp.report.hearing import sender_of
from rtk_mcp.report.hits import Hit
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import LOSS


@dataclass(frozen=True, slots=True)
class Blamed:
    """Inbound loss by sender.

    Attributes:
        hits: the lossy streams of each sender.
        why: whose fault it was, for the same senders; several where one trouble came after another.
        nameless: losses that only cumulative statistics know of.
    """

    hits: dict[str, list[Hit]]
    why: dict[str, tuple[Attribution, ...]]
    nameless: tuple[Hit, ...]

    def of(self, fault: Blame) -> dict[str, Attribution]:
        """The senders whose loss, or some of it, has this explanation."""
        return {sender: each for sender, found in self.why.items() for each in found if each.blame == fault}

    def hits_of(self, found: Mapping[str, Attribution]) -> list[Hit]:
        """The lossy streams of these senders, in the time that each explanation is about."""
        return [
            part
            for sender, why in found.items()
            for hit in self.hits[sender]
            if (part := _within(hit, why)) is not None
        ]


def blame(signals: PeerSignals) -> Blamed:
    """Every lossy received stream, compared with what others sent at the time."""
    hits: dict[str, list[Hit]] = {}
    nameless = []
    for hit in find_noticeable(signals, "receive", LOSS):
        if hit.stream is None:
            nameless.append(hit)
        else:
            hits.setdefault(sender_of(hit.stream), []).append(hit)
    levels = {sender: worst(own).level for sender, own in hits.items()}
    return Blamed(hits, attribute(signals.streams, levels) if levels else {}, tuple(nameless))


def _within(hit: Hit, why: Attribution) -> Hit | None:
    """The hit as far as it falls into some slots; None where it does not."""
    stream, slots = hit.stream, why.slots
    if slots is None or stream is None:
        return hit
    slot_of = stream.slots(why.slot_s)
    found = hit.judgement
    bad = [index for index in found.bad if slot_of[index] in slots]
    if not bad:
        return None
    judgement = replace(
        found,
        value=fmean(stream.numbers(found.scale.column, bad)),
        share=len(bad) / (found.samples or len(bad)),
        bad=bad,
        severe=[index for index in found.severe if slot_of[index] in slots],
        cut_off=[index for index in found.cut_off if slot_of[index] in slots],
    )
    return Hit(hit.media, judgement, stream)
