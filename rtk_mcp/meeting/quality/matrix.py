"""Who heard whom, and what was lost on the way: senders by receivers, slot by slot.

A received stream names its producer, which is one of a sender's own streams; else the remote peer. Losses of one sender
at several receivers are the sender's; losses of several senders at one receiver are the receiver's.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from rtk_mcp.meeting.quality.clocks import offset_s
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.times import SLOT_S, Slots
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import LOSS

MIN_SLOTS: Final = 2
"""One slot may be one unlucky sample."""
LOSSY_RATIO: Final = 0.3
"""Of a bad time: loss comes in bursts, which not every sample meets."""


@dataclass(slots=True)
class Cell:
    """What one person received of another: slots in which it was heard, and those beyond the fair limit of loss."""

    heard: set[int] = field(default_factory=set)
    lossy: set[int] = field(default_factory=set)

    def is_lossy(self, slots: Slots) -> bool | None:
        """Whether much was lost in these slots; None when too little was heard to say."""
        common = self.heard & slots
        if len(common) < MIN_SLOTS:
            return None
        return len(self.lossy & common) >= max(LOSSY_RATIO * len(common), 1)


class Matrix:
    """Cells by sender and receiver, both places of people."""

    def __init__(self, stays: Sequence[Stay]) -> None:
        self._person_of_peer = {stay.peer_id: stay.person for stay in stays}
        self._person_of_producer = {
            stream.producer_id: stay.person
            for stay in stays
            for stream in _streams(stay)
            if stream.direction == "send" and stream.producer_id
        }
        self.cells: defaultdict[tuple[int, int], Cell] = defaultdict(Cell)
        self.sent_clean: defaultdict[int, set[int]] = defaultdict(set)
        """Slots in which a sender's own report measured that what it sent arrived."""
        self._sent_badly: defaultdict[int, set[int]] = defaultdict(set)
        for stay in stays:
            self._read(stay)
        for sender, lossy in self._sent_badly.items():
            self.sent_clean[sender] -= lossy

    def sender_of(self, stream: Stream) -> int | None:
        """Whose a received stream is; None for somebody who is not in the list."""
        found = self._person_of_producer.get(stream.producer_id or "")
        return found if found is not None else self._person_of_peer.get(stream.remote_peer_id or "")

    def receivers(self, sender: int) -> dict[int, Cell]:
        """Everybody who heard a sender."""
        return {to: cell for (by, to), cell in self.cells.items() if by == sender}

    def senders(self, receiver: int) -> dict[int, Cell]:
        """Everybody whom a receiver heard."""
        return {by: cell for (by, to), cell in self.cells.items() if to == receiver}

    def _read(self, stay: Stay) -> None:
        ahead = round((offset_s(stay) or 0.0) / SLOT_S)
        for stream in _streams(stay):
            if stream.direction == "send":
                measured, lossy = _slots(stream, ahead)
                self.sent_clean[stay.person] |= measured
                self._sent_badly[stay.person] |= lossy
                continue
            sender = self.sender_of(stream)
            if sender is not None and sender != stay.person:
                cell = self.cells[sender, stay.person]
                heard, lossy = _slots(stream, ahead)
                cell.heard |= heard
                cell.lossy |= lossy
            stream.forget()


def _streams(stay: Stay) -> Iterable[Stream]:
    return stay.signals.streams if stay.signals else ()


def _slots(stream: Stream, ahead: int) -> tuple[set[int], set[int]]:
    scale = LOSS[stream.media]
    measured, _ = stream.by_slot(scale.column, stream.judged, SLOT_S)
    bad = stream.beyond(scale.column, stream.judged, scale.fair, low_is_bad=False)
    return {int(slot) - ahead for slot in measured}, {
        int(slot) - ahead for slot in stream.slots_of(bad, SLOT_S)
    }
