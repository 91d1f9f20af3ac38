"""The commands that a person types."""

import os
import re
import signal
import socket
import subprocess
from pathlib import Path

import httpx
import orjson
import pytest

from rtk_mcp import __version__, offline, saved_files
from rtk_mcp.errors import NotAReport
from rtk_mcp.sandbox import SandboxServer
from tests.program import PROGRAM, clean_environment, run_program, started

posix_only = pytest.mark.skipif(os.name != "posix", reason="a POSIX shell's redirections, pipes and signals")
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


def in_shell(script: str, *arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    """The program as `"$@"` of a shell script."""
    shell = ["/bin/sh", "-c", script, "sh", *PROGRAM, *arguments]
    return subprocess.run(shell, env=env, input=b"", capture_output=True, timeout=60, check=False)


def assert_one_line_and_exit_1(done: subprocess.CompletedProcess[bytes], part: str) -> None:
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("rtk-mcp: ")
    assert part in lines[0]
    assert done.returncode == 1


@posix_only
def test_report_from_a_closed_standard_input_is_one_line() -> None:
    done = in_shell('"$@" <&-', "report", "-", env=clean_environment())
    assert_one_line_and_exit_1(done, "Standard input is closed")


@posix_only
@pytest.mark.parametrize("command", [["report", "-"], ["doctor"], ["demo"], ["sandbox", "--port", "0"]])
def test_a_closed_standard_output_is_one_line(command: list[str]) -> None:
    done = in_shell('"$@" >&-', *command, env=clean_environment())
    assert_one_line_and_exit_1(done, "Standard output is closed")


@posix_only
def test_serving_over_closed_streams_is_one_line() -> None:
    done = in_shell('"$@" <&- >&-', "serve", "--sandbox", env=clean_environment())
    assert_one_line_and_exit_1(done, "a host talks to this server over both")


@posix_only
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", [["report", "-"], ["doctor"], ["demo"], ["sandbox", "--port", "0"]])
def test_output_that_the_disk_does_not_take_is_one_line(
    command: list[str], unbuffered: str, saved_report: bytes, tmp_path: Path
) -> None:
    saved = tmp_path / "report.json"
    saved.write_bytes(saved_report)
    env = clean_environment() | {
        "PYTHONUNBUFFERED": unbuffered,
        "IN": str(saved),
        "OUT": str(tmp_path / "out"),
    }
    done = in_shell('ulimit -f 0; "$@" <"$IN" >"$OUT"', *command, env=env)
    assert_one_line_and_exit_1(done, "Reading or writing failed: ")


@posix_only
def test_a_reader_that_has_seen_enough_is_no_news(environment: dict[str, str]) -> None:
    with started("doctor", env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


@posix_only
def test_a_terminal_without_the_characters_gets_stand_ins_in_a_report() -> None:
    report = '{"participant": {"id": "x", "name": "Zoë", "peer_report": {"metadata": {}, "quality": {}}}}'
    env = clean_environment() | {"PYTHONIOENCODING": "ascii"}
    done = run_program("report", "-", "--format", "json", env=env, stdin=report.encode())
    assert done.returncode == 0, done.stderr


@posix_only
def test_report_reads_a_named_pipe(saved_report: bytes, tmp_path: Path) -> None:
    saved = tmp_path / "report.json"
    saved.write_bytes(saved_report)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    env = clean_environment() | {"SAVED": str(saved), "PIPE": str(pipe)}
    done = in_shell('cat "$SAVED" >"$PIPE" & "$@"', "report", str(pipe), env=env)
    assert done.returncode == 0, done.stderr
    assert done.stdout == run_program("report", str(saved), env=env).stdout


@posix_only
def test_report_of_what_is_no_file_is_one_line(tmp_path: Path) -> None:
    env = clean_environment()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        done = run_program("report", str(tmp_path / "s"), env=env)
    assert_one_line_and_exit_1(done, "neither a file nor a pipe")


def test_report_stops_reading_at_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_files, "MAX_BYTES", 1_000)
    path = tmp_path / "report.json"
    path.write_bytes(b" " * 1_001)
    with pytest.raises(NotAReport, match="larger than 1,000 bytes"):
        offline.condense(str(path), form="text", detail="brief")


def test_sandbox_on_a_port_in_use_says_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run_program("sandbox", "--port", port, env=clean_environment())
    assert_one_line_and_exit_1(done, "choose another with --port")


@posix_only
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("transport", ["stdio", "http"])
def test_a_server_asked_to_stop_while_it_starts_leaves_with_exit_0(
    transport: str, how: signal.Signals, environment: dict[str, str]
) -> None:
    shows_imports = environment | {"PYTHONPROFILEIMPORTTIME": "1"}
    with started("serve", "--transport", transport, "--port", "0", env=shows_imports) as process:
        assert process.stderr is not None
        assert any(b"rtk_mcp.settings" in line for line in process.stderr)
        process.send_signal(how)
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(10) == 0
