"""Who heard whom, and what was lost on the way: senders by receivers, slot by slot.

A received stream names its producer, which is one of a sender's own streams; else the remote peer. Losses of one sender
at several receivers are the sender's; losses of several senders at one receiver are the receiver's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

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
    """What one person received of another: slots in which loss was measured, and those beyond its fair limit."""

    heard: set[int] = field(default_factory=set)
    lossy: set[int] = field(default_factory=set)

    def read(self, stream: Stream, stay: Stay) -> None:
        """Add one stream of a stay, by the service's clock."""
        ahead = round((stay.ahead_s or 0.0) / SLOT_S)
        scale = LOSS[stream.media]
        measured, _ = stream.by_slot(scale.column, stream.judged, SLOT_S)
        bad = stream.beyond(scale.column, stream.judged, scale.fair, low_is_bad=False)
        self.heard.update([int(slot) - ahead for slot in {*measured}])
        self.lossy.update([int(slot) - ahead for slot in {*stream.slots_of(bad, SLOT_S)}])

    def is_heard(self, slots: Slots) -> bool:
        """Whether enough was heard in these slots to say anything."""
        return len(self.heard & slots) >= MIN_SLOTS

    def is_lossy(self, slots: Slots) -> bool | None:
        """Whether much was lost in these slots; None when too little was heard to say."""
        if not self.is_heard(slots):
            return None
        common = self.heard & slots
        return len(self.lossy & common) >= max(LOSSY_RATIO * len(common), 1)


class Matrix:
    """Cells by sender and receiver, both places of people; nothing is told of oneself."""

    def __init__(self, stays: Sequence[Stay]) -> None:
        self._person_of_peer = {stay.peer_id: stay.person for stay in stays}
        self._person_of_producer = {
            stream.producer_id: stay.person
            for stay in stays
            for stream in _streams(stay)
            if stream.direction == "send" and stream.producer_id
        }
        self.unread = tuple(dict.fromkeys(stay.person for stay in stays if stay.signals is None))
        """Those whose reports are not there: a producer that nobody owns may be one of theirs."""
        self._by_sender: dict[int, dict[int, Cell]] = {}
        self._by_receiver: dict[int, dict[int, Cell]] = {}
        self._sent: defaultdict[int, Cell] = defaultdict(Cell)
        for stay in stays:
            self._read(stay)

    def sender_of(self, stream: Stream) -> int | None:
        """Whose a received stream is; None for somebody who is not in the list, or of several without a report."""
        found = self._person_of_producer.get(stream.producer_id or "")
        if found is None and stream.remote_peer_id:
            return self._person_of_peer.get(stream.remote_peer_id)
        return self.unread[0] if found is None and len(self.unread) == 1 else found

    def receivers(self, sender: int) -> Mapping[int, Cell]:
        """Everybody who heard a sender."""
        return self._by_sender.get(sender, {})

    def senders(self, receiver: int) -> Mapping[int, Cell]:
        """Everybody whom a receiver heard."""
        return self._by_receiver.get(receiver, {})

    def other_receivers(self, sender: int, receiver: int, slots: Slots) -> dict[int, Cell]:
        """Who but this one heard the sender in that time."""
        heard = self.receivers(sender).items()
        return {to: cell for to, cell in heard if to != receiver and cell.is_heard(slots)}

    def other_senders(self, sender: int, receiver: int, slots: Slots) -> dict[int, Cell]:
        """Whom but this one the receiver heard in that time."""
        heard = self.senders(receiver).items()
        return {by: cell for by, cell in heard if by != sender and cell.is_heard(slots)}

    def arrived(self, sender: int, slots: Slots) -> Slots:
        """In which of these slots the sender's own report measured that what was sent arrived."""
        sent = self._sent.get(sender, Cell())
        return slots & (sent.heard - sent.lossy)

    def _read(self, stay: Stay) -> None:
        for stream in _streams(stay):
            if stream.direction == "send":
                self._sent[stay.person].read(stream, stay)
            else:
                sender = self.sender_of(stream)
                if sender is not None and sender != stay.person:
                    self._cell(sender, stay.person).read(stream, stay)
        for stream in _streams(stay):
            stream.forget()

    def _cell(self, sender: int, receiver: int) -> Cell:
        cell = self._by_sender.setdefault(sender, {}).setdefault(receiver, Cell())
        self._by_receiver.setdefault(receiver, {})[sender] = cell
        return cell


def _streams(stay: Stay) -> Iterable[Stream]:
    return stay.signals.streams if stay.signals else ()
