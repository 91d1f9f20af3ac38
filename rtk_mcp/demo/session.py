"""The session that the demo plays: the sandbox, the real stdio server as a child process, an MCP client."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TextIO

import anyio
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent

from rtk_mcp.demo import told
from rtk_mcp.demo.page import Page
from rtk_mcp.errors import RtkError
from rtk_mcp.sandbox import SandboxServer

COMPLAINED_ABOUT = "product review"
"""Title of the sandbox's meeting that a user complained about."""
COMPLAINER = "Ana"


def play(out: TextIO) -> int:
    """Play the session; returns 0.

    Raises:
        RtkError: a step of it failed; the sentence says which.
    """
    with SandboxServer() as sandbox:
        try:
            anyio.run(_play, sandbox.environment(), Page(out))
        except BaseExceptionGroup as group:
            raise _only_error(group) from None
    return 0


def _only_error(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The error that the client's task groups have wrapped."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


async def _play(environment: dict[str, str], page: Page) -> None:
    page.title(
        "rtk-mcp demo",
        "An assistant answers questions about video meetings. Everything is real but the meetings: an embedded "
        "RealtimeKit, the stdio server as a host would launch it, and an MCP client.",
    )
    quiet = environment | {"RTK_MCP_LOG_LEVEL": "WARNING"}
    server = StdioServerParameters(command=sys.executable, args=["-m", "rtk_mcp"], env=quiet)
    async with Client(server) as client:
        await _converse(_Conversation(client, page))
    page.title(
        "", 'Yours next: "rtk-mcp install claude-desktop", or --sandbox with it to ask these meetings more.'
    )


async def _converse(chat: "_Conversation") -> None:
    week_ago = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=7)
    since = {"start_time": f"{week_ago:%Y-%m-%dT%H:%M:%SZ}", "sort_by": "createdAt", "sort_order": "DESC"}
    chat.page.question("What meetings did we have in the last week?")
    await chat.ask("list_sessions", since, say=told.sessions)

    chat.page.question(f'{COMPLAINER} says the "{COMPLAINED_ABOUT}" was terrible. Who was in it?')
    found = await chat.ask("list_sessions", {**since, "search": COMPLAINED_ABOUT}, say=told.sessions)
    session_id = _first(found, "sessions", COMPLAINED_ABOUT)["id"]
    people = await chat.ask("list_participants", {"session_id": session_id}, say=told.participants)

    chat.page.question(f"Why was it bad for {COMPLAINER}?")
    peer = next((person for person in people["participants"] if person.get("name") == COMPLAINER), None)
    if peer is None:
        raise RtkError(f"The demo found nobody called {COMPLAINER} in the meeting that it is about.")
    report = await chat.ask("get_peer_report", {"peer_id": peer["id"]})
    bytes_in = report["coverage"]["report_bytes"]
    ratio = bytes_in / chat.text_bytes
    chat.page.note(
        f"{bytes_in:,} bytes of peer report in, {chat.text_bytes:,} bytes of text out: {ratio:,.0f} to 1"
    )

    chat.page.question("And what was decided?")
    await chat.ask("get_summary", {"session_id": session_id}, say=lambda answer: answer["text"].splitlines())


@dataclass
class _Conversation:
    client: Client
    page: Page
    text_bytes: int = 0

    async def ask(
        self,
        tool: str,
        arguments: dict[str, Any],
        *,
        say: Callable[[dict[str, Any]], Sequence[str]] | None = None,
    ) -> dict[str, Any]:
        """Call one tool, show the call and its answer, and return the structured content.

        `say` makes lines for a person of the structured content; without it, the model's text is shown.
        """
        self.page.call(tool, arguments)
        result = await self.client.call_tool(tool, arguments)
        text = _text(result)
        if result.is_error:
            raise RtkError(f"The demo stopped at {tool}: {text}")
        self.text_bytes = len(text.encode())
        structured = dict(result.structured_content or {})
        self.page.answer(say(structured) if say else text.splitlines())
        return structured


def _text(result: CallToolResult) -> str:
    return "\n".join(block.text for block in result.content if isinstance(block, TextContent))


def _first(answer: dict[str, Any], name: str, wanted: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = answer.get(name, [])
    if not rows:
        raise RtkError(f'The demo found no meeting called "{wanted}".')
    return rows[0]
