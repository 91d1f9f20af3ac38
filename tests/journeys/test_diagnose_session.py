"""A whole meeting diagnosed over the real process: true, small, quick to stop, and not spoilt by an odd report."""

from typing import Any

import jsonschema
import orjson
import pytest
from mcp import Client

from evaluation.running import stay_of
from rtk_mcp.sandbox import SandboxServer
from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.tools.at_once import AT_ONCE
from tests.api.upstream import Reply, Request, Upstream, reply
from tests.journeys.asking import TEXT_BUDGET, Told, check_budget, check_cancelling, sessions_of
from tests.journeys.test_hostile_service import environment_of
from tests.meeting.quality.meetings import LOSSY, network, plan
from tests.program import clean_environment, connected, first_id, structured, text_of
from tests.sandbox.simulation.plans import peer_id

pytestmark = pytest.mark.anyio

LATENCY_S = 0.6
"""Answers come too late to be what ends the requests."""
SESSION = "813432c7-3c5a-45e2-9acf-eef7061c7584"
TROUBLED = {
    "Tuesday product review": {("participant-uplink-problem", ("Ana",))},
    "Incident review": {("participant-downlink-problem", ("Tomás",))},
    "Customer onboarding": {("participant-device-problem", ("Stefan",))},
    "Security sync": {("participant-uplink-problem", ("Viktor",))},
    "Retrospective": {("shared-network-problem", ("Amara", "Chidi", "Sam"))},
    "Pricing: the small plan": set(),
    "Field visit": {
        ("participant-uplink-problem", ("Kofi",)),
        ("participant-downlink-problem", ("Kofi",)),
        ("single-participant-join-trouble", ("Kofi",)),
    },
}
"""What the sandbox simulates: a flaky uplink, a flaky downlink, a slow device, a VPN, a busy office, a firewall that
hurts nobody, and the edge of a cell with rejoins."""


async def diagnosed(client: Client, session_id: str, **more: Any) -> dict[str, Any]:
    return structured(await client.call_tool("diagnose_session", {"session_id": session_id} | more))


async def test_every_troubled_session_names_its_simulated_cause(environment: dict[str, str]) -> None:
    found = {}
    async with connected("stdio", environment) as client:
        for title in TROUBLED:
            session_id = await first_id(client, "list_sessions", "sessions", search=title)
            answer = await diagnosed(client, session_id)
            found[title] = {
                (each["code"], tuple(sorted(each["participants"]))) for each in answer["findings"]
            }
            assert (answer["verdict"] == "good") is not bool(found[title])
    assert found == TROUBLED


async def test_the_diagnosis_names_who_felt_it_when_and_what_it_was_not(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="Tuesday product review")
        result = await client.call_tool("diagnose_session", {"session_id": session_id})
    answer, text = structured(result), text_of(result)
    (finding,) = answer["findings"]
    assert set(finding["affected"]) == {"Priya", "Sam", "Ingrid", "Mei", "Otto"}
    assert 0 < finding["affected_min"] <= 5 * 60
    assert answer["people"][0]["name"] in {*finding["participants"], *finding["affected"]}
    assert "█" in answer["timeline"]["strip"]
    assert text.startswith('POOR: Packets "Ana" sent were lost')
    assert "[[" not in text
    assert all(each in text for each in answer["ruled_out"])


async def test_every_session_keeps_the_budgets_and_its_verdict_in_every_detail(
    environment: dict[str, str],
) -> None:
    async with connected("stdio", environment) as client:
        (schema,) = [
            tool.output_schema
            for tool in (await client.list_tools()).tools
            if tool.name == "diagnose_session"
        ]
        for session in await sessions_of(client):
            said = set()
            for detail in TEXT_BUDGET:
                arguments = {"session_id": session["id"], "detail": detail}
                result = await client.call_tool("diagnose_session", arguments)
                content = structured(result)
                jsonschema.validate(content, schema or {}, jsonschema.Draft202012Validator)
                check_budget(result, detail)
                assert content["headline"] in text_of(result)
                said.add((content["verdict"], content["headline"]))
            assert len(said) == 1, session["title"]


async def test_progress_rises_to_the_number_of_reports(environment: dict[str, str]) -> None:
    told = Told()
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="Field visit")
        result = await client.call_tool(
            "diagnose_session", {"session_id": session_id}, progress_callback=told.tell
        )
    assert structured(result)["coverage"]["reports"] == 5
    assert told.steps == [(done, 5) for done in range(1, 6)]


