"""A group of troubles as a finding that names its people, with what both ends measured."""

from dataclasses import replace
from typing import Final

from rtk_mcp.meeting.quality.grouping import Group, severity_rank
from rtk_mcp.meeting.quality.model import SessionFinding
from rtk_mcp.meeting.quality.placeholders import name, said_of
from rtk_mcp.meeting.quality.times import SLOT_S, windows_of
from rtk_mcp.meeting.quality.trouble import Kind
from rtk_mcp.report.finding import CONFIDENCES, Confidence, Evidence, Finding, FindingDirection
from rtk_mcp.report.phrases import MEDIA_WORDS
from rtk_mcp.report.rules.inbound_loss import UNDECIDED
from rtk_mcp.report.rules.standstill import is_standstill

CODES: Final[dict[Kind, str]] = {
    "uplink": "participant-uplink-problem",
    "downlink": "participant-downlink-problem",
    "device": "participant-device-problem",
    "break": "single-participant-join-trouble",
}
_DIRECTIONS: Final[dict[Kind, FindingDirection]] = {
    "uplink": "send",
    "downlink": "receive",
    "device": "none",
    "break": "none",
}
_OF_A_SENDER: Final = frozenset({"inbound-loss-unattributed", "remote-sender-loss"})
"""What one report puts down to one sender, or to nobody."""
_MOST_NAMED: Final = 4
_MOST_EVIDENCE: Final = 3
"""Of each end."""


def finding_of(group: Group) -> SessionFinding:
    """The group as a finding that names its people."""
    worst, telling = group.worst, group.telling.finding
    finding = Finding(
        code=CODES[group.kind],
        severity=worst.severity,
        confidence=_confidence(group),
        media=telling.media,
        direction=telling.direction if group.kind == "device" else _DIRECTIONS[group.kind],
        summary=_summary(group),
        evidence=_evidence(group),
        likely_cause=_likely_cause(group),
        advice=_advice(group),
        streams=tuple(dict.fromkeys(stream for each in group.troubles for stream in each.finding.streams)),
        windows=windows_of(group.slots),
    )
    minutes = sum(len(slots) for slots in group.felt.values()) * SLOT_S / 60
    return SessionFinding(finding, group.culprits, tuple(sorted(group.felt)), minutes, group.parts)


def both_ends(group: Group) -> bool:
    """Whether the culprit's own report and another one's show it."""
    seen = {each.seen_by in group.culprits for each in group.troubles}
    return seen == {True, False}


def _confidence(group: Group) -> Confidence:
    best = min((each.confidence for each in group.troubles), key=CONFIDENCES.index)
    witnesses = {each.seen_by for each in group.troubles if each.seen_by not in group.culprits}
    return "high" if best != "low" and (both_ends(group) or len(witnesses) > 1) else best


def _summary(group: Group) -> str:
    telling = group.telling
    said = said_of(telling.finding, telling.seen_by)
    if len(group.culprits) > 1 and group.kind == "uplink":
        who = " or ".join(map(name, group.culprits[:_MOST_NAMED]))
        return (
            f"What one of those without a report sent ({who}) reached {name(telling.seen_by)} badly, and nothing tells "
            f"which of them: {said}"
        )
    if len(group.culprits) > 1:
        me, sender = group.culprits[:2]
        return (
            f"{name(me)} lost packets of {name(sender)}, and the reports do not tell whether on "
            f"{name(sender)}'s uplink or {name(me)}'s downlink: {said}"
        )
    (culprit,) = group.culprits
    others = len([person for person in group.felt if person != culprit])
    people = "1 other person" if others == 1 else f"{others} other people"
    felt = f" {people} felt it." if others else ""
    if _is_settled(group):
        said = said.replace(UNDECIDED, "")
    if telling.seen_by != culprit and name(culprit) not in said:
        return f"What {name(culprit)} sent reached {name(telling.seen_by)} badly: {said}{felt}"
    return f"{said if name(culprit) in said else f'{name(culprit)}: {said}'}{felt}"


def _evidence(group: Group) -> tuple[Evidence, ...]:
    """The worst of each end, once each."""
    told: list[Evidence] = []
    for own in (True, False):
        findings = [each.finding for each in group.troubles if (each.seen_by in group.culprits) is own]
        measured = [
            _of_media(one, each) for each in sorted(findings, key=severity_rank) for one in each.evidence
        ]
        first = {(each.metric, each.media): each for each in reversed(measured)}
        kept = [each for each in measured if first[each.metric, each.media] is each][:_MOST_EVIDENCE]
        told += [replace(each, by="their own" if own else "others") for each in kept]
    return tuple(told)


def _of_media(evidence: Evidence, finding: Finding) -> Evidence:
    """With what it was measured on, which alone in its own report goes without saying."""
    of_one = next((media for media in MEDIA_WORDS if media == finding.media), None)
    return replace(evidence, media=evidence.media or of_one)


def _is_settled(group: Group) -> bool:
    """Whether others' reports told what the receiver's could not: it was the receiver's line, not the sender's."""
    telling = group.telling
    return (
        group.kind == "downlink"
        and len(group.culprits) == 1
        and telling.finding.code in _OF_A_SENDER
        and telling.confidence != "low"
    )


def _advice(group: Group) -> str | None:
    """That of the report which tells most; a receiver's would be to compare with others, which is done here."""
    if _is_settled(group):
        return "Move to a cable or closer to the access point, stop downloads and streaming on the same line."
    if group.kind != "uplink" or len(group.culprits) > 1 or group.telling.seen_by in group.culprits:
        return group.telling.finding.advice
    who = name(group.culprits[0])
    return f"Have {who} move to a cable or closer to the access point, and stop uploads and backups."


def _is_own_line(group: Group) -> bool:
    """Whether nothing arrived at somebody for whom, by others' reports, it was sent well."""
    telling = group.telling
    return telling.confidence == "high" and is_standstill(telling.finding)


def _likely_cause(group: Group) -> str | None:
    if _is_settled(group) or (group.kind == "downlink" and _is_own_line(group)):
        who = name(group.culprits[0])
        return (
            f"The downlink of {who}: by the sender's own report, or by others who received the same, what was sent "
            "arrived well."
        )
    cause = group.telling.finding.likely_cause
    if group.kind != "uplink" or len(group.culprits) > 1:
        return cause
    (culprit,) = group.culprits
    own = next((each.finding.likely_cause for each in group.troubles if each.seen_by == culprit), None)
    if both_ends(group):
        return f"{own} Seen from both ends: in the sender's own report and by those who received it."
    return own or "The sender's uplink or device: those who received it heard others well at the same time."
