"""Bad configuration: the server starts and lists its tools, and the first call says what to fix."""

import socket

import pytest

from rtk_mcp.sandbox import SandboxServer
from tests.program import clean_environment, connected, run_program, text_of

pytestmark = pytest.mark.anyio


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def broken(sandbox: SandboxServer) -> dict[str, tuple[dict[str, str], str]]:
    """For each way of being wrong: the environment, and what the message must name."""
    good = sandbox.environment()
    return {
        "no token": (good | {"CLOUDFLARE_API_TOKEN": ""}, "CLOUDFLARE_API_TOKEN"),
        "no account": (good | {"CLOUDFLARE_ACCOUNT_ID": ""}, "CLOUDFLARE_ACCOUNT_ID"),
        "no app": (good | {"REALTIMEKIT_APP_ID": ""}, "REALTIMEKIT_APP_ID"),
        "wrong token": (good | {"CLOUDFLARE_API_TOKEN": "wrong"}, "token"),
        "wrong app": (good | {"REALTIMEKIT_APP_ID": "813432c7-3c5a-45e2-9acf-eef7061c7584"}, "app"),
        "wrong account": (good | {"CLOUDFLARE_ACCOUNT_ID": "f" * 32}, "account"),
        "unreachable": (
            good | {"CLOUDFLARE_BASE_URL": f"http://127.0.0.1:{closed_port()}"},
            "CLOUDFLARE_BASE_URL",
        ),
        "plain http": (good | {"CLOUDFLARE_BASE_URL": "http://api.example.com"}, "https"),
        "no number": (good | {"RTK_MCP_TIMEOUT_S": "soon"}, "RTK_MCP_TIMEOUT_S"),
    }


WAYS = (
    "no token",
    "no account",
    "no app",
    "wrong token",
    "wrong app",
    "wrong account",
    "unreachable",
    "plain http",
    "no number",
)


@pytest.mark.parametrize("way", WAYS)
async def test_a_host_still_sees_the_tools_and_reads_what_is_wrong(way: str, sandbox: SandboxServer) -> None:
    environment, named = broken(sandbox)[way]
    async with connected("stdio", clean_environment() | environment) as client:
        assert len((await client.list_tools()).tools) == 13
        result = await client.call_tool("list_sessions", {})
        assert result.is_error
        assert named.lower() in text_of(result).lower()
        assert len(text_of(result)) < 1_500


@pytest.mark.parametrize("way", WAYS)
def test_doctor_says_so_with_the_right_exit_code(way: str, sandbox: SandboxServer) -> None:
    environment, named = broken(sandbox)[way]
    done = run_program("doctor", env=clean_environment() | environment)
    assert done.returncode == (
        1 if way in {"wrong token", "wrong app", "wrong account", "unreachable"} else 2
    )
    assert named.lower() in (done.stdout + done.stderr).decode().lower()
    assert b"Traceback" not in done.stderr


def test_doctor_is_content_with_the_sandbox(environment: dict[str, str]) -> None:
    done = run_program("doctor", env=environment)
    assert done.returncode == 0, done.stdout
    assert environment["CLOUDFLARE_API_TOKEN"].encode() not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("serve", "--port", "x"),
        ("serve", "--port", "70000"),
        ("install", "notepad"),
        ("report",),
    ],
)
def test_bad_usage_is_one_line_and_exit_2(arguments: tuple[str, ...]) -> None:
    done = run_program(*arguments, env=clean_environment())
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
