import io
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from rtk_mcp.doctor import examine
from rtk_mcp.sandbox import SandboxServer
from rtk_mcp.settings import Settings

pytestmark = pytest.mark.anyio

SECRET = "cf-a-token-that-nobody-else-should-read"
GATEWAY_REFUSES_TOKEN = {"success": False, "errors": [{"code": 10000, "message": "Authentication error"}]}
GATEWAY_HAS_NO_ROUTE = {"success": False, "errors": [{"code": 7003, "message": "Could not route"}]}
SESSION = {"id": "0b6f5d0e-7e5c-4c5e-8a41-0d9f2a7c1b11", "status": "ENDED"}


def settings(**changes: str) -> Settings:
    return Settings.from_env(
        {
            "CLOUDFLARE_API_TOKEN": SECRET,
            "CLOUDFLARE_ACCOUNT_ID": "0123456789abcdef0123456789abcdef",
            "REALTIMEKIT_APP_ID": "7d1f9d3a-5f0b-4c1e-9a55-0c7c3b6d2e11",
            "RTK_MCP_TIMEOUT_S": "3",
        }
        | changes
    )


@contextmanager
def service(status: int, body: Any, headers: dict[str, str] | None = None) -> Iterator[str]:
    """A service that gives every request the same answer; yields its base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            payload = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/client/v4"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


async def examined(examinee: Settings) -> tuple[int, dict[str, str], str]:
    """The exit code, each check's outcome by name, and the whole text."""
    out = io.StringIO()
    code = await examine(examinee, out)
    lines = out.getvalue().splitlines()
    assert SECRET not in out.getvalue()
    return code, {line.split()[1]: line.split()[0] for line in lines[:-1]}, out.getvalue()


async def test_all_is_well_when_the_service_answers_with_sessions() -> None:
    with service(
        200, {"success": True, "data": {"sessions": [SESSION]}, "paging": {"total_count": 14}}
    ) as url:
        code, outcome, text = await examined(settings(CLOUDFLARE_BASE_URL=url))
    assert code == 0, text
    assert set(outcome.values()) <= {"ok", "note"}
    assert url in text
    assert "has 14 sessions" in text
    assert text.endswith("All is well.\n")


async def test_an_app_without_sessions_is_pointed_out_and_is_no_failure() -> None:
    with service(200, {"success": True, "data": {"sessions": []}, "paging": {"total_count": 0}}) as url:
        code, outcome, text = await examined(settings(CLOUDFLARE_BASE_URL=url))
    assert code == 0
    assert outcome["app"] == "note"
    assert "REALTIMEKIT_APP_ID" in text


@pytest.mark.parametrize(
    ("status", "body"),
    [(403, GATEWAY_REFUSES_TOKEN), (401, {"message": "Unauthorized"}), (400, GATEWAY_REFUSES_TOKEN)],
)
async def test_a_refused_token_is_told_from_the_rest(status: int, body: Any) -> None:
    with service(status, body) as url:
        code, outcome, text = await examined(settings(CLOUDFLARE_BASE_URL=url))
    assert code == 1
    assert (outcome["reachability"], outcome["token"]) == ("ok", "FAIL")
    assert {outcome["permission"], outcome["account"], outcome["app"]} == {"skipped"}
    assert "CLOUDFLARE_API_TOKEN" in text


async def test_an_unknown_account_or_app_leaves_the_token_open() -> None:
    with service(404, GATEWAY_HAS_NO_ROUTE) as url:
        code, outcome, text = await examined(settings(CLOUDFLARE_BASE_URL=url))
    assert code == 1
    assert (outcome["account"], outcome["app"]) == ("FAIL", "FAIL")
    assert (outcome["reachability"], outcome["token"]) == ("ok", "skipped")
    assert "32 hexadecimal" not in text


