"""The main job, as a host does it: every tool over the real process, answers whole, small and true."""

from typing import Any

import jsonschema
import orjson
import pytest
from mcp import Client
from mcp.types import CallToolResult

from rtk_mcp.sandbox import SandboxServer
from tests.journeys.asking import TEXT_BUDGET
from tests.program import connected, first_id, structured, text_of

pytestmark = pytest.mark.anyio

COMPLAINED_ABOUT = "product review"


async def test_the_main_job_from_a_complaint_to_its_cause(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search=COMPLAINED_ABOUT)
        people = structured(await client.call_tool("list_participants", {"session_id": session_id}))
        ana = next(person for person in people["participants"] if person["name"] == "Ana")
        report = await client.call_tool("get_peer_report", {"peer_id": ana["id"]})
        assert structured(report)["verdict"] == "poor"
        assert any("uplink" in finding["code"] for finding in structured(report)["findings"])
        assert "Ana" in text_of(report)
        summary = structured(await client.call_tool("get_summary", {"session_id": session_id}))
        assert "Decisions" in summary["text"]


async def every_call(client: Client) -> list[tuple[str, dict[str, Any], CallToolResult]]:
    """Each reading tool on every session, each report, and what it answered."""
    sessions = structured(await client.call_tool("list_sessions", {"per_page": 50, "detail": "full"}))[
        "sessions"
    ]
    calls: list[tuple[str, dict[str, Any]]] = [
        ("list_sessions", {"per_page": 50, "detail": detail}) for detail in TEXT_BUDGET
    ]
    for session in sessions:
        of_session = {"session_id": session["id"]}
        calls += [
            ("get_session", of_session | {"include_breakout_rooms": True}),
            ("list_participants", of_session | {"include_peer_events": True}),
            ("get_summary", of_session),
            ("get_transcript", of_session | {"detail": "brief"}),
            ("get_transcript", of_session | {"format": "JSON"}),
            ("get_chat", of_session | {"detail": "full"}),
        ]
    return [(tool, arguments, await client.call_tool(tool, arguments)) for tool, arguments in calls]


async def test_every_answer_fits_its_schema_and_its_budget(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        schemas = {tool.name: tool.output_schema for tool in (await client.list_tools()).tools}
        for tool, arguments, result in await every_call(client):
            content = structured(result)
            jsonschema.validate(content, schemas[tool] or {}, jsonschema.Draft202012Validator)
            budget = TEXT_BUDGET[arguments.get("detail", "standard")]
            assert len(text_of(result).encode()) <= budget, (tool, arguments)
            assert len(orjson.dumps(content)) <= 2 * budget, (tool, arguments)


@pytest.mark.parametrize("detail", TEXT_BUDGET)
async def test_a_report_of_megabytes_keeps_the_budget(detail: str, environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="product review")
        peer_id = await first_id(client, "list_participants", "participants", session_id=session_id)
        result = await client.call_tool("get_peer_report", {"peer_id": peer_id, "detail": detail})
        content = structured(result)
        assert content["coverage"]["report_bytes"] > 1_000_000
        assert len(text_of(result).encode()) <= TEXT_BUDGET[detail]
        assert len(orjson.dumps(content)) <= 2 * TEXT_BUDGET[detail]
        assert {"verdict", "findings"} <= content.keys()


async def test_following_the_pages_gives_every_session_once(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        seen: list[str] = []
        page_no: int | None = None
        while True:
            arguments = {"per_page": 5} | ({"page_no": page_no} if page_no is not None else {})
            page = structured(await client.call_tool("list_sessions", arguments))
            seen += [session["id"] for session in page["sessions"]]
            page_no = page.get("next_page_no")
            if page_no is None:
                break
        assert len(seen) == len(set(seen)) == page["total"]


async def test_following_the_cursor_gives_the_whole_transcript(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search=COMPLAINED_ABOUT)
        pieces: list[str] = []
        cursor: str | None = None
        while True:
            arguments = {"session_id": session_id, "format": "SRT"} | ({"cursor": cursor} if cursor else {})
            piece = structured(await client.call_tool("get_transcript", arguments))
            pieces.append(piece["text"])
            cursor = piece.get("next_cursor")
            if cursor is None:
                break
        whole = "".join(pieces)
        assert len(pieces) > 1
        assert len(whole) == piece["total_chars"]
        assert whole.startswith("1\n00:")


async def test_a_cursor_that_is_none_of_ours_is_refused(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search=COMPLAINED_ABOUT)
        for cursor in ("at-99999999", "at--1", "x", "at-\u0661", "at-1 "):
            result = await client.call_tool("get_transcript", {"session_id": session_id, "cursor": cursor})
            assert result.is_error
            assert text_of(result).startswith("cursor:")


async def test_missing_content_is_an_answer_with_its_reason(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        reasons = set()
        for tool, _, result in await every_call(client):
            if reason := structured(result).get("reason"):
                reasons.add((tool, structured(result)["reason_code"]))
                assert reason in text_of(result)
        assert {
            ("get_transcript", "not_found"),
            ("get_transcript", "placeholder"),
            ("get_transcript", "file_gone"),
            ("get_transcript", "unreadable"),
            ("get_transcript", "empty_file"),
            ("get_chat", "no_messages"),
            ("get_transcript", "session_live"),
            ("get_summary", "no_link"),
            ("get_summary", "failed"),
        } <= reasons


async def test_a_session_that_does_not_exist_is_an_error_even_for_its_content(
    environment: dict[str, str],
) -> None:
    async with connected("stdio", environment) as client:
        nowhere = {"session_id": "813432c7-3c5a-45e2-9acf-eef7061c7584"}
        for tool in ("get_session", "list_participants", "get_chat", "get_transcript", "get_summary"):
            assert (await client.call_tool(tool, nowhere)).is_error


async def test_no_hidden_character_and_no_secret_reaches_the_model(
    environment: dict[str, str], sandbox: SandboxServer
) -> None:
    async with connected("stdio", environment) as client:
        for tool, arguments, result in await every_call(client):
            everything = text_of(result) + orjson.dumps(structured(result)).decode()
            assert not set(everything) & set("\u202e\u202d\u2066\u2067\u2069\u200b\ufeff\x00\x1b"), (
                tool,
                arguments,
            )
            assert not any(0xE0000 <= ord(char) <= 0xE007F for char in everything)
            assert sandbox.api_token not in everything
            assert sandbox.downloads_host not in everything
