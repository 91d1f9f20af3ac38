"""The real program, started as a shell or a host would start it."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any, Literal

from mcp import Client, StdioServerParameters
from mcp.client.sse import sse_client
from mcp.types import CallToolResult, TextContent

PROGRAM = (sys.executable, "-m", "rtk_mcp")
Transport = Literal["stdio", "http", "sse"]
_SERVING = re.compile(r"Serving MCP on (http://\S+)")


def clean_environment() -> dict[str, str]:
    """This process's environment without anything that configures the program."""
    ours = ("CLOUDFLARE_", "REALTIMEKIT_", "RTK_MCP_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def run_program(
    *arguments: str, env: Mapping[str, str], timeout_s: float = 60, stdin: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The program run to its end."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=dict(env),
        input=stdin,
        capture_output=True,
        timeout=timeout_s,
        check=False,
    )


@contextlib.contextmanager
def started(*arguments: str, env: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The program while it runs; killed if the test leaves it running."""
    with subprocess.Popen(
        [*PROGRAM, *arguments],
        env=dict(env),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


@contextlib.contextmanager
def serving(transport: Transport, *arguments: str, env: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """The program serving HTTP on a free port: its URL and the process."""
    with started("serve", "--transport", transport, "--port", "0", *arguments, env=env) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if match := _SERVING.search(line.decode()):
                yield match[1], process
                return
        raise AssertionError("the server ended before it listened")


@contextlib.asynccontextmanager
async def connected(
    transport: Transport,
    env: Mapping[str, str],
    *arguments: str,
    mode: str = "auto",
    **client_options: Any,
) -> AsyncIterator[Client]:
    """An MCP client of the running program."""
    if transport == "stdio":
        server = StdioServerParameters(
            command=PROGRAM[0], args=[*PROGRAM[1:], "serve", *arguments], env=dict(env)
        )
        async with Client(server, mode=mode, **client_options) as client:
            yield client
        return
    with serving(transport, *arguments, env=env) as (url, _):
        target = sse_client(url) if transport == "sse" else url
        async with Client(target, mode=mode, **client_options) as client:
            yield client


def text_of(result: CallToolResult) -> str:
    """What a model reads of a result."""
    return "\n".join(block.text for block in result.content if isinstance(block, TextContent))


def structured(result: CallToolResult) -> dict[str, Any]:
    """What a program reads of a result, which must be no error."""
    assert not result.is_error, text_of(result)
    assert isinstance(result.structured_content, dict)
    return result.structured_content


async def first_id(client: Client, tool: str, rows: str, **arguments: Any) -> str:
    """The id of the first row that a listing tool answers."""
    found: Sequence[dict[str, Any]] = structured(await client.call_tool(tool, arguments))[rows]
    return str(found[0]["id"])
