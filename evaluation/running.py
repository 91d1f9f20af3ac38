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
    left_s = plan.duration_s if person.leaves_s is None else person.leaves_s
    return {
        "id": person.peer_id,
        "session_id": plan.session_id,
        "user_id": person.user_id,
        "custom_participant_id": person.custom_participant_id,
        "display_name": person.name,
        "preset_name": person.preset,
        "duration": (left_s - person.joins_s) / 60.0,
        "joined_at": iso(plan.started_at + timedelta(seconds=person.joins_s)),
        "left_at": iso(plan.started_at + timedelta(seconds=left_s)),
        "peer_report": handed_on(
            simulate(plan).peer_report(person.peer_id), Random(plan.seed), without=case.without
        ),
    }
