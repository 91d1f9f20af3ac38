"""From a diagnosis to the numbers behind it, over the real process."""

from typing import Any

import jsonschema
import orjson
import pytest
from mcp import Client

from rtk_mcp.sandbox import SandboxServer
from tests.journeys.asking import TEXT_BUDGET
from tests.program import connected, first_id, structured, text_of

pytestmark = pytest.mark.anyio

QUESTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"start": "00:05:00", "end": "10:00"},
    {"stream": "audio-receive"},
    {"stream": "video", "metrics": ["loss_pct", "bitrate_kbps"], "points": 120},
    {"metrics": "score_ratio"},
    {"path": "$"},
    {"path": "metadata"},
    {"path": "quality.audio_consumer[-200:]"},
)


async def a_peer(client: Client, search: str) -> str:
    session_id = await first_id(client, "list_sessions", "sessions", search=search)
    return await first_id(client, "list_participants", "participants", session_id=session_id)


@pytest.mark.parametrize("detail", TEXT_BUDGET)
async def test_every_question_about_a_large_call_keeps_its_budget_and_schema(
    detail: str, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        schemas = {tool.name: tool.output_schema for tool in (await client.list_tools()).tools}
        peer_id = await a_peer(client, "All-hands")
        for question in QUESTIONS:
            arguments = {"peer_id": peer_id, "detail": detail, **question}
            result = await client.call_tool("inspect_peer_report", arguments)
            content = structured(result)
            jsonschema.validate(
                content, schemas["inspect_peer_report"] or {}, jsonschema.Draft202012Validator
            )
            assert len(text_of(result).encode()) <= TEXT_BUDGET[detail], question
            assert len(orjson.dumps(content)) <= 2 * TEXT_BUDGET[detail], question


async def test_a_finding_leads_to_its_samples_without_another_request(
    environment: dict[str, str], sandbox: SandboxServer
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="product review")
        people = structured(await client.call_tool("list_participants", {"session_id": session_id}))
        ana = next(person["id"] for person in people["participants"] if person["name"] == "Ana")
        report = await client.call_tool("get_peer_report", {"peer_id": ana})
        finding = structured(report)["findings"][0]
        sandbox.requests.clear()
        arguments = {"peer_id": ana, "stream": finding["streams"][0], "metrics": ["loss_pct"]}
        series = structured(await client.call_tool("inspect_peer_report", arguments))["series"][0]
        evidence = finding["evidence"][0]
        assert series["judged"] == evidence["samples"]
        assert series["beyond"]["poor"] / series["judged"] == pytest.approx(
            evidence["share_of_active_time"], rel=0.01
        )
        assert sandbox.requests == []


async def test_the_timeline_of_a_bad_call_is_in_text_and_content(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="product review")
        people = structured(await client.call_tool("list_participants", {"session_id": session_id}))
        ana = next(person["id"] for person in people["participants"] if person["name"] == "Ana")
        report = await client.call_tool("get_peer_report", {"peer_id": ana})
        timeline = structured(report)["timeline"]
        assert timeline["step_s"] == 60
        assert "█" in timeline["sent"]
        assert set(timeline["received"]) == {"▁"}
        assert f"{timeline['sent']} sent" in text_of(report)
        brief = await client.call_tool("get_peer_report", {"peer_id": ana, "detail": "brief"})
        assert len(text_of(brief).encode()) <= TEXT_BUDGET["brief"]


async def test_no_hidden_character_no_address_and_no_token_in_the_raw_report(
    environment: dict[str, str], sandbox: SandboxServer
) -> None:
    async with connected("stdio", environment) as client:
        for search in ("product review", "Field visit", "All-hands"):
            peer_id = await a_peer(client, search)
            private = structured(
                await client.call_tool("get_peer_report", {"peer_id": peer_id, "show_private": True})
            )["network"]
            for path in ("metadata", "metadata.candidate_pairs", "metadata.pc_metadata", "metadata.events"):
                result = await client.call_tool(
                    "inspect_peer_report", {"peer_id": peer_id, "path": path, "detail": "full"}
                )
                everything = text_of(result) + orjson.dumps(structured(result)).decode()
                assert not set(everything) & set("\u202e\u202d\u200b\ufeff\x00\x1b")
                assert private["ip"] not in everything
                assert f'"{private["city"]}"' not in everything
                assert sandbox.api_token not in everything
