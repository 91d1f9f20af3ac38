"""Which parts of a meeting's findings would explain a complaint, by whose way it was and which way."""

from dataclasses import dataclass

from rtk_mcp.meeting.quality.complaints.complaint import Complaint
from rtk_mcp.meeting.quality.complaints.symptoms import Measured
from rtk_mcp.meeting.quality.model import SessionDiagnosis
from rtk_mcp.meeting.quality.trouble import Part
from rtk_mcp.report.finding import SEVERITIES


@dataclass(frozen=True, slots=True)
class Match:
    """A part of a finding that would explain the complaint; `finding` is the place of the whole."""

    finding: int
    part: Part

    @property
    def rank(self) -> tuple[int, int]:
        """The most severe first, then as findings are ranked."""
        return SEVERITIES.index(self.part.trouble.finding.severity), self.finding


def matching(diagnosis: SessionDiagnosis, complaint: Complaint, measured: Measured) -> list[Match]:
    """Every such part, the most severe first."""
    found = [
        Match(place, part)
        for place, each in enumerate(diagnosis.findings)
        for part in each.parts
        if measured.fits(part.trouble.finding) and _concerns(part, complaint.about, measured)
    ]
    return sorted(found, key=lambda match: match.rank)


def _concerns(part: Part, about: frozenset[int] | None, measured: Measured) -> bool:
    if about is None:
        return True
    if measured.owned:
        return not about.isdisjoint(part.trouble.culprits)
    return any(
        (measured.sends and is_of_what_was_sent(part, person))
        or (measured.receives and _is_of_what_was_received(part, person))
        for person in about
    )


def is_of_what_was_sent(part: Part, person: int) -> bool:
    """Whether it lies in what this person sent."""
    trouble = part.trouble
    if person not in trouble.culprits:
        return False
    if trouble.kind == "downlink":
        return person != trouble.culprits[0]  # of two who cannot be told apart the second is the sender
    return trouble.kind != "device" or trouble.seen_by != person or trouble.finding.direction != "receive"


def _is_of_what_was_received(part: Part, person: int) -> bool:
    trouble = part.trouble
    if person not in trouble.culprits:
        return person in part.felt
    return trouble.kind in {"downlink", "break"} or (
        trouble.kind == "device" and trouble.seen_by == person and trouble.finding.direction != "send"
    )
