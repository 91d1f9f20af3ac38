"""Cases to mark: a call of three, its real signals, and a diagnosis that a test writes down."""

from datetime import timedelta

from evaluation.label import Case, Cause, Label
from evaluation.running import Played, play
from rtk_mcp.report.diagnosis import Diagnosis
from rtk_mcp.report.finding import Finding, FindingDirection, Severity, Verdict, Window
from tests.sandbox.simulation.plans import call, peer_id

BO, CHIDI = peer_id(1), peer_id(2)


def case_of(*causes: Cause, consequences: tuple[str, ...] = (), verdict: Verdict = "poor") -> Case:
    """A short call of three that is looked at from the first one's side."""
    label = Label(causes, frozenset(consequences), frozenset({verdict}))
    return Case(call(3, 120.0), peer_id(0), label)


def played(case: Case, *findings: Finding, verdict: Verdict = "poor") -> Played:
    """The call's real signals, with these findings for a diagnosis."""
    real = play(case)
    return Played(real.signals, Diagnosis(verdict, "As the test has it.", findings, ()), real.report_bytes)


def finding(
    case: Case,
    code: str,
    *,
    severity: Severity = "major",
    direction: FindingDirection = "receive",
    peers: tuple[str, ...] = (),
    windows: tuple[tuple[float, float], ...] = (),
) -> Finding:
    """A finding on the audio streams of some peers, seen in these seconds of the call."""
    streams = [stream for stream in play(case).signals.streams if stream.remote_peer_id in peers]
    start = case.plan.started_at
    return Finding(
        code=code,
        severity=severity,
        confidence="high",
        media="audio",
        direction=direction,
        summary="As the test has it.",
        streams=tuple(stream.id for stream in streams if stream.media == "audio"),
        windows=tuple(
            Window(start + timedelta(seconds=low), start + timedelta(seconds=high)) for low, high in windows
        ),
    )
