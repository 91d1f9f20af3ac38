"""The commands that a person types."""

import re
import signal
from pathlib import Path

import httpx
import orjson
import pytest

from rtk_mcp import __version__
from rtk_mcp.sandbox import SandboxServer
from tests.program import clean_environment, run_program, started

NAMES = ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_BASE_URL", "REALTIMEKIT_APP_ID"]


def test_version() -> None:
    done = run_program("--version", env=clean_environment())
    assert done.stdout.decode().strip() == f"rtk-mcp {__version__}"


def test_demo_plays_the_main_job_as_plain_text_in_a_pipe() -> None:
    done = run_program("demo", env=clean_environment())
    text = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert "\x1b[" not in text
    for part in ("list_sessions", "list_participants", "get_peer_report", "get_summary", "Decisions"):
        assert part in text
    assert re.search(r"[\d,]+ bytes of peer report in, [\d,]+ bytes of text out", text)


def test_sandbox_prints_four_lines_that_point_a_client_at_it() -> None:
    with started("sandbox", "--port", "0", env=clean_environment()) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().decode().strip() for _ in NAMES]
        printed = dict(line.split("=", 1) for line in lines)
        assert sorted(printed) == sorted(NAMES)
        done = run_program("doctor", env=clean_environment() | printed)
        assert done.returncode == 0, done.stdout
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


@pytest.fixture
def saved_report(sandbox: SandboxServer) -> bytes:
    root = f"{sandbox.base_url}/accounts/{sandbox.account_id}/realtime/kit/{sandbox.app_id}/sessions"
    headers = {"Authorization": f"Bearer {sandbox.api_token}"}
    session = httpx.get(root, params={"search": "Test"}, headers=headers).json()["data"]["sessions"][0]
    people = httpx.get(f"{root}/{session['id']}/participants", headers=headers).json()["data"]["participants"]
    return httpx.get(f"{root}/peer-report/{people[0]['id']}", headers=headers, timeout=60).content


def test_report_condenses_from_standard_input_and_from_a_file(saved_report: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(saved_report)
    from_file = run_program("report", str(path), env=clean_environment())
    piped = run_program("report", "-", env=clean_environment(), stdin=saved_report)
    assert from_file.returncode == piped.returncode == 0, from_file.stderr
    assert from_file.stdout == piped.stdout != b""
    as_json = run_program("report", "-", "--format", "json", env=clean_environment(), stdin=saved_report)
    assert {"verdict", "findings"} <= orjson.loads(as_json.stdout).keys()


@pytest.mark.parametrize("stdin", [b"", b"{", b"[]", b'{"success": true}', b"\x00\xff", b"hello"])
def test_report_of_something_else_is_one_line_and_exit_1(stdin: bytes) -> None:
    done = run_program("report", "-", env=clean_environment(), stdin=stdin)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == b""


def test_report_of_no_file_is_one_line_and_exit_1() -> None:
    done = run_program("report", "/nowhere/report.json", env=clean_environment())
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
