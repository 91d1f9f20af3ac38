"""All of a meeting's reports to one diagnosis."""

from collections.abc import Mapping, Sequence
from typing import Final

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.people import Person
from rtk_mcp.meeting.quality.clocks import offset_s
from rtk_mcp.meeting.quality.grouping import finding_of, groups_of, name
from rtk_mcp.meeting.quality.joining import join_troubles
from rtk_mcp.meeting.quality.matrix import Matrix
from rtk_mcp.meeting.quality.model import PersonQuality, SessionDiagnosis, SessionFinding, Stay
from rtk_mcp.meeting.quality.stays import read_stays
from rtk_mcp.meeting.quality.together import shared_troubles
from rtk_mcp.meeting.quality.troubles import troubles_of
from rtk_mcp.meeting.quality.verdict import headline_of, verdict_of
from rtk_mcp.report.finding import CONFIDENCES, SEVERITIES, Evidence, Finding, Verdict
from rtk_mcp.report.phrases import count, duration_words
from rtk_mcp.report.signals import PeerSignals

_VERDICTS: Final[tuple[Verdict, ...]] = ("poor", "fair", "good", "unknown")


def diagnose_meeting(
    participants: Sequence[Participant], reports: Mapping[str, PeerSignals | str]
) -> SessionDiagnosis:
    """Judge a meeting; pure, and the same reports always give the same answer.

    Args:
        participants: every stay, in the service's order.
        reports: by peer id the signals, or why there are none; a peer that is not in it has no report.
    """
    people, stays = read_stays(participants, reports)
    matrix = Matrix(stays)
    groups = groups_of([*troubles_of(stays, matrix), *join_troubles(stays)], matrix)
    shared = shared_troubles(groups, stays)
    folded = {place for each in shared for place in each.instead_of}
    found = [each.finding for each in shared]
    found += [finding_of(group) for place, group in enumerate(groups) if place not in folded]
    found += _no_data(stays)
    findings = tuple(sorted(found, key=_rank))
    quality = _people(people, stays)
    verdict = verdict_of(findings, quality)
    return SessionDiagnosis(
        verdict=verdict,
        headline=headline_of(verdict, findings, quality),
        findings=findings,
        people=quality,
        ruled_out=_ruled_out(findings, quality),
        clocks=_clocks(stays),
    )


def _rank(found: SessionFinding) -> tuple[int, int, float]:
    finding = found.finding
    return SEVERITIES.index(finding.severity), CONFIDENCES.index(finding.confidence), -found.affected_min


def _people(people: Sequence[Person], stays: Sequence[Stay]) -> tuple[PersonQuality, ...]:
    return tuple(
        _person(person, [stay for stay in stays if stay.person == place])
        for place, person in enumerate(people)
    )


def _person(person: Person, stays: Sequence[Stay]) -> PersonQuality:
    findings = [finding for stay in stays if stay.diagnosis for finding in stay.diagnosis.findings]
    verdicts = [stay.diagnosis.verdict for stay in stays if stay.diagnosis]
    minutes = [stay.minutes for stay in stays if stay.minutes is not None]
    felt = [finding for finding in findings if finding.severity != "info"]
    return PersonQuality(
        person=person,
        minutes=sum(minutes) if minutes else None,
        verdict=min(verdicts, key=_VERDICTS.index, default="unknown"),
        worst=min(felt, key=lambda each: SEVERITIES.index(each.severity), default=None),
        stays=tuple(stays),
    )


def _no_data(stays: Sequence[Stay]) -> list[SessionFinding]:
    """That nobody's report can be judged."""
    if any(stay.diagnosis and stay.diagnosis.verdict != "unknown" for stay in stays):
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


def _ruled_out(findings: Sequence[SessionFinding], people: Sequence[PersonQuality]) -> tuple[str, ...]:
    """What the clean reports speak against."""
    if any(each.finding.confidence == "low" and each.finding.severity != "info" for each in findings):
        return ()
    codes = {each.finding.code for each in findings if each.finding.severity != "info"}
    judged = [place for place, each in enumerate(people) if each.verdict != "unknown"]
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
            f"Not the service: {len(clean)} of {len(judged)} people had no trouble with what they received."
        )
    senders = {
        person
        for each in findings
        if each.finding.code == "participant-uplink-problem"
        for person in each.participants
    }
    if senders and len(senders) < len(judged):
        told.append(
            f"Not everybody's uplink: what {len(judged) - len(senders)} of {len(judged)} people sent arrived well."
        )
    return tuple(told)


def _clocks(stays: Sequence[Stay]) -> tuple[str, ...]:
    """What is known of clocks that are wrong, and of stays whose clocks cannot be checked."""
    told = []
    for stay in stays:
        off_s = offset_s(stay)
        if off_s:
            which = "ahead" if off_s > 0 else "behind"
            told.append(
                f"The clock of {name(stay.person)} was about {duration_words(abs(off_s))} {which}; corrected."
            )
    unknown = sum(stay.signals is not None and offset_s(stay) is None for stay in stays)
    if unknown:
        told.append(f"The clocks of {count(unknown, 'report')} could not be compared with the service's.")
    return tuple(told)