async def test_an_account_id_of_unusual_shape_is_the_first_suspect() -> None:
    with service(404, GATEWAY_HAS_NO_ROUTE) as url:
        _, _, text = await examined(settings(CLOUDFLARE_BASE_URL=url, CLOUDFLARE_ACCOUNT_ID="my-company"))
    assert "32 hexadecimal" in text


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (503, b"<html>busy</html>", {"Retry-After": "120"}),
        (429, {"success": False, "errors": [{"code": 10429}]}, {"Retry-After": "300"}),
        (200, b"<html>Sign in to the network</html>", {}),
    ],
)
async def test_a_service_that_gives_no_answer_fails_on_reachability_alone(
    status: int, body: Any, headers: dict[str, str]
) -> None:
    with service(status, body, headers) as url:
        code, outcome, text = await examined(settings(CLOUDFLARE_BASE_URL=url))
    assert code == 1
    assert outcome["reachability"] == "FAIL"
    assert {outcome[name] for name in ("token", "permission", "account", "app")} == {"skipped"}
    assert "html" not in text


async def test_a_closed_port_fails_on_reachability() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        code, outcome, text = await examined(settings(CLOUDFLARE_BASE_URL=url))
    assert code == 1
    assert outcome["reachability"] == "FAIL"
    assert url in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLOUDFLARE_API_TOKEN", ""),
        ("CLOUDFLARE_ACCOUNT_ID", ""),
        ("REALTIMEKIT_APP_ID", ""),
        ("REALTIMEKIT_APP_ID", "../other"),
        ("CLOUDFLARE_BASE_URL", "http://api.example"),
        ("RTK_MCP_TIMEOUT_S", "soon"),
    ],
)
async def test_what_is_not_configured_is_named_and_nothing_is_sent(name: str, value: str) -> None:
    with service(200, b"") as url:
        code, outcome, text = await examined(settings(**({"CLOUDFLARE_BASE_URL": url} | {name: value})))
    assert code == 2
    assert outcome["configuration"] == "FAIL"
    assert name in text
    assert outcome["reachability"] == "skipped"


async def test_each_missing_setting_has_its_own_line() -> None:
    code, _, text = await examined(Settings.from_env({}))
    assert code == 2
    failing = [line for line in text.splitlines() if line.startswith("FAIL")]
    names = ("CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "REALTIMEKIT_APP_ID")
    assert [name in line for name, line in zip(names, failing, strict=True)] == [True, True, True]


async def test_a_service_of_ones_own_may_need_its_own_download_hosts() -> None:
    with service(200, {"success": True, "data": {"sessions": []}}) as url:
        _, outcome, _ = await examined(settings(CLOUDFLARE_BASE_URL=url))
        _, named, text = await examined(
            settings(CLOUDFLARE_BASE_URL=url, RTK_MCP_DOWNLOAD_HOSTS="files.example")
        )
    assert outcome["downloads"] == "note"
    assert named["downloads"] == "ok"
    assert "files.example" in text


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer() as server:
        yield server


async def test_all_is_well_on_the_sandbox_after_one_request(sandbox: SandboxServer) -> None:
    sandbox.requests.clear()
    code, outcome, text = await examined(Settings.from_env(sandbox.environment()))
    assert code == 0, text
    assert set(outcome.values()) == {"ok"}
    assert sandbox.downloads_host in text
    assert sandbox.api_token not in text
    assert len(sandbox.requests) == 1


@pytest.mark.parametrize(
    ("name", "value", "failing"),
    [
        ("CLOUDFLARE_API_TOKEN", "another-token", "token"),
        ("CLOUDFLARE_ACCOUNT_ID", "0" * 32, "account"),
        ("REALTIMEKIT_APP_ID", "00000000-0000-4000-8000-000000000000", "app"),
    ],
)
async def test_each_wrong_credential_is_refused_by_the_sandbox(
    name: str, value: str, failing: str, sandbox: SandboxServer
) -> None:
    code, outcome, text = await examined(Settings.from_env(sandbox.environment() | {name: value}))
    assert code == 1, text
    assert outcome[failing] == "FAIL"
    assert name in text
