"""All of a meeting's reports to one diagnosis."""

from collections.abc import Sequence
from typing import Final

from rtk_mcp.meeting.quality.clocks import TOLERANCE_S
from rtk_mcp.meeting.quality.group_findings import finding_of
from rtk_mcp.meeting.quality.grouping import groups_of
from rtk_mcp.meeting.quality.joining import join_troubles
from rtk_mcp.meeting.quality.meeting import Meeting
from rtk_mcp.meeting.quality.model import PersonQuality, SessionDiagnosis, SessionFinding, Stay
from rtk_mcp.meeting.quality.placeholders import name
from rtk_mcp.meeting.quality.timeline import strip_of
from rtk_mcp.meeting.quality.together import shared_troubles
from rtk_mcp.meeting.quality.troubles import troubles_of
from rtk_mcp.meeting.quality.verdict import felt_verdict, headline_of, verdict_of
from rtk_mcp.report.finding import CONFIDENCES, SEVERITIES, Evidence, Finding, Verdict
from rtk_mcp.report.phrases import count, duration_words

_VERDICTS: Final[tuple[Verdict, ...]] = ("poor", "fair", "good", "unknown")


def diagnose_meeting(meeting: Meeting) -> SessionDiagnosis:
    """Judge a meeting; pure, and the same reports always give the same answer."""
    stays, matrix = meeting.stays, meeting.matrix
    groups = groups_of([*troubles_of(stays, matrix), *join_troubles(stays)], matrix)
    shared = shared_troubles(groups, stays)
    folded = {place for each in shared for place in each.instead_of}
    found = [each.finding for each in shared]
    found += [finding_of(group) for place, group in enumerate(groups) if place not in folded]
    found += _no_data(stays)
    findings = tuple(sorted(found, key=_rank))
    quality = tuple(_person(place, meeting, findings) for place, person in enumerate(meeting.people))
    verdict = verdict_of(findings, quality)
    return SessionDiagnosis(
        verdict=verdict,
        headline=headline_of(verdict, findings, quality),
        findings=findings,
        people=quality,
        ruled_out=_ruled_out(findings, quality, meeting),
        timeline=strip_of(stays, findings),
        clocks=_clocks(stays),
    )


def _rank(found: SessionFinding) -> tuple[int, int, float]:
    finding = found.finding
    return SEVERITIES.index(finding.severity), CONFIDENCES.index(finding.confidence), -found.affected_min


def _person(place: int, meeting: Meeting, findings: Sequence[SessionFinding]) -> PersonQuality:
    stays, present_s = meeting.stays_of(place), meeting.present_s[place]
    verdicts = [stay.diagnosis.verdict for stay in stays if stay.diagnosis]
    own = [finding for stay in stays if stay.diagnosis for finding in stay.diagnosis.findings]
    theirs = [each.finding for each in findings if place in each.participants]
    felt = [finding for finding in (*own, *theirs) if finding.severity != "info"]
    blamed = felt_verdict(each.severity for each in theirs)
    worst = min(felt, key=lambda each: SEVERITIES.index(each.severity), default=None)
    return PersonQuality(
        person=meeting.people[place],
        minutes=None if present_s is None else present_s / 60,
        judged=any(stay.is_judged for stay in stays),
        verdict=min([*verdicts, *([blamed] if blamed else [])], key=_VERDICTS.index, default="unknown"),
        worst=worst.code if worst else None,
        stays=stays,
    )


def _no_data(stays: Sequence[Stay]) -> list[SessionFinding]:
    """That nobody's report can be judged."""
    if any(stay.is_judged for stay in stays):
        return []
    missing = sum(stay.signals is None for stay in stays)
    told = f"None of {count(len(stays), 'stay')} can be judged: {missing} without a report, "
    told += f"{len(stays) - missing} with too little in it."
    finding = Finding(
        code="no-quality-data",
        severity="info",
        confidence="high",
        media="connection",
        direction="none",
        summary=told if stays else "There was nobody in the meeting.",
        evidence=(Evidence("reports_without_data", float(len(stays)), samples=len(stays)),),
        likely_cause="The SDK sent no statistics, the meeting was too short, or the reports are not kept any more.",
        advice="Check that the SDK's version sends call statistics, and ask again some minutes after the meeting.",
    )
    return [SessionFinding(finding, (), (), 0.0)]


def _ruled_out(
    findings: Sequence[SessionFinding], people: Sequence[PersonQuality], meeting: Meeting
) -> tuple[str, ...]:
    """What the clean reports speak against."""
    if any(each.finding.confidence == "low" and each.finding.severity != "info" for each in findings):
        return ()
    codes = {each.finding.code for each in findings if each.finding.severity != "info"}
    judged = [place for place, each in enumerate(people) if each.judged]
    if not codes or not judged:
        return ()
    told = []
    received_badly = {
        person
        for each in findings
        if each.finding.severity != "info" and each.finding.code != "participant-device-problem"
        for person in each.affected
    }
    clean = [place for place in judged if place not in received_badly]
    if "service-wide-problem" not in codes and 2 * len(clean) >= len(judged) > 1:
        told.append(
            f"Not the service: {len(clean)} of {len(judged)} people had no network trouble with what they received."
        )
    senders = {
        person
        for each in findings
        if each.finding.code == "participant-uplink-problem"
        for person in each.participants
    }
    heard = {place for place in judged if meeting.matrix.receivers(place)} | senders
    if senders and heard > senders:
        told.append(
            f"Not everybody's uplink: what {len(heard - senders)} of {len(heard)} people sent arrived well."
        )
    if "service-wide-problem" in codes:
        told.append("Not any one person's line or device: it was on several networks at the same time.")
    return tuple(told)


def _clocks(stays: Sequence[Stay]) -> tuple[str, ...]:
    """Clocks that are wrong, and those that cannot be checked."""
    told = [
        f"The clock of {name(stay.person)} was about {duration_words(abs(stay.ahead_s))} "
        f"{'ahead' if stay.ahead_s > 0 else 'behind'}; corrected."
        for stay in stays
        if stay.ahead_s and abs(stay.ahead_s) > TOLERANCE_S
    ]
    read = [stay for stay in stays if stay.signals]
    if read and not any(stay.joined or stay.left for stay in read):
        told.append(
            f"Nothing tells when people joined and left: times are by the clock of {name(read[0].person)}."
        )
    if unknown := sum(stay.ahead_s is None for stay in read):
        told.append(f"The clocks of {count(unknown, 'report')} could not be compared with any other.")
    return tuple(told)
