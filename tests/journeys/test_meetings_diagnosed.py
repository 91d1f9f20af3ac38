"""The sandbox's meetings, each asked about in one call over the real process: the answer names what was simulated."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, get_args

import pytest
from mcp import Client
from mcp.types import CallToolResult

from evaluation.meetings.label import SessionCode
from tests.journeys.asking import check_budget, id_of
from tests.journeys.test_diagnose_session import TROUBLED
from tests.program import connected, structured, text_of

pytestmark = pytest.mark.anyio

FELT = {"critical", "major", "minor"}
EDGE_S = 30.0
"""Samples are 7 s apart, and windows begin and end at the marks of a grid."""


@dataclass(frozen=True)
class Cause:
    """What was simulated.

    Attributes:
        people: everybody who was there.
        culprits: whose trouble it is; empty where nobody's more than another's.
        span: from when to when, in minutes from the meeting's start; None where there is no telling.
        felt_by: how many people felt it.
    """

    code: SessionCode
    people: int
    culprits: frozenset[str]
    span: tuple[float, float] | None
    felt_by: int


CAUSES = {
    "Extra all-hands": Cause("participant-uplink-problem", 34, frozenset({"Rosa"}), (2.5, 11.5), 33),
    "Go or no go": Cause("participant-uplink-problem", 7, frozenset({"Jonas"}), (0.0, 8.0), 3),
    "Partner day": Cause("service-wide-problem", 8, frozenset(), (4.0, 8.0), 8),
    "Product tour": Cause("single-participant-join-trouble", 5, frozenset({"Wanda"}), (0.25, 2.55), 1),
    "Call with the auditors": Cause("no-quality-data", 3, frozenset(), None, 0),
}
HEALTHY = {
    "Priya and Ana": 2,
    "Book club": 8,
    "Briefing for the new shift": 25,
    "Noon briefing": 100,
}


async def asked(client: Client, title: str) -> CallToolResult:
    return await client.call_tool("diagnose_session", {"session_id": await id_of(client, title)})


async def began(client: Client, session_id: str) -> datetime:
    session = structured(await client.call_tool("get_session", {"session_id": session_id}))
    return datetime.fromisoformat(session["started_at"])


def check_times(finding: dict[str, Any], start: datetime, span: tuple[float, float]) -> None:
    """Its windows lie in the cause's span, and reach from its beginning to its end."""
    edge = timedelta(seconds=EDGE_S)
    first, last = (start + timedelta(minutes=minute) for minute in span)
    starts = [datetime.fromisoformat(window["start"]) for window in finding["windows"]]
    ends = [datetime.fromisoformat(window["end"]) for window in finding["windows"]]
    assert abs(min(starts) - first) <= edge
    assert abs(max(ends) - last) <= edge


def test_the_sandbox_has_a_meeting_for_every_code_of_a_session() -> None:
    troubled: dict[str, Any] = dict(TROUBLED)
    shown = {code for found in troubled.values() for code, _ in found}
    shown |= {cause.code for cause in CAUSES.values()}
    assert shown == set(get_args(SessionCode))


@pytest.mark.parametrize("title", CAUSES)
async def test_one_call_names_the_simulated_cause_whose_it_was_when_and_who_felt_it(
    title: str, environment: dict[str, str]
) -> None:
    cause = CAUSES[title]
    async with connected("stdio", environment) as client:
        result = await asked(client, title)
        answer = structured(result)
        (finding,) = answer["findings"]
        assert finding["code"] == cause.code
        assert answer["coverage"]["people"] == cause.people
        assert len(finding["affected"]) == cause.felt_by
        if cause.culprits:
            assert set(finding["participants"]) == cause.culprits
            assert all(f'"{name}"' in answer["headline"] for name in cause.culprits)
        if cause.span:
            assert answer["verdict"] in {"fair", "poor"}
            check_times(finding, await began(client, answer["session_id"]), cause.span)
        check_budget(result, "standard")


async def test_nobody_is_blamed_for_what_the_service_did(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        answer = structured(await asked(client, "Partner day"))
    assert answer["verdict"] == "poor"
    assert not [each for each in answer["findings"] if each["code"].startswith(("participant-", "single-"))]


async def test_what_cannot_be_judged_is_unknown_and_not_good(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        answer = structured(await asked(client, "Call with the auditors"))
    assert answer["verdict"] == "unknown"
    assert {person["verdict"] for person in answer["people"]} == {"unknown"}
    assert [each["name"] for each in answer["coverage"]["missing"]] == ["Ingrid"]


async def test_a_missing_a_cut_and_a_failing_report_are_told_by_name(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        result = await asked(client, "Go or no go")
    answer, text = structured(result), text_of(result)
    missing = {each["name"]: each["reason"] for each in answer["coverage"]["missing"]}
    assert set(missing) == {"Mei", "Otto", "Uma"}
    assert len(set(missing.values())) == len(missing)
    assert "500" in missing["Uma"]
    assert all(f'"{name}": {reason}' in text for name, reason in missing.items())
    assert answer["coverage"]["reports"] == 4


@pytest.mark.parametrize("title", HEALTHY)
async def test_nothing_is_claimed_of_a_healthy_meeting(title: str, environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        result = await asked(client, title)
    answer = structured(result)
    assert answer["verdict"] == "good"
    assert not [each for each in answer["findings"] if each["severity"] in FELT]
    assert {person["verdict"] for person in answer["people"]} == {"good"}
    assert answer["coverage"]["people"] == answer["coverage"]["reports"] == HEALTHY[title]
    check_budget(result, "standard")
