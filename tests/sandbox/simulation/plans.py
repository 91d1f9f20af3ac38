"""Calls to simulate: everyone healthy unless a test says what is wrong with whom."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.sandbox.simulation.plan import CallPlan, Person, Span

Row = dict[str, Any]

NAMES = ("Ana", "Bo", "Chidi", "Dina", "Emil", "Fay", "Goran", "Hana", "Iris", "Jun")


def peer_id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def call(
    people: int = 4, duration_s: float = 600.0, changes: dict[int, dict[str, Any]] | None = None
) -> CallPlan:
    """A call in which somebody talks at any time and every microphone and camera is on."""
    talks = _turns(people, duration_s)
    everyone = [
        Person(
            peer_id=peer_id(number),
            user_id=f"user-{number}",
            custom_participant_id=f"custom-{number}",
            name=NAMES[number],
            joins_s=1.7 * number,
            microphone_on=((0.0, duration_s),),
            camera_on=((0.0, duration_s),),
            talks=talks[number],
        )
        for number in range(people)
    ]
    for number, change in (changes or {}).items():
        everyone[number] = replace(everyone[number], **change)
    return CallPlan(
        session_id="a-session",
        meeting_id="a-meeting",
        started_at=datetime(2026, 3, 3, 10, 0, tzinfo=UTC),
        duration_s=duration_s,
        people=tuple(everyone),
        seed=7,
    )


def _turns(people: int, duration_s: float) -> list[tuple[Span, ...]]:
    rng = Random(3)
    turns: list[list[Span]] = [[] for _ in range(people)]
    now = 5.0
    while now < duration_s:
        end = min(duration_s, now + rng.uniform(3.0, 30.0))
        turns[rng.randrange(people)].append((now, end))
        now = end + rng.uniform(0.2, 2.0)
    return [tuple(own) for own in turns]


def mean(rows: list[Row], name: str) -> float:
    return float(sum(row[name] for row in rows)) / len(rows)


def loss_pct(rows: list[Row]) -> float:
    lost = sum(row["packets_lost"] for row in rows)
    through = sum(row.get("packets_received", 0) for row in rows)
    sent = sum(row.get("packets_sent", 0) for row in rows)
    return float(100.0 * lost / (sent or lost + through))


def of(rows: list[Row], **fields: Any) -> list[Row]:
    return [row for row in rows if all(row[name] == value for name, value in fields.items())]


def report_of(changes: dict[str, Any], *, viewer: int = 0, people: int = 3) -> dict[str, Any]:
    """One person's report of a call in which person 0 is changed."""
    report: dict[str, Any] = simulate(call(people, changes={0: changes})).peer_report(peer_id(viewer))
    return report


def rows_of(changes: dict[str, Any], series: str, *, viewer: int = 0, people: int = 3) -> list[Row]:
    """The same person's rows of one series; what another one receives, from person 0 alone."""
    rows: list[Row] = report_of(changes, viewer=viewer, people=people)["quality"][series]
    return rows if viewer == 0 or "producer" in series else of(rows, peer_id=peer_id(0))
