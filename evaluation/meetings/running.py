"""One meeting played: plan to everybody's reports to one diagnosis, reached as any user reaches it."""

from dataclasses import dataclass
from random import Random
from typing import Final

import orjson

from evaluation.backend import handed_on
from evaluation.meetings.label import MeetingCase
from evaluation.running import stay_of
from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.quality.diagnosis import diagnose_meeting
from rtk_mcp.meeting.quality.meeting import Meeting, read_meeting
from rtk_mcp.meeting.quality.model import SessionDiagnosis
from rtk_mcp.report.reader import read_report
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.sandbox.simulation.call import SimulatedCall, simulate
from rtk_mcp.sandbox.simulation.plan import Person

_REFUSED: Final = "The service answered 500 for this report."
_NOTHING_IN_IT: Final = frozenset({"rows", "summaries"})


@dataclass(frozen=True, slots=True)
class PlayedMeeting:
    """What was read of a meeting, and what is said of it."""

    participants: tuple[Participant, ...]
    reports: dict[str, PeerSignals | str]
    meeting: Meeting
    diagnosis: SessionDiagnosis


def play(case: MeetingCase) -> PlayedMeeting:
    """Simulate the meeting, write every report, read them back one at a time and judge them together."""
    participants, reports = read(case)
    meeting = read_meeting(participants, reports)
    return PlayedMeeting(participants, reports, meeting, diagnose_meeting(meeting))


def read(case: MeetingCase) -> tuple[tuple[Participant, ...], dict[str, PeerSignals | str]]:
    """A meeting's stays in order of joining, and by peer id what became of their reports."""
    plan, call = case.plan, simulate(case.plan)
    people = sorted(plan.people, key=lambda person: person.joins_s)
    participants = tuple(Participant.model_validate(stay_of(plan, person)) for person in people)
    reports = {
        person.peer_id: _report(case, call, person)
        for person in people
        if case.fates.get(person.peer_id) != "missing"
    }
    return participants, reports


def _report(case: MeetingCase, call: SimulatedCall, person: Person) -> PeerSignals | str:
    fate = case.fates.get(person.peer_id)
    if fate == "failed":
        return _REFUSED
    without = _NOTHING_IN_IT if fate == "empty" else frozenset()
    rng = Random(f"{case.plan.seed}/{person.peer_id}")
    report = handed_on(call.peer_report(person.peer_id), rng, without=without)
    return read_report(orjson.dumps({"participant": {**stay_of(case.plan, person), "peer_report": report}}))
