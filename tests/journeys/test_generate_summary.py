"""The one tool that writes asks first, writes once, and is not there when nothing may be written."""

from typing import Any

import pytest
from mcp.client import ClientRequestContext
from mcp.types import ElicitRequestParams, ElicitResult

from rtk_mcp.sandbox import SandboxServer
from tests.program import connected, first_id, structured

pytestmark = pytest.mark.anyio


def posts(sandbox: SandboxServer) -> int:
    return sum(method == "POST" for method, _ in sandbox.requests)


class Host:
    """A host whose user always answers the same."""

    def __init__(self, action: str, content: dict[str, Any] | None = None) -> None:
        self.asked: list[str] = []
        self._answer = ElicitResult(action=action, content=content)

    async def answer(self, _: ClientRequestContext, params: ElicitRequestParams) -> ElicitResult:
        self.asked.append(params.message)
        return self._answer


@pytest.mark.parametrize("mode", ["legacy", "auto"])
@pytest.mark.parametrize(
    ("host", "sent"),
    [
        (Host("accept", {"send": True}), True),
        (Host("accept", {"send": False}), False),
        (Host("decline"), False),
        (Host("cancel"), False),
    ],
    ids=["yes", "no", "declined", "cancelled"],
)
async def test_the_user_decides(
    host: Host, sent: bool, mode: str, sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment, mode=mode, elicitation_callback=host.answer) as client:
        session_id = await first_id(client, "list_sessions", "sessions", status="ENDED")
        sandbox.requests.clear()
        host.asked.clear()
        result = structured(await client.call_tool("generate_summary", {"session_id": session_id}))
        assert len(host.asked) == 1
        assert session_id in host.asked[0]
        assert result["sent"] is sent
        assert posts(sandbox) == (1 if sent else 0)


@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_a_host_that_cannot_ask_sends_once(
    mode: str, sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment, mode=mode) as client:
        session_id = await first_id(client, "list_sessions", "sessions", status="ENDED")
        sandbox.requests.clear()
        assert (
            structured(await client.call_tool("generate_summary", {"session_id": session_id}))["sent"] is True
        )
        assert posts(sandbox) == 1


@pytest.mark.parametrize("how", ["--read-only", "RTK_MCP_READ_ONLY"])
async def test_read_only_offers_no_writing_tool(
    how: str, sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    arguments, extra = ((how,), {}) if how.startswith("--") else ((), {how: "1"})
    async with connected("stdio", environment | extra, *arguments) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        assert "generate_summary" not in names
        assert len(names) == 9
        sandbox.requests.clear()
        result = await client.call_tool("generate_summary", {"session_id": "abcdef-ghijkl"})
        assert result.is_error
        assert sandbox.requests == []
