"""Every transport serves hosts of both protocol eras."""

import jsonschema
import orjson
import pytest

from tests.program import Transport, connected, structured, text_of

pytestmark = pytest.mark.anyio

TOOLS = {
    "list_sessions",
    "get_session",
    "list_participants",
    "get_participant",
    "get_peer_report",
    "inspect_peer_report",
    "get_chat",
    "get_transcript",
    "get_summary",
    "generate_summary",
    "search_meetings",
    "diagnose_session",
    "compare_quality",
}
WRITING = {"generate_summary"}
ERAS = {"legacy": "2025-11-25", "auto": "2026-07-28"}
TOOL_LIST_BUDGET_BYTES = 24_000
INSTRUCTIONS_BUDGET_BYTES = 1_500


@pytest.mark.parametrize("mode", ERAS)
@pytest.mark.parametrize("transport", ["stdio", "http", "sse"])
async def test_lists_and_calls_tools(transport: Transport, mode: str, environment: dict[str, str]) -> None:
    async with connected(transport, environment, mode=mode) as client:
        if transport != "sse":
            assert client.protocol_version == ERAS[mode]
        assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
        sessions = structured(await client.call_tool("list_sessions", {"per_page": 3}))
        assert len(sessions["sessions"]) == 3
        people = await client.call_tool("list_participants", {"session_id": sessions["sessions"][0]["id"]})
        assert structured(people)["participants"]


async def test_tool_list_and_instructions_keep_their_budgets(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        listed = await client.list_tools()
        assert len(orjson.dumps(listed.model_dump(by_alias=True, exclude_none=True))) < TOOL_LIST_BUDGET_BYTES
        assert client.instructions
        assert len(client.instructions.encode()) < INSTRUCTIONS_BUDGET_BYTES


async def test_every_tool_says_what_it_does_to_the_world(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        for tool in (await client.list_tools()).tools:
            assert tool.title
            assert tool.description
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint is (tool.name not in WRITING)
            if tool.name in WRITING:
                assert tool.annotations.destructive_hint is False
                assert tool.annotations.idempotent_hint is False
            assert tool.input_schema["additionalProperties"] is False
            jsonschema.Draft202012Validator.check_schema(tool.input_schema)
            assert tool.output_schema is not None
            jsonschema.Draft202012Validator.check_schema(tool.output_schema)


async def test_an_unknown_argument_is_refused_by_name(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        result = await client.call_tool("list_sessions", {"meeting_title": "review"})
        assert result.is_error
        assert "meeting_title" in text_of(result)
        assert "review" not in text_of(result)


async def test_a_wrong_value_is_named_and_not_echoed(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        result = await client.call_tool("list_sessions", {"start_time": "secret words"})
        assert result.is_error
        assert "start_time" in text_of(result)
        assert "secret" not in text_of(result)
