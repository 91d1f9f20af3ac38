"""What is on stderr: one line a record, and nobody's words."""

import logging
import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from mcp import Client
from mcp.client.sse import sse_client

from rtk_mcp.logs import log_to_stderr
from tests.program import serving, structured, text_of

A_RECORD = re.compile(r"\d{4}-\d\d-\d\d \S+ (DEBUG|INFO|WARNING|ERROR) [\w.]+: ")


@pytest.fixture
def restored_logging() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("rtk_mcp")
    before = root.handlers[:], root.level, ours.level
    yield
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])


@pytest.mark.usefixtures("restored_logging")
@pytest.mark.parametrize("level", ["DEBUG", "INFO", "WARNING", "ERROR"])
def test_the_level_is_for_this_program_and_libraries_only_warn(
    level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log_to_stderr(level)
    chosen = logging.getLevelNamesMapping()[level]
    for name in ("rtk_mcp", "rtk_mcp.api", "sse_starlette.sse", "a_library", ""):
        lowest = chosen if name.startswith("rtk_mcp") else max(logging.WARNING, chosen)
        assert logging.getLogger(name).getEffectiveLevel() == lowest
    logging.getLogger("a_library").info("not this")
    logging.getLogger("rtk_mcp.api").error("this")
    assert capsys.readouterr().err.splitlines()[-1].endswith("ERROR rtk_mcp.api: this")


@pytest.mark.usefixtures("restored_logging")
def test_a_record_is_one_line_and_an_error_its_kind(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr("INFO")
    error = ValueError("somebody's words")
    logging.getLogger("rtk_mcp").error("It\nfailed", exc_info=error)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("ERROR rtk_mcp: It failed (ValueError)")


@pytest.mark.anyio
async def test_debugging_over_sse_writes_no_chat_and_no_session_id(environment: dict[str, str]) -> None:
    with serving("sse", env=environment | {"RTK_MCP_LOG_LEVEL": "DEBUG"}) as (url, process):
        written: list[str] = []
        reader = threading.Thread(target=_collect, args=(process, written), daemon=True)
        reader.start()
        async with Client(sse_client(url)) as client:
            chat = await _some_chat(client)
        process.terminate()
        reader.join(10)
    assert chat
    log = "".join(written)
    assert "session_id=" not in log
    assert not [said for said in chat if said in log]
    assert all(A_RECORD.match(line) for line in written)


def _collect(process: Any, written: list[str]) -> None:
    written.extend(line.decode() for line in process.stderr)


async def _some_chat(client: Client) -> list[str]:
    """Runs of four words from every chat that there is."""
    listed = structured(await client.call_tool("list_sessions", {"per_page": 50}))["sessions"]
    said = []
    for session in listed:
        answer = await client.call_tool("get_chat", {"session_id": session["id"]})
        if not answer.is_error:
            said += re.findall(r"\S+ \S+ \S+ \S+", text_of(answer))
    return said
