"""No id that is none ever reaches the wire."""

import random
import string
from collections.abc import Awaitable

import pytest
from mcp.types import CallToolResult

from rtk_mcp.sandbox import SandboxServer
from tests.program import connected, text_of

pytestmark = pytest.mark.anyio

GOOD = "813432c7-3c5a-45e2-9acf-eef7061c7584"
CALLS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("list_sessions", "associated_id", {}),
    ("list_sessions", "app_id", {}),
    ("get_session", "session_id", {}),
    ("list_participants", "session_id", {}),
    ("get_participant", "session_id", {"participant_id": GOOD}),
    ("get_participant", "participant_id", {"session_id": GOOD}),
    ("get_chat", "session_id", {}),
    ("get_transcript", "session_id", {}),
    ("get_summary", "session_id", {}),
    ("generate_summary", "session_id", {}),
    ("get_peer_report", "peer_id", {}),
    ("inspect_peer_report", "peer_id", {}),
    ("search_meetings", "associated_id", {"query": "x"}),
    ("diagnose_session", "session_id", {}),
    ("compare_quality", "session_ids", {}),
    ("compare_quality", "peer_ids", {}),
    ("compare_quality", "associated_id", {}),
    ("compare_quality", "app_id", {}),
)
WRITTEN = (
    "",
    " ",
    ".",
    "..",
    "../..",
    "../../../../user/tokens/verify",
    "..%2f..%2f",
    "%2e%2e%2f",
    "..\\..\\",
    f"{GOOD}/../..",
    f"{GOOD}/participants",
    f"{GOOD}?filters=events",
    f"{GOOD}#x",
    f"{GOOD};x=y",
    f"{GOOD}%00",
    f"{GOOD}\x00",
    f"{GOOD}\r\nX-Injected: 1",
    f"{GOOD}\n",
    f" {GOOD}",
    f"{GOOD} ",
    f"{{{GOOD}}}",
    f"urn:uuid:{GOOD}",
    GOOD.replace("-", "_"),
    GOOD.replace("-", "\u2010"),
    GOOD.replace("8", "\uff18"),
    GOOD.replace("1", "\u0661"),
    GOOD[:-1],
    GOOD + "0",
    GOOD[:-1] + "g",
    "https://evil.example/",
    "//evil.example/x",
    "http://127.0.0.1:1/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "abcdef-ghijk",
    "abcdef-ghijkl-mnopqr",
    "abcdef-gh\u0456jkl",
    "null",
    "undefined",
    "0",
    "-1",
    "*",
    "'; DROP TABLE sessions; --",
    "${jndi:ldap://evil.example}",
    "<script>alert(1)</script>",
    "\u202e" + GOOD,
    "\U000e0041" + GOOD,
    "A" * 10_000,
    GOOD * 300,
    "../" * 3_000,
)


def hostile_ids(count: int) -> list[str]:
    """The written ones, then good ids spoiled at random in one place."""
    rng = random.Random(20)
    spoilers = (
        string.punctuation.replace("-", "") + string.whitespace + "\x00\x1b\x7f\u200b\u2028\uff0f\uff0egz"
    )
    spoiled: list[str] = []
    while len(WRITTEN) + len(spoiled) < count:
        place = rng.randrange(len(GOOD) + 1)
        spoiled.append(GOOD[:place] + rng.choice(spoilers) * rng.randint(1, 3) + GOOD[place:])
    return [*WRITTEN, *spoiled]


async def test_500_hostile_ids_through_every_tool_send_nothing(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    ids = hostile_ids(500)
    assert len(set(ids)) > 450
    async with connected("stdio", environment) as client:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        assert {tool for tool, _, _ in CALLS} == tools
        sandbox.requests.clear()
        for tool, argument, others in CALLS:
            for hostile in ids:
                await refused(client.call_tool(tool, {argument: hostile, **others}), argument, hostile)
        assert sandbox.requests == []


async def refused(call: Awaitable[CallToolResult], argument: str, hostile: str) -> None:
    result = await call
    text = text_of(result)
    assert result.is_error, (argument, hostile[:50])
    assert text.startswith(f"{argument}:"), text
    assert len(text) < 300
    if len(hostile) > 12:
        assert hostile not in text
