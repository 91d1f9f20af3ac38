"""Troubles of one person and kind as one finding, with what both ends measured."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rtk_mcp.meeting.quality.matrix import Matrix
from rtk_mcp.meeting.quality.model import SessionFinding
from rtk_mcp.meeting.quality.times import SLOT_S, Slots, windows_of
from rtk_mcp.meeting.quality.trouble import Kind, Part, Trouble
from rtk_mcp.report.finding import CONFIDENCES, SEVERITIES, Confidence, Evidence, Finding, FindingDirection
from rtk_mcp.report.phrases import MEDIA_WORDS

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
_THIS: Final = re.compile("this participant", re.IGNORECASE)
"""How a report's findings speak of whose report it is."""
_MOST_NAMED: Final = 4
_FELT_BY_OTHERS: Final = frozenset({"permission-denied", "high-round-trip-time"})
_MOST_EVIDENCE: Final = 3
"""Of each end."""


@dataclass(frozen=True, slots=True)
class Group:
    """Troubles that are one: of the same people, and of one kind.

    Attributes:
        slots: when it was: of a major one without the times at which it was minor.
        felt: for each person who felt it the slots in which they did.
    """

    kind: Kind
    culprits: tuple[int, ...]
    parts: tuple[Part, ...]
    slots: Slots
    felt: dict[int, Slots]

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What the parts are."""
        return tuple(part.trouble for part in self.parts)

    @property
    def worst(self) -> Finding:
        """The most severe one."""
        return min((each.finding for each in self.troubles), key=_rank)

    @property
    def telling(self) -> Trouble:
        """The one to speak of: the culprit's own report knows best, of equals the most severe."""
        return min(self.troubles, key=lambda each: (each.seen_by not in self.culprits, _rank(each.finding)))


def _rank(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def name(place: int) -> str:
    """Stands for a person in a sentence until names are put in."""
    return f"[[{place}]]"


def network_of(place: int) -> str:
    """Stands for what a person's network is called, which a stranger wrote, until it is put in."""
    return f"[[network of {place}]]"


def named(places: Iterable[int]) -> str:
    """A few of these people, and how many more there are."""
    places = sorted(places)
    more = f" and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
    return ", ".join(map(name, places[:_MOST_NAMED])) + more


def said_of(finding: Finding, person: int) -> str:
    """What a report's finding says, with whose report it is in the sentence."""
    return _THIS.sub(name(person), finding.summary)


def groups_of(troubles: Sequence[Trouble], matrix: Matrix) -> list[Group]:
    """Troubles by kind and culprit."""
    by_key: dict[tuple[Kind, tuple[int, ...]], list[Trouble]] = {}
    for trouble in troubles:
        for culprits in (
            [trouble.culprits] if trouble.confidence == "low" else [(one,) for one in trouble.culprits]
        ):
            by_key.setdefault((trouble.kind, culprits), []).append(trouble)
    return [_group(kind, culprits, own, matrix) for (kind, culprits), own in by_key.items()]


def _group(kind: Kind, culprits: tuple[int, ...], troubles: Sequence[Trouble], matrix: Matrix) -> Group:
    parts = tuple(Part(trouble, frozenset(_who_felt(trouble, culprits, matrix))) for trouble in troubles)
    telling = [part for part in parts if part.trouble.finding.severity in {"critical", "major"}] or parts
    slots = Slots().union(*(part.trouble.slots for part in telling))
    felt: dict[int, Slots] = {}
    for part in telling:
        for person in part.felt:
            felt[person] = felt.get(person, Slots()) | part.trouble.slots
    others = {person: own for person, own in felt.items() if person not in culprits}
    return Group(kind, culprits, parts, slots, others or felt)


def _who_felt(trouble: Trouble, culprits: tuple[int, ...], matrix: Matrix) -> Iterable[int]:
    """Whoever's report shows it; of what somebody sent, and of a long way, all who heard them."""
    finding = trouble.finding
    is_felt = finding.code in _FELT_BY_OTHERS or (
        finding.direction == "send" and finding.code != "silent-microphone"
    )
    if trouble.seen_by not in culprits or not is_felt:
        return [trouble.seen_by]
    heard = matrix.receivers(trouble.seen_by)
    return [person for person, cell in heard.items() if cell.heard & trouble.slots] or [trouble.seen_by]


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
    if telling.seen_by != culprit:
        return f"What {name(culprit)} sent reached {name(telling.seen_by)} badly: {said}{felt}"
    return f"{said if name(culprit) in said else f'{name(culprit)}: {said}'}{felt}"


def _evidence(group: Group) -> tuple[Evidence, ...]:
    """The worst of each end, once each."""
    told: list[Evidence] = []
    for own in (True, False):
        findings = [each.finding for each in group.troubles if (each.seen_by in group.culprits) is own]
        measured = [_of_media(one, each) for each in sorted(findings, key=_rank) for one in each.evidence]
        first = {(each.metric, each.media): each for each in reversed(measured)}
        kept = [each for each in measured if first[each.metric, each.media] is each][:_MOST_EVIDENCE]
        told += [replace(each, by="their own" if own else "others") for each in kept]
    return tuple(told)


def _of_media(evidence: Evidence, finding: Finding) -> Evidence:
    """With what it was measured on, which alone in its own report goes without saying."""
    of_one = next((media for media in MEDIA_WORDS if media == finding.media), None)
    return replace(evidence, media=evidence.media or of_one)


def _advice(group: Group) -> str | None:
    """That of the report which tells most; a receiver's would be to compare with others, which is done here."""
    if group.kind != "uplink" or len(group.culprits) > 1 or group.telling.seen_by in group.culprits:
        return group.telling.finding.advice
    who = name(group.culprits[0])
    return f"Have {who} move to a cable or closer to the access point, and stop uploads and backups."


def _likely_cause(group: Group) -> str | None:
    cause = group.telling.finding.likely_cause
    if group.kind != "uplink" or len(group.culprits) > 1:
        return cause
    (culprit,) = group.culprits
    own = next((each.finding.likely_cause for each in group.troubles if each.seen_by == culprit), None)
    if both_ends(group):
        return f"{own} Seen from both ends: in the sender's own report and by those who received it."
    return own or "The sender's uplink or device: those who received it heard others well at the same time."
