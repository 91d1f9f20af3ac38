"""What each report shows, as somebody's trouble: whose uplink, downlink or device it was, by what all reports say.

A report sees one end. What it shows of its own participant's uplink, downlink and device is theirs; what it shows of
one sender among several is that sender's, unless others heard that sender well at the same time.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, Literal

from rtk_mcp.meeting.quality.clocks import offset_s
from rtk_mcp.meeting.quality.matrix import Matrix
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.times import Slots, between, slots_of, widened
from rtk_mcp.report.finding import CONFIDENCES, Confidence, Finding

Kind = Literal["uplink", "downlink", "device", "break"]

UPLINK: Final = frozenset({"uplink-packet-loss", "bandwidth-limited-uplink", "high-round-trip-time"})
DOWNLINK: Final = frozenset({"downlink-packet-loss", "tcp-relay"})
DEVICE: Final = frozenset(
    {
        "cpu-limited",
        "decoder-overload",
        "no-audio-sent",
        "silent-microphone",
        "no-video-sent",
        "permission-denied",
        "device-change",
    }
)
_BREAK: Final = frozenset({"reconnects"})
_LOSS: Final = frozenset({"downlink-packet-loss", "remote-sender-loss", "inbound-loss-unattributed"})
_OF_PICTURES: Final = frozenset({"low-frame-rate", "low-resolution", "screenshare-unreadable"})
"""Of a received one the sender's device is as likely the cause as anybody's line."""
_OF_THE_WAY: Final = frozenset({"high-jitter", "playout-delay-high"})
"""Of received media a line is the cause; of gaps, frozen and jerky pictures it is where packets were lost or uneven."""
_MARKS_OF_THE_WAY: Final = frozenset({"loss_pct", "jitter_ms"})
SHARED_RATIO: Final = 0.4
_NOBODYS: Final = frozenset(
    {"tab-hidden", "vpn-path", "uplink-not-measured", "quality-data-missing", "keyframe-storm"}
)
"""They explain, or are explained; none of them is felt by itself."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One finding of one report, as somebody's trouble.

    Attributes:
        culprits: whose it is; two where the reports cannot tell which of them.
        seen_by: whose report shows it.
        slots: when, by the service's clock; all of the stay where the finding has no windows.
    """

    kind: Kind
    culprits: tuple[int, ...]
    seen_by: int
    finding: Finding
    slots: Slots
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class _Complaint:
    """A finding of one report on what was received of a sender."""

    sender: int
    receiver: int
    code: str
    slots: Slots


def troubles_of(stays: Sequence[Stay], matrix: Matrix) -> list[Trouble]:
    """Every felt finding of every report as somebody's trouble."""
    own = [trouble for stay in stays for trouble in _own(stay)]
    received = [_Received(stay, matrix) for stay in stays if stay.signals]
    complaints = [each for one in received for each in one.complaints()]
    return own + [trouble for one in received for trouble in one.troubles(own, complaints)]


def _felt(stay: Stay) -> Iterator[tuple[Finding, Slots]]:
    for finding in stay.diagnosis.findings if stay.diagnosis else ():
        if finding.severity != "info" and finding.code not in _NOBODYS:
            slots = slots_of(finding.windows, offset_s(stay) or 0.0)
            yield finding, slots or between(stay.joined, stay.left)


def _own(stay: Stay) -> Iterator[Trouble]:
    """What a report shows of its participant's own uplink, device and connection."""
    for finding, slots in _felt(stay):
        kind = _own_kind(finding)
        if kind is not None:
            yield Trouble(kind, (stay.person,), stay.person, finding, slots, finding.confidence)


def _own_kind(finding: Finding) -> Kind | None:
    if finding.code in _BREAK:
        return "break"
    if finding.code in DEVICE:
        return "device"
    if finding.code in UPLINK:
        return "uplink"
    if finding.code in DOWNLINK - _LOSS:
        return "downlink"
    if finding.direction == "send":
        return "device" if finding.code in _OF_PICTURES else "uplink"
    return "downlink" if finding.code == "network-congestion" else None