async def test_a_second_question_asks_only_for_the_session_and_its_people(
    environment: dict[str, str], sandbox: SandboxServer
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="Late shift")
        first = await diagnosed(client, session_id)
        sandbox.requests.clear()
        assert await diagnosed(client, session_id) == first
        asked = [path.partition("/sessions/")[2] for _, path in sandbox.requests]
    assert asked == [session_id, f"{session_id}/participants"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_cancelled_diagnosis_stops_its_requests(mode: str) -> None:
    with SandboxServer(latency_s=LATENCY_S) as sandbox:
        env = clean_environment() | sandbox.environment()
        async with connected("stdio", env, mode=mode) as client:
            question = {"session_id": await first_id(client, "list_sessions", "sessions", search="All-hands")}
            await check_cancelling(client, sandbox, "diagnose_session", question, open_requests=AT_ONCE)


def serve(upstream: Upstream, odd: dict[str, Reply]) -> None:
    """Five people of whom Ana's uplink is lossy; `odd` answers instead of the reports of these peers."""
    played = plan(5, {0: {"network": network(0, up=LOSSY)}})
    call = simulate(played)
    rows = {person.peer_id: stay_of(played, person) for person in played.people}

    def answer(request: Request) -> Reply:
        *_, before, last = request.path.split("/")
        if before == "peer-report":
            return odd.get(last) or reply(body=whole(last))
        if last == "participants":
            people = {"participants": list(rows.values())}
            return reply({"success": True, "data": people, "paging": {"total_count": len(rows)}})
        return reply({"success": True, "data": {"id": SESSION, "status": "ENDED"}})

    def whole(peer: str) -> bytes:
        participant = {**rows[peer], "peer_report": call.peer_report(peer)}
        return orjson.dumps({"success": True, "data": {"participant": participant}})

    upstream.answer(answer)


MISSING = reply({"success": False, "error": {"code": 404, "message": "Peer not found"}}, status=404)
FAILING = reply({"success": False, "error": {"code": 500, "message": "?"}}, status=500)
CUT = reply(body=b'{"success":true,"data":{"participant":{"id":"x","peer_report":{"quality":{"audio_')
BROKEN_OFF = reply(body=b'{"success":true,"data":{"participant":', length=100_000, then="close")


async def test_missing_truncated_and_failing_reports_are_said_by_name_and_hide_no_other(
    upstream: Upstream,
) -> None:
    odd = {peer_id(1): MISSING, peer_id(2): CUT, peer_id(3): FAILING}
    serve(upstream, odd)
    async with connected("stdio", environment_of(upstream, RTK_MCP_TIMEOUT_S="30")) as client:
        result = await client.call_tool("diagnose_session", {"session_id": SESSION})
    answer = structured(result)
    assert [(each["code"], each["participants"]) for each in answer["findings"]] == [
        ("participant-uplink-problem", ["Ana"])
    ]
    assert (answer["coverage"]["people"], answer["coverage"]["reports"]) == (5, 2)
    missing = {each["name"]: each for each in answer["coverage"]["missing"]}
    assert {name: each["peer_id"] for name, each in missing.items()} == {
        "Bo": peer_id(1),
        "Chidi": peer_id(2),
        "Dina": peer_id(3),
    }
    assert len({each["reason"] for each in missing.values()}) == 3
    for name, each in missing.items():
        assert f'"{name}": {each["reason"]}' in text_of(result)


async def test_a_report_whose_connection_breaks_off_is_said_and_hides_no_other(upstream: Upstream) -> None:
    serve(upstream, {peer_id(1): BROKEN_OFF})
    async with connected("stdio", environment_of(upstream, RTK_MCP_TIMEOUT_S="30")) as client:
        answer = await diagnosed(client, SESSION)
    assert [each["name"] for each in answer["coverage"]["missing"]] == ["Bo"]
    assert (answer["verdict"], answer["coverage"]["reports"]) == ("poor", 4)


async def test_reports_that_all_fail_are_no_quality_data_and_no_error(upstream: Upstream) -> None:
    serve(upstream, {peer_id(number): MISSING for number in range(5)})
    async with connected("stdio", environment_of(upstream)) as client:
        answer = await diagnosed(client, SESSION)
    assert (answer["verdict"], answer["coverage"]["reports"]) == ("unknown", 0)
    assert [each["code"] for each in answer["findings"]] == ["no-quality-data"]
    assert len(answer["coverage"]["missing"]) == 5


async def test_no_permission_to_read_any_report_is_an_error(upstream: Upstream) -> None:
    refused = reply(
        {"success": False, "errors": [{"code": 10_000, "message": "Authentication error"}]}, status=403
    )
    serve(upstream, {peer_id(number): refused for number in range(5)})
    async with connected("stdio", environment_of(upstream)) as client:
        assert (await client.call_tool("diagnose_session", {"session_id": SESSION})).is_error


async def test_reports_that_take_too_long_are_left_out_and_said(upstream: Upstream) -> None:
    serve(upstream, {peer_id(1): Reply(b"", "hang")})
    async with connected("stdio", environment_of(upstream, RTK_MCP_TIMEOUT_S="3")) as client:
        answer = await diagnosed(client, SESSION)
    (missing,) = answer["coverage"]["missing"]
    assert missing["name"] == "Bo"
    assert answer["findings"][0]["participants"] == ["Ana"]
