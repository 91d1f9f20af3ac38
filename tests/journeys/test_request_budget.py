"""A question over many people or meetings leaves some of the service's rate limit, and says when it stopped."""

import re
from typing import Any

import pytest
from mcp import Client

from rtk_mcp.sandbox import SandboxServer
from tests.program import clean_environment, connected, first_id, structured, text_of

pytestmark = pytest.mark.anyio

ALLOWED = 30
SHARE = 25
TRANSCRIPT = 1
"""Asked for beside the reports, as any small question may be, when somebody was hard to hear."""
STOPPED = re.compile(
    r"Stopped after (\d+) requests in 5 minutes, of 30 that are allowed: ask again after \d\d:\d\d:\d\d UTC"
)


def asked(sandbox: SandboxServer) -> int:
    return len(sandbox.requests)


async def test_a_diagnosis_stops_within_its_share_says_so_and_leaves_small_questions_room(
    environment: dict[str, str], sandbox: SandboxServer
) -> None:
    few = environment | {"RTK_MCP_REQUESTS_PER_5_MIN": str(ALLOWED)}
    async with connected("stdio", few) as client:
        sandbox.requests.clear()
        session_id = await first_id(client, "list_sessions", "sessions", search="All-hands")
        first = structured(await diagnose(client, session_id, detail="full"))
        assert asked(sandbox) == SHARE + TRANSCRIPT
        read = first["coverage"]["reports"]
        assert 0 < read < first["coverage"]["people"]
        assert any(STOPPED.search(each["reason"]) for each in first["coverage"]["missing"])
        again = structured(await diagnose(client, session_id))
        assert again["coverage"]["reports"] == read, "what was read is kept, and no more is asked for"
        assert asked(sandbox) == SHARE + TRANSCRIPT + 2
        assert not (await client.call_tool("list_sessions", {})).is_error


async def test_a_search_stops_within_its_share_and_says_so(
    environment: dict[str, str], sandbox: SandboxServer
) -> None:
    few = environment | {"RTK_MCP_REQUESTS_PER_5_MIN": str(ALLOWED)}
    async with connected("stdio", few) as client:
        sandbox.requests.clear()
        result = await client.call_tool("search_meetings", {"query": "release"})
        structured(result)
    assert STOPPED.search(text_of(result))
    assert asked(sandbox) == SHARE


async def test_the_service_s_own_refusal_is_told_as_well() -> None:
    with SandboxServer(requests_per_window=12) as sandbox:
        env = clean_environment() | sandbox.environment()
        async with connected("stdio", env) as client:
            session_id = await first_id(client, "list_sessions", "sessions", search="All-hands")
            answer = structured(await diagnose(client, session_id, detail="full"))
    assert 0 < answer["coverage"]["reports"] < 12
    assert any("limits how often it is asked" in each["reason"] for each in answer["coverage"]["missing"])


async def diagnose(client: Client, session_id: str, **more: Any) -> Any:
    return await client.call_tool("diagnose_session", {"session_id": session_id} | more)
