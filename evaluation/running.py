"""One case played: plan to report to diagnosis, the last two reached as any user reaches them."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import orjson

from evaluation.backend import handed_on
from evaluation.label import Case
from rtk_mcp.report.diagnosis import Diagnosis, diagnose
from rtk_mcp.report.reader import read_report
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.sandbox.simulation.plan import CallPlan, Person
from rtk_mcp.sandbox.simulation.streams import stay
from rtk_mcp.sandbox.times import iso


@dataclass(frozen=True, slots=True)
class Played:
    """What the looked-at report said."""

    signals: PeerSignals
    diagnosis: Diagnosis
    report_bytes: int


def play(case: Case) -> Played:
    """Simulate the call, write the one report, read it back and judge it."""
    raw = orjson.dumps({"participant": participant(case)})
    signals = read_report(raw)
    return Played(signals, diagnose(signals), len(raw))


def participant(case: Case) -> dict[str, Any]:
    """The looked-at participant as the service answers it."""
    plan = case.plan
    person = next(each for each in plan.people if each.peer_id == case.looked_at)
    report = handed_on(simulate(plan).peer_report(person.peer_id), Random(plan.seed), without=case.without)
    return {**stay_of(plan, person), "peer_report": report}


def stay_of(plan: CallPlan, person: Person) -> dict[str, Any]:
    """One stay as the service lists it, without its report."""
    joins_s, left_s = stay(person, plan)
    return {
        "id": person.peer_id,
        "session_id": plan.session_id,
        "user_id": person.user_id,
        "custom_participant_id": person.custom_participant_id,
        "display_name": person.name,
        "preset_name": person.preset,
        "duration": (left_s - joins_s) / 60.0,
        "joined_at": iso(plan.started_at + timedelta(seconds=joins_s)),
        "left_at": iso(plan.started_at + timedelta(seconds=left_s)),
    }
