"""What of a report is its participant's own trouble, and what it puts down to particular other senders."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rtk_mcp.api.models.media import Media
from rtk_mcp.meeting.comparing.metrics import MeasureName, Tally, tallies
from rtk_mcp.report.coverage import enough_data
from rtk_mcp.report.finding import Finding, Verdict
from rtk_mcp.report.hearing import UNKNOWN_SENDER, sender_of
from rtk_mcp.report.hits import Pick, Scales, in_sight, with_picture
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.rules.senders import groups, judged
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import CAMERA_RATE, CAMERA_WIDTH, CONCEALMENT, JITTER, PLAYOUT_DELAY, Scale

_REMOTE_LOSS: Final = "remote-sender-loss"
_EVERYTHING: Final[tuple[Media, ...]] = ("audio", "video", "screenshare_audio", "screenshare_video")


def _of(scale: Scale, *media: Media) -> Scales:
    return MappingProxyType(dict.fromkeys(media, scale))


_COMPARED: Final[Mapping[str, tuple[Scales, Pick]]] = MappingProxyType(
    {
        "high-jitter": (_of(JITTER, *_EVERYTHING), judged),
        "playout-delay-high": (_of(PLAYOUT_DELAY, *_EVERYTHING), judged),
        "audio-concealment": (_of(CONCEALMENT, "audio", "screenshare_audio"), judged),
        "low-frame-rate": (_of(CAMERA_RATE, "video"), with_picture),
        "low-resolution": (_of(CAMERA_WIDTH, "video"), in_sight),
    }
)
"""Findings whose rules compare senders beside loss, with what they compare."""
_EFFECTS: Final = frozenset({*_COMPARED, "video-freeze", "screenshare-unreadable", "low-quality-score"})
"""On media of a sender who is to blame anyway they are that sender's too."""


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A stay without what other senders brought into it.

    Attributes:
        verdict: of the findings that are left.
        measured: as of a whole stay, without what was received of those senders.
        codes: of the findings that are left and were felt.
    """

    verdict: Verdict
    measured: Mapping[MeasureName, Tally]
    codes: tuple[str, ...]


def felt_codes(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Each code of what was felt once, the worst first."""
    return tuple(dict.fromkeys(each.code for each in findings if each.severity != "info"))


def own_part(signals: PeerSignals, findings: Sequence[Finding]) -> OwnPart | None:
    """What is the participant's own; None where all of it is.

    What the report cannot put down to either side stays.
    """
    felt = [each for each in findings if each.severity != "info"]
    senders = {
        stream.id: sender_of(stream)
        for stream in signals.streams
        if stream.direction == "receive" and sender_of(stream) != UNKNOWN_SENDER
    }
    remote = [each for each in felt if _is_theirs(each, signals, senders)]
    if not remote:
        return None
    blamed = {senders[name] for each in remote for name in each.streams if name in senders}
    own = [each for each in felt if each not in remote and not _is_their_effect(each, senders, blamed)]
    kept = [stream for stream in signals.streams if senders.get(stream.id) not in blamed]
    return OwnPart(_verdict(own, signals), tallies(kept), felt_codes(own))


def _is_theirs(finding: Finding, signals: PeerSignals, senders: Mapping[str, str]) -> bool:
    """Whether the report's own comparison of senders puts it down to those that it names."""
    if finding.code == _REMOTE_LOSS:
        return True
    if finding.direction != "receive" or finding.code not in _COMPARED:
        return False
    scales, samples = _COMPARED[finding.code]
    hits = find_noticeable(signals, "receive", scales, samples=samples)
    theirs = [group for group in groups(signals, hits, scales, samples) if group.is_theirs]
    return _all_in(
        finding, senders, {sender_of(hit.stream) for each in theirs for hit in each.hits if hit.stream}
    )


def _is_their_effect(finding: Finding, senders: Mapping[str, str], blamed: AbstractSet[str]) -> bool:
    return finding.direction == "receive" and finding.code in _EFFECTS and _all_in(finding, senders, blamed)


def _all_in(finding: Finding, senders: Mapping[str, str], some: Collection[str]) -> bool:
    return bool(finding.streams) and all(senders.get(name) in some for name in finding.streams)


def _verdict(findings: Sequence[Finding], signals: PeerSignals) -> Verdict:
    if any(each.severity in {"critical", "major"} for each in findings):
        return "poor"
    if findings:
        return "fair"
    return "good" if enough_data(signals) else "unknown"
