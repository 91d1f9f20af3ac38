"""A large meeting to measure with, out of the sandbox's simulation, laid down as `file_server` serves it.

All reports are of one simulated call, so that both ends agree: ten people speak and are seen, the others look on. One
speaker's uplink loses packets, and so does every tenth person's downlink.
"""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import orjson

from benchmarks.file_server import file_of
from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.sandbox.simulation.plan import CallPlan, Link, Network, Person

MINUTES: Final = 58
"""About 5 MB of report for each person."""
_SPEAKERS, _TURN_S = 10, 6.0
_BAD_SPEAKER, _BAD_LISTENERS = 3, 7
"""Whose uplink loses packets, and the last digit of those whose downlinks do."""
_LOSSY = Link(loss_ratio=0.06, jitter_ms=25.0)
_STARTED_AT = datetime(2026, 11, 3, 10, tzinfo=UTC)
_SESSIONS = 1 << 12
"""Places from here on are those of sessions."""


@dataclass(frozen=True, slots=True)
class AllHands:
    """One call whose reports lie ready to be served; there may be several, told apart by their numbers."""

    number: int
    plan: CallPlan
    directory: Path

    def session_id(self, people: int) -> str:
        """The id of a session of its first people alone, which is served from now on."""
        session_id = _id(self.number, _SESSIONS + people)
        span = {"started_at": _iso(0), "ended_at": _iso(self.plan.duration_s)}
        session = {"id": session_id, "status": "ENDED", "meeting_display_name": "All hands", **span}
        rows = [_row(person, self.plan) for person in self.plan.people[:people]]
        paging = {"total_count": people, "start_offset": 1, "end_offset": people}
        _write(file_of(self.directory, session_id), session)
        _write(file_of(self.directory, session_id, "participants"), {"participants": rows}, paging=paging)
        return session_id

    def peer_ids(self, people: int) -> list[str]:
        """Those of its first people."""
        return [person.peer_id for person in self.plan.people[:people]]

    def size_mb(self, people: int) -> float:
        """Of their reports."""
        return sum(file_of(self.directory, each).stat().st_size for each in self.peer_ids(people)) / 1e6


def lay_down(directory: Path, people: int, minutes: float = MINUTES, number: int = 0) -> AllHands:
    """A call of so many people, others for each number. On all cores: each of them takes half a second."""
    plan = _plan(number, people, minutes * 60)
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(partial(_write_reports, directory, plan, cores), range(cores)))
    return AllHands(number, plan, directory)


def _plan(number: int, people: int, duration_s: float) -> CallPlan:
    return CallPlan(
        session_id=_id(number, _SESSIONS),
        meeting_id=_id(number, _SESSIONS),
        started_at=_STARTED_AT,
        duration_s=duration_s,
        people=tuple(_person(_id(number, place), place, duration_s) for place in range(people)),
        seed=37,
    )


def _person(peer_id: str, place: int, duration_s: float) -> Person:
    on = ((0.0, duration_s),) if place < _SPEAKERS else ()
    starts = range(int(_TURN_S) * place, int(duration_s), int(_TURN_S) * _SPEAKERS) if on else ()
    return Person(
        peer_id=peer_id,
        user_id=f"user-{place}",
        custom_participant_id=f"custom-{place}",
        name=f"Person {place}",
        network=_network(place),
        microphone_on=on,
        camera_on=on,
        talks=tuple((start, min(start + _TURN_S, duration_s)) for start in starts),
    )


def _network(place: int) -> Network:
    if place == _BAD_SPEAKER:
        return Network(up=_LOSSY)
    return Network(down=_LOSSY) if place % 10 == _BAD_LISTENERS else Network()


def _write_reports(directory: Path, plan: CallPlan, cores: int, core: int) -> None:
    call = simulate(plan)
    for person in plan.people[core::cores]:
        row = _row(person, plan) | {"peer_report": call.peer_report(person.peer_id)}
        _write(file_of(directory, person.peer_id), {"participant": row})


def _row(person: Person, plan: CallPlan) -> dict[str, Any]:
    return {
        "id": person.peer_id,
        "user_id": person.user_id,
        "custom_participant_id": person.custom_participant_id,
        "display_name": person.name,
        "joined_at": _iso(0),
        "left_at": _iso(plan.duration_s),
        "duration": plan.duration_s / 60,
    }


def _id(number: int, place: int) -> str:
    """Told apart by the digits that `file_server` looks at."""
    return f"{number:08x}-0000-4000-{place:04x}-{0:012x}"


def _iso(seconds: float) -> str:
    return (_STARTED_AT + timedelta(seconds=seconds)).isoformat()


def _write(path: Path, data: dict[str, Any], **beside: object) -> None:
    path.write_bytes(orjson.dumps({"success": True, "data": data, **beside}))