class _Received:
    """What one report shows of what it received: whose trouble that is."""

    def __init__(self, stay: Stay, matrix: Matrix) -> None:
        self._me, self._matrix = stay.person, matrix
        streams = stay.signals.streams if stay.signals else ()
        self._sender_of = {stream.id: matrix.sender_of(stream) for stream in streams}
        self._found = [(finding, slots) for finding, slots in _felt(stay) if _own_kind(finding) is None]
        self._own: Sequence[Trouble] = ()
        self._complaints: Sequence[_Complaint] = ()

    def complaints(self) -> list[_Complaint]:
        """Each finding as told of each sender."""
        return [
            _Complaint(sender, self._me, finding.code, slots)
            for finding, slots in self._found
            for sender in self._senders(finding)
        ]

    def troubles(self, own: Sequence[Trouble], complaints: Sequence[_Complaint]) -> Iterator[Trouble]:
        """Each finding with whose trouble it is, by everybody's own troubles and everybody's complaints."""
        self._own, self._complaints = own, complaints
        for finding, slots in self._found:
            yield self._lost(finding, slots) if finding.code in _LOSS else self._impaired(finding, slots)

    def _lost(self, finding: Finding, slots: Slots) -> Trouble:
        """Packets did not arrive: the sender's line, or this one's."""
        senders = self._senders(finding)
        votes = {sender: self._whose_loss(sender, slots) for sender in senders}
        theirs = [sender for sender, vote in votes.items() if vote == "theirs"]
        mine = [sender for sender, vote in votes.items() if vote == "mine"]
        if not theirs and not mine:
            if finding.code == "remote-sender-loss" and senders:
                return self._of("uplink", senders, finding, slots, "medium")
            if finding.code == "inbound-loss-unattributed":
                return self._of("downlink", [self._me, *senders[:1]], finding, slots, "low")
            return self._of("downlink", [self._me], finding, slots, "medium")
        if len(theirs) > len(mine):
            return self._of("uplink", theirs, finding, slots, "high")
        sure: Confidence = "medium" if finding.code == "remote-sender-loss" else "high"
        return self._of("downlink", [self._me], finding, slots, sure)

    def _whose_loss(self, sender: int, slots: Slots) -> Literal["theirs", "mine", "unknown"]:
        """By the sender's own report, and by others who received the same."""
        if self._troubled(sender, slots, {"uplink", "break"}):
            return "theirs"
        arrived = len(slots & self._matrix.sent_clean[sender])
        if 2 * arrived > len(slots):
            return "mine"
        told = [
            cell.is_lossy(slots)
            for receiver, cell in self._matrix.receivers(sender).items()
            if receiver != self._me
        ]
        lossy, clean = told.count(True), told.count(False)
        if lossy != clean:
            return "theirs" if lossy > clean else "mine"
        return "mine" if not lossy and arrived > 1 else "unknown"

    def _impaired(self, finding: Finding, slots: Slots) -> Trouble:
        """What arrived was late, uneven, small, slow or full of gaps."""
        senders = self._senders(finding)
        theirs = [
            sender for sender in senders if self._troubled(sender, slots, {"uplink", "device", "break"})
        ]
        if theirs and 2 * len(theirs) >= len(senders):
            return self._of(self._kind_of(theirs, slots), theirs, finding, slots, "high")
        way = self._is_of_the_way(finding, senders, slots)
        alike = [sender for sender in senders if self._others_complain(sender, finding, slots)]
        if alike and 2 * len(alike) >= len(senders):
            return self._of("uplink" if way else "device", alike, finding, slots, "high")
        if (
            len(senders) == 1
            and self._others_heard(senders[0], slots)
            and not self._others_received(senders[0], slots)
        ):
            return self._of("uplink" if way else "device", senders, finding, slots, "medium")
        return self._of("downlink" if way else "device", [self._me], finding, slots, "medium")

    def _is_of_the_way(self, finding: Finding, senders: Sequence[int], slots: Slots) -> bool:
        """Whether packets were lost or came unevenly: else what was wrong was wrong at an end."""
        if finding.code in _OF_THE_WAY or any(each.metric in _MARKS_OF_THE_WAY for each in finding.evidence):
            return True
        return any(self._matrix.cells[sender, self._me].is_lossy(slots) for sender in senders)

    def _kind_of(self, senders: Sequence[int], slots: Slots) -> Kind:
        kinds = [
            each.kind
            for sender in senders
            for each in self._troubled(sender, slots, {"uplink", "device", "break"})
        ]
        return "uplink" if "uplink" in kinds else kinds[0]

    def _troubled(self, sender: int, slots: Slots, kinds: AbstractSet[Kind]) -> list[Trouble]:
        """Troubles that a sender's own report shows in that time."""
        return [
            each
            for each in self._own
            if sender in each.culprits and each.kind in kinds and _share_time(slots, each.slots)
        ]

    def _others_complain(self, sender: int, finding: Finding, slots: Slots) -> bool:
        """Whether as many of the others who heard this sender then complain of the same as do not."""
        complaining = {
            each.receiver
            for each in self._complaints
            if each.sender == sender
            and each.receiver != self._me
            and each.code == finding.code
            and _share_time(slots, each.slots)
        }
        heard = {
            receiver
            for receiver, cell in self._matrix.receivers(sender).items()
            if receiver != self._me and len(cell.heard & slots) > 1
        }
        return bool(complaining) and 2 * len(complaining) >= len(heard)

    def _others_received(self, sender: int, slots: Slots) -> bool:
        """Whether anybody else heard this sender in that time, without a complaint."""
        return any(
            len(cell.heard & slots) > 1
            for receiver, cell in self._matrix.receivers(sender).items()
            if receiver != self._me
        )

    def _others_heard(self, sender: int, slots: Slots) -> bool:
        """Whether this participant heard anybody else in that time."""
        return any(
            len(cell.heard & slots) > 1
            for other, cell in self._matrix.senders(self._me).items()
            if other != sender
        )

    def _senders(self, finding: Finding) -> list[int]:
        found = (self._sender_of.get(name) for name in finding.streams)
        return [*dict.fromkeys(sender for sender in found if sender is not None)]

    def _of(
        self, kind: Kind, culprits: Sequence[int], finding: Finding, slots: Slots, sure: Confidence
    ) -> Trouble:
        weaker = max(finding.confidence, sure, key=CONFIDENCES.index)
        return Trouble(kind, tuple(culprits), self._me, finding, slots, weaker)


def _share_time(slots: Slots, others: Slots) -> bool:
    """Whether a good part of the shorter of two times is about the other."""
    shorter = min(len(slots), len(others))
    return shorter > 0 and SHARED_RATIO * shorter <= max(
        len(slots & widened(others)), len(others & widened(slots))
    )
