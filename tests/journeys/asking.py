"""What several journeys do alike: list sessions, follow an answer's pages, note the progress, cancel a call."""

from typing import Any

import anyio
import orjson
from mcp import Client
from mcp.types import CallToolResult

from rtk_mcp.sandbox import SandboxServer
from tests.program import structured, text_of

TEXT_BUDGET = {"brief": 1_200, "standard": 4_000, "full": 16_000}
STOPPED_WITHIN_S = 0.5


async def sessions_of(client: Client, **filters: Any) -> list[dict[str, Any]]:
    """All of them, however many fit into an answer; a page may begin with the end of the one before."""
    found: dict[str, dict[str, Any]] = {}
    page: dict[str, int] = {"per_page": 50}
    while True:
        listed = structured(await client.call_tool("list_sessions", {"detail": "full"} | filters | page))
        found |= {session["id"]: session for session in listed["sessions"]}
        if "next_page_no" not in listed:
            return list(found.values())
        page = {"page_no": listed["next_page_no"], "per_page": listed["per_page"]}


async def id_of(client: Client, title: str) -> str:
    """Of the session of this title; the older one where there are two."""
    return str((await sessions_of(client, search=title))[-1]["id"])


def check_budget(result: CallToolResult, detail: str) -> None:
    assert len(text_of(result).encode()) <= TEXT_BUDGET[detail]
    assert len(orjson.dumps(structured(result))) <= 2 * TEXT_BUDGET[detail]


async def followed(client: Client, tool: str, **arguments: Any) -> list[dict[str, Any]]:
    """Every page of an answer; each of them keeps its budget."""
    pages: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        result = await client.call_tool(tool, arguments | cursor)
        check_budget(result, arguments.get("detail", "standard"))
        pages.append(structured(result))
        if "next_cursor" not in pages[-1]:
            return pages
        assert cursor != {"cursor": pages[-1]["next_cursor"]}
        cursor = {"cursor": pages[-1]["next_cursor"]}


class Told:
    """The progress of a call: what is done, and of how much; and in which words."""

    def __init__(self) -> None:
        self.steps: list[tuple[float, float | None]] = []
        self.messages: set[str | None] = set()

    async def tell(self, progress: float, total: float | None, message: str | None) -> None:
        self.steps.append((progress, total))
        self.messages.add(message)


async def check_cancelling(
    client: Client, sandbox: SandboxServer, tool: str, arguments: dict[str, Any], *, open_requests: int
) -> None:
    """Cancelled with so many requests open, a call ends them and sends no more; a slow sandbox would show one."""
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(client.call_tool, tool, arguments)
        with anyio.fail_after(20):
            while sandbox.open_now < open_requests:  # noqa: ASYNC110 - counted by the sandbox's own thread
                await anyio.sleep(0.005)
        tasks.cancel_scope.cancel()
    with anyio.fail_after(STOPPED_WITHIN_S):
        while sandbox.open_now:  # noqa: ASYNC110 - as above
            await anyio.sleep(0.005)
    asked = len(sandbox.requests) + len(sandbox.downloads)
    await anyio.sleep(2 * STOPPED_WITHIN_S)
    assert len(sandbox.requests) + len(sandbox.downloads) == asked
