"""What one report shows of what was received: whose trouble that is, by what all reports say."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, Literal

from rtk_mcp.meeting.quality.matrix import Matrix
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.own import felt_findings, own_kind
from rtk_mcp.meeting.quality.times import Slots, widened
from rtk_mcp.meeting.quality.trouble import Complaint, Kind, Trouble
from rtk_mcp.report.finding import CONFIDENCES, Confidence, Finding
from rtk_mcp.report.rules.standstill import UNATTRIBUTED, is_standstill

_LOSS: Final = frozenset({"downlink-packet-loss", "remote-sender-loss", "inbound-loss-unattributed"})
_OF_THE_WAY: Final = frozenset({"high-jitter", "playout-delay-high"})
"""A line is the cause; of gaps, frozen and jerky pictures it is where packets were lost or uneven."""
_OF_ONE_WAY: Final = (
    _LOSS | _OF_THE_WAY | {"audio-concealment", "video-freeze", "low-frame-rate", "low-quality-score"}
)
"""What one bad line may show as: as loss to one receiver, as gaps or a frozen picture to another."""
_MARKS_OF_THE_WAY: Final = frozenset({"loss_pct", "jitter_ms"})
_SHARED_RATIO: Final = 0.4
"""Of the shorter of two troubles: so much of it about the other makes them one."""


class Received:
    """What one report shows of what it received: whose trouble that is."""

    def __init__(self, stay: Stay, matrix: Matrix) -> None:
        self._me, self._matrix = stay.person, matrix
        streams = stay.signals.streams if stay.signals else ()
        self._sender_of = {stream.id: matrix.sender_of(stream) for stream in streams}
        self._found = [
            (finding, slots) for finding, slots in felt_findings(stay) if own_kind(finding) is None
        ]
        self._own: Sequence[Trouble] = ()
        self._complaints: Sequence[Complaint] = ()

    def complaints(self) -> list[Complaint]:
        """Each finding as told of each sender."""
        return [
            Complaint(
                sender,
                self._me,
                finding.code,
                slots,
                self._is_selective(finding, slots),
                is_standstill(finding),
            )
            for finding, slots in self._found
            for sender in self._senders(finding)
        ]

    def troubles(self, own: Sequence[Trouble], complaints: Sequence[Complaint]) -> Iterator[Trouble]:
        """Each finding with whose trouble it is, by everybody's own troubles and everybody's complaints."""
        self._own, self._complaints = own, complaints
        for finding, slots in self._found:
            yield self._lost(finding, slots) if finding.code in _LOSS else self._impaired(finding, slots)

    def _lost(self, finding: Finding, slots: Slots) -> Trouble:
        """Packets did not arrive: the sender's line, or this one's."""
        senders = self._senders(finding)
        is_of_one = finding.code == "remote-sender-loss"
        if is_of_one and not senders:
            return self._of_a_stranger(finding, slots)
        if self._is_mutual(senders, finding, slots):
            return self._of("downlink", [self._me, *senders], finding, slots, "low")
        votes = {
            sender: "theirs"
            if is_of_one and self._others_complain(sender, finding, slots)
            else self._whose_loss(sender, slots)
            for sender in senders
        }
        theirs = [sender for sender, vote in votes.items() if vote == "theirs"]
        mine = [sender for sender, vote in votes.items() if vote == "mine"]
        if len(theirs) > len(mine):
            return self._of("uplink", theirs, finding, slots, "high")
        if is_of_one and not mine:
            return self._of("uplink", senders, finding, slots, "medium")
        if is_of_one or (finding.code == "inbound-loss-unattributed" and not mine):
            return self._of("downlink", [self._me, *senders[:1]], finding, slots, "low")
        return self._of("downlink", [self._me], finding, slots, "high" if mine else "medium")

    def _is_mutual(self, senders: Sequence[int], finding: Finding, slots: Slots) -> bool:
        """Whether the only sender received nothing of this one either: it was one of two lines, no telling which."""
        return finding.code == UNATTRIBUTED and any(
            is_standstill(finding)
            and (each.sender, each.code, each.still) == (self._me, UNATTRIBUTED, True)
            and each.receiver in senders
            and _share_time(slots, each.slots)
            for each in self._complaints
        )

    def _of_a_stranger(self, finding: Finding, slots: Slots) -> Trouble:
        """Of one sender of whom nothing tells who it is: one of those without a report, if there are any."""
        if self._matrix.unread:
            return self._of("uplink", self._matrix.unread, finding, slots, "low")
        return self._of("downlink", [self._me], finding, slots, "low")

    def _whose_loss(self, sender: int, slots: Slots) -> Literal["theirs", "mine", "unknown"]:
        """By the sender's own report, and by others who received the same."""
        if self._troubled(sender, slots, {"uplink", "break"}):
            return "theirs"
        arrived = len(self._matrix.arrived(sender, slots))
        if 2 * arrived > len(slots):
            return "mine"
        others = self._matrix.other_receivers(sender, self._me, slots).values()
        lossy = sum(bool(cell.is_lossy(slots)) for cell in others)
        clean = len(others) - lossy
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
        senders = self._lossy(senders, slots) or senders
        alike = [sender for sender in senders if self._others_complain(sender, finding, slots)]
        if alike and 2 * len(alike) >= len(senders):
            return self._of("uplink" if way else "device", alike, finding, slots, "high")
        if len(senders) == 1 and not self._matrix.other_receivers(senders[0], self._me, slots):
            if self._matrix.other_senders(senders[0], self._me, slots):
                return self._of("uplink" if way else "device", senders, finding, slots, "medium")
            if way:
                return self._of("downlink", [self._me, *senders], finding, slots, "low")
        return self._of(
            "downlink" if way else "device", [self._me], finding, slots, "medium" if way else "low"
        )

    def _lossy(self, senders: Sequence[int], slots: Slots) -> list[int]:
        """Those of whom packets were lost then: the rest may share no more than the finding's limit."""
        heard = self._matrix.senders(self._me)
        return [sender for sender in senders if sender in heard and heard[sender].is_lossy(slots)]

    def _is_of_the_way(self, finding: Finding, senders: Sequence[int], slots: Slots) -> bool:
        """Whether packets were lost or came unevenly: else what was wrong was wrong at an end."""
        if finding.code in _OF_THE_WAY or any(each.metric in _MARKS_OF_THE_WAY for each in finding.evidence):
            return True
        return bool(self._lossy(senders, slots))

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
            and (each.code == finding.code or (each.selective and {each.code, finding.code} <= _OF_ONE_WAY))
            and _share_time(slots, each.slots)
        }
        heard = self._matrix.other_receivers(sender, self._me, slots)
        return bool(complaining) and 2 * len(complaining) >= len(heard)

    def _is_selective(self, finding: Finding, slots: Slots) -> bool:
        """Whether most of those who were heard then are not part of it."""
        heard = sum(cell.is_heard(slots) for cell in self._matrix.senders(self._me).values())
        return finding.code == "remote-sender-loss" or 2 * len(self._senders(finding)) < heard

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
    return shorter > 0 and _SHARED_RATIO * shorter <= max(
        len(slots & widened(others)), len(others & widened(slots))
    )
