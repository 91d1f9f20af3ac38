"""How the process ends: in time, cleanly, whatever is going on."""

import contextlib
import json
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.program import Transport, clean_environment, serving, started

STDIO_LIMIT_S = 2
HTTP_LIMIT_S = 5
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
INITIALIZED = {"jsonrpc": "2.0", "method": "notifications/initialized"}
CALL = {
    "jsonrpc": "2.0",
    "id": 2,
    "method": "tools/call",
    "params": {"name": "list_sessions", "arguments": {}},
}
JSON = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


@contextlib.contextmanager
def silent_upstream() -> Iterator[tuple[dict[str, str], threading.Event]]:
    """A service that accepts and never answers: the environment for it, and an event set when it was asked."""
    asked = threading.Event()
    kept = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    kept.append(listener.accept()[0])
                    asked.set()

        threading.Thread(target=accept, daemon=True).start()
        yield (
            clean_environment()
            | {
                "CLOUDFLARE_API_TOKEN": "token-of-the-test",
                "CLOUDFLARE_ACCOUNT_ID": "a" * 32,
                "REALTIMEKIT_APP_ID": "b" * 32,
                "CLOUDFLARE_BASE_URL": f"http://127.0.0.1:{listener.getsockname()[1]}",
            },
            asked,
        )
        for connection in kept:
            connection.close()


def send(process: subprocess.Popen[bytes], *messages: object) -> None:
    assert process.stdin is not None
    process.stdin.write(b"".join(json.dumps(message).encode() + b"\n" for message in messages))
    process.stdin.flush()


def end(process: subprocess.Popen[bytes], how: str) -> float:
    """Ask the process to stop; how long it took."""
    began = time.monotonic()
    if how == "end of file":
        assert process.stdin is not None
        process.stdin.close()
    else:
        process.send_signal(signal.Signals[how])
    process.wait(20)
    return time.monotonic() - began


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "with a running call"])
@pytest.mark.parametrize("how", ["end of file", "SIGTERM", "SIGINT"])
def test_stdio_ends_in_time_with_exit_0_and_no_traceback(how: str, busy: bool) -> None:
    with silent_upstream() as (env, asked), started(env=env) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        send(process, INITIALIZE)
        assert b"serverInfo" in process.stdout.readline()
        if busy:
            send(process, INITIALIZED, CALL)
            assert asked.wait(10)
        assert end(process, how) < STDIO_LIMIT_S
        assert process.returncode == 0
        log = process.stderr.read()
        assert b"Traceback" not in log
        assert b"token-of-the-test" not in log


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("transport", ["http", "sse"])
def test_http_ends_in_time_with_an_open_stream_and_a_running_call(transport: Transport, how: str) -> None:
    with silent_upstream() as (env, asked), serving(transport, env=env) as (url, process):
        with httpx.Client(timeout=30) as client, contextlib.ExitStack() as stack:
            if transport == "http":
                opened = client.post(url, json=INITIALIZE, headers=JSON)
                headers = JSON | {"mcp-session-id": opened.headers["mcp-session-id"]}
                client.post(url, json=INITIALIZED, headers=headers)
                stream = stack.enter_context(client.stream("GET", url, headers=headers))
                assert stream.status_code == 200
                post = threading.Thread(target=_post_and_lose, args=(url, headers), daemon=True)
                post.start()
            else:
                stream = stack.enter_context(client.stream("GET", url))
                lines = stream.iter_lines()
                path = next(line for line in lines if line.startswith("data:")).removeprefix("data:").strip()
                messages = str(httpx.URL(url).join(path))
                for message in (INITIALIZE, INITIALIZED, CALL):
                    client.post(messages, json=message)
            assert asked.wait(10)
            assert end(process, how) < HTTP_LIMIT_S
        assert process.returncode == 0
        assert b"Traceback" not in process.stderr.read()


def _post_and_lose(url: str, headers: dict[str, str]) -> None:
    with contextlib.suppress(httpx.HTTPError):
        httpx.post(url, json=CALL, headers=headers, timeout=30)


def test_stdout_carries_nothing_but_the_protocol(environment: dict[str, str]) -> None:
    with started(env=environment | {"RTK_MCP_LOG_LEVEL": "DEBUG"}) as process:
        assert process.stdout is not None
        send(process, INITIALIZE, INITIALIZED, CALL)
        answers = [json.loads(process.stdout.readline()) for _ in range(2)]
        assert process.stdin is not None
        process.stdin.close()
        assert process.stdout.read() == b""
        assert {answer["id"] for answer in answers} == {1, 2}
