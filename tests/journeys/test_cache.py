"""What was measured is kept: for the next question, for the next process, until it is deleted."""

import os
from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from rtk_mcp.sandbox import SandboxServer
from tests.program import clean_environment, connected, first_id, run_program, structured, text_of

pytestmark = pytest.mark.anyio
PEER_REPORT = "/peer-report/"


async def person_of(client: Client, **session: Any) -> str:
    session_id = await first_id(client, "list_sessions", "sessions", **session)
    return await first_id(client, "list_participants", "participants", session_id=session_id)


def reports_asked_for(sandbox: SandboxServer) -> int:
    return sum(PEER_REPORT in path for _, path in sandbox.requests)


async def test_looking_into_an_ended_call_that_was_explained_asks_for_nothing(
    environment: dict[str, str], sandbox: SandboxServer
) -> None:
    async with connected("stdio", environment) as client:
        peer_id = await person_of(client, status="ENDED")
        await client.call_tool("get_peer_report", {"peer_id": peer_id})
        sandbox.requests.clear()
        for more in ({}, {"stream": "send"}, {"app_id": sandbox.app_id}):
            structured(await client.call_tool("inspect_peer_report", {"peer_id": peer_id} | more))
        assert sandbox.requests == []


async def test_who_is_still_there_is_asked_for_each_time(
    environment: dict[str, str], sandbox: SandboxServer
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", status="LIVE")
        people = structured(await client.call_tool("list_participants", {"session_id": session_id}))
        here = next(person["id"] for person in people["participants"] if not person.get("left_at"))
        sandbox.requests.clear()
        for _ in range(2):
            await client.call_tool("get_peer_report", {"peer_id": here})
        assert reports_asked_for(sandbox) == 2


async def test_the_next_process_asks_for_no_report_until_the_cache_is_cleared(
    environment: dict[str, str], sandbox: SandboxServer, tmp_path: Path
) -> None:
    cached = environment | {"RTK_MCP_CACHE_DIR": str(tmp_path / "cache")}
    asked, texts = [], []
    for clears in (False, True, False):
        async with connected("stdio", cached) as client:
            session_id = await first_id(client, "list_sessions", "sessions", search="Field visit")
            sandbox.requests.clear()
            answer = await client.call_tool("diagnose_session", {"session_id": session_id})
            texts.append(text_of(answer))
            asked.append(reports_asked_for(sandbox))
        shown = run_program("cache", env=cached).stdout.decode()
        assert "reports    5\n" in shown
        assert str(tmp_path / "cache" / "reports") in shown
        if clears:
            done = run_program("cache", "clear", env=cached)
            assert (done.returncode, done.stderr) == (0, b"")
            assert done.stdout.startswith(b"Deleted 5 reports, ")
            assert [*(tmp_path / "cache").iterdir()] == []
    assert asked == [5, 0, 5]
    assert len({*texts}) == 1


async def test_made_up_meetings_are_not_kept_on_disk(tmp_path: Path) -> None:
    cached = clean_environment() | {"RTK_MCP_CACHE_DIR": str(tmp_path / "cache")}
    async with connected("stdio", cached, "--sandbox") as client:
        await client.call_tool("get_peer_report", {"peer_id": await person_of(client, status="ENDED")})
    assert not (tmp_path / "cache").exists()


async def test_a_cache_that_cannot_be_used_is_shown_and_stops_nothing(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no directory")
    broken = environment | {"RTK_MCP_CACHE_DIR": str(tmp_path / "file")}
    async with connected("http", broken) as client:
        structured(
            await client.call_tool("get_peer_report", {"peer_id": await person_of(client, status="ENDED")})
        )
    done = run_program("cache", "show", env=broken)
    assert done.returncode == 1
    assert done.stdout.startswith(b"RTK_MCP_CACHE_DIR cannot be used (")
    failed = run_program("cache", "clear", env=broken)
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1


def test_without_a_directory_it_is_said_that_this_shell_knows_of_none() -> None:
    shown = run_program("cache", env=clean_environment())
    assert shown.returncode == 0
    assert b"Nothing is kept on disk" in shown.stdout
    cleared = run_program("cache", "clear", env=clean_environment())
    assert cleared.returncode == 2
    assert b"RTK_MCP_CACHE_DIR is not set" in cleared.stderr


@pytest.mark.parametrize("action", ["show", "clear"])
def test_a_path_that_depends_on_where_one_is_is_refused(action: str) -> None:
    done = run_program("cache", action, env=clean_environment() | {"RTK_MCP_CACHE_DIR": "cache"})
    assert done.returncode == 2
    assert b"absolute" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_showing_makes_nothing(tmp_path: Path) -> None:
    done = run_program("cache", env=clean_environment() | {"RTK_MCP_CACHE_DIR": str(tmp_path / "cache")})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"(not there yet)" in done.stdout
    assert [*tmp_path.iterdir()] == []


@pytest.mark.skipif(os.name != "posix", reason="characters that names cannot have")
@pytest.mark.parametrize("hidden", ["\n", "\x1b[2J", "\u202e", "\udcff"], ids=ascii)
@pytest.mark.parametrize("broken", [False, True], ids=["usable", "broken"])
def test_a_path_that_would_not_show_is_told_escaped_on_one_line(
    tmp_path: Path, hidden: str, *, broken: bool
) -> None:
    cache = tmp_path / f"a{hidden}bytes      0"
    if broken:
        cache.write_text("no directory")
    environment = clean_environment() | {"RTK_MCP_CACHE_DIR": str(cache)}
    told = [run_program("cache", action, env=environment) for action in ("show", "clear")]
    assert [done.returncode for done in told] == [broken, broken]
    for done, lines in zip(told, (1 if broken else 4, 1), strict=True):
        text = (done.stdout + done.stderr).decode()
        assert len(text.splitlines()) == lines
        assert ascii(str(cache / "reports")) in text
        assert hidden not in text.replace("\n", "", lines)


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_is_not_cleared_and_the_sentence_names_it(tmp_path: Path) -> None:
    kept = tmp_path / "target" / f"{'f' * 64}.kept"
    kept.parent.mkdir()
    kept.write_text("mine")
    (tmp_path / "reports").symlink_to(kept.parent)
    done = run_program("cache", "clear", env=clean_environment() | {"RTK_MCP_CACHE_DIR": str(tmp_path)})
    assert (done.returncode, done.stdout) == (1, b"")
    (said,) = done.stderr.decode().splitlines()
    assert "symbolic link" in said
    assert str(tmp_path / "reports") in said
    assert kept.read_text() == "mine"
