"""Lossy received streams with whose fault it was: the ground of the rules on inbound loss and congestion."""

from collections.abc import Iterable
from dataclasses import dataclass

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
        why: whose fault it was, for the same senders.
        nameless: losses that only cumulative statistics know of.
    """

    hits: dict[str, list[Hit]]
    why: dict[str, Attribution]
    nameless: tuple[Hit, ...]

    def of(self, fault: Blame) -> dict[str, Attribution]:
        """The senders whose loss has this explanation."""
        return {sender: found for sender, found in self.why.items() if found.blame == fault}

    def hits_of(self, senders: Iterable[str]) -> list[Hit]:
        """The lossy streams of these senders."""
        return [hit for sender in senders for hit in self.hits[sender]]


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
