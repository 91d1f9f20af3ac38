"""Meetings to mark: four people, and diagnoses of them that a test writes down."""

from dataclasses import replace
from datetime import timedelta

from evaluation.meetings.label import MeetingCase, MeetingCause, MeetingLabel, Neutral, SessionCode
from evaluation.meetings.running import read
from rtk_mcp.meeting.people import people_of
from rtk_mcp.meeting.quality.model import PersonQuality, SessionDiagnosis, SessionFinding
from rtk_mcp.report.finding import Finding, Severity, Verdict, Window
from tests.sandbox.simulation.plans import call

ANA, BO, CHIDI, DINA = "user-0", "user-1", "user-2", "user-3"


def case_of(
    *causes: MeetingCause, neutral: tuple[Neutral, ...] = (), verdict: Verdict = "poor", back: bool = False
) -> MeetingCase:
    """A short meeting; with `back` Bo leaves and comes back as another peer."""
    plan = call(4, 120.0)
    if back:
        bo = plan.people[1]
        people = (
            plan.people[0],
            replace(bo, leaves_s=50.0),
            *plan.people[2:],
            replace(bo, peer_id="bo-again", joins_s=60.0),
        )
        plan = replace(plan, people=people)
    return MeetingCase(plan, MeetingLabel(causes, neutral, frozenset({verdict})), {})


def cause(
    code: SessionCode,
    *culprits: str,
    affected: tuple[str, ...] = (),
    span: tuple[float, float] | None = None,
    or_as: tuple[str, ...] = (),
) -> MeetingCause:
    return MeetingCause(code, frozenset(or_as), frozenset(culprits), frozenset(affected), span)


def diagnosis(case: MeetingCase, *findings: SessionFinding, verdict: Verdict = "poor") -> SessionDiagnosis:
    """The meeting's real people, with these findings."""
    people = tuple(PersonQuality(each, None, True, "good", None, ()) for each in people_of(read(case)[0]))
    return SessionDiagnosis(verdict, "As the test has it.", findings, people)


def finding(
    code: str,
    *culprits: int,
    affected: tuple[int, ...] = (),
    severity: Severity = "major",
    windows: tuple[tuple[float, float], ...] = (),
) -> SessionFinding:
    """A finding about the people at these places, seen in these seconds of the meeting."""
    start = call().started_at
    stretches = tuple(
        Window(start + timedelta(seconds=low), start + timedelta(seconds=high)) for low, high in windows
    )
    told = Finding(code, severity, "high", "audio", "send", "As the test has it.", windows=stretches)
    return SessionFinding(told, culprits, affected, 1.0)
