"""What a report shows of its own participant: their uplink, downlink, device and connection."""

from collections.abc import Iterator
from typing import Final

from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.times import Slots, slots_of
from rtk_mcp.meeting.quality.trouble import Kind, Trouble
from rtk_mcp.report.finding import Finding

_UPLINK: Final = frozenset({"uplink-packet-loss", "bandwidth-limited-uplink", "high-round-trip-time"})
_DEVICE: Final = frozenset(
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
_OF_PICTURES: Final = frozenset({"low-frame-rate", "low-resolution", "screenshare-unreadable"})
"""When sent, the device is as likely the cause as the line."""
_NOBODYS: Final = frozenset(
    {"tab-hidden", "vpn-path", "uplink-not-measured", "quality-data-missing", "keyframe-storm"}
)
"""They explain, or are explained; none of them is felt by itself."""


def own_troubles(stay: Stay) -> Iterator[Trouble]:
    """Each finding on what the participant sent, and on their device and connection."""
    for finding, slots in felt_findings(stay):
        kind = own_kind(finding)
        if kind is not None:
            yield Trouble(kind, (stay.person,), stay.person, finding, slots, finding.confidence)


def own_kind(finding: Finding) -> Kind | None:
    """What of the participant's it is; None for what was received, whose trouble only all reports tell."""
    if finding.code in _BREAK:
        return "break"
    if finding.code in _DEVICE:
        return "device"
    if finding.code in _UPLINK:
        return "uplink"
    if finding.code == "tcp-relay":
        return "downlink"
    if finding.direction == "send":
        return "device" if finding.code in _OF_PICTURES else "uplink"
    return "downlink" if finding.code == "network-congestion" else None


def felt_findings(stay: Stay) -> Iterator[tuple[Finding, Slots]]:
    """What was felt, and when: all of the stay where a finding has no windows."""
    for finding in stay.diagnosis.findings if stay.diagnosis else ():
        if finding.severity != "info" and finding.code not in _NOBODYS:
            yield finding, slots_of(finding.windows, stay.ahead_s or 0.0) or stay.present
