"""Who may speak to the HTTP server."""

import http.client
from urllib.parse import urlsplit

import pytest

from tests.program import Transport, clean_environment, run_program, serving

TOKEN = "a-token-for-tests"


def status(url: str, headers: dict[str, str], path: str | None = None) -> int:
    """The status of one GET with exactly these headers."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.putrequest("GET", path or parts.path, skip_host=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    try:
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("transport", ["http", "sse"])
def test_host_and_origin_are_matched_exactly(transport: Transport) -> None:
    with serving(transport, env=clean_environment()) as (url, _):
        port = urlsplit(url).port
        for path in (urlsplit(url).path, "/healthz", "/messages/"):
            for host in ("127.0.0.1:evil.example", f"127.0.0.1:{port}0", "evil.example", "127.0.0.1", ""):
                assert status(url, {"Host": host}, path) == 421, (path, host)
            for origin in ("http://127.0.0.1:evil.example", "http://evil.example", "null"):
                assert status(url, {"Host": f"127.0.0.1:{port}", "Origin": origin}, path) == 403, (
                    path,
                    origin,
                )
        for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}"):
            assert status(url, {"Host": host}, "/healthz") == 200
        same_origin = {"Host": f"127.0.0.1:{port}", "Origin": f"http://127.0.0.1:{port}"}
        assert status(url, same_origin, "/healthz") == 200


def test_the_token_is_asked_for_everywhere_but_at_the_health_check() -> None:
    env = clean_environment() | {"RTK_MCP_HTTP_TOKEN": TOKEN}
    with serving("sse", env=env) as (url, _):
        host = {"Host": f"127.0.0.1:{urlsplit(url).port}"}
        assert status(url, host) == 401
        assert status(url, host | {"Authorization": f"Bearer {TOKEN}x"}) == 401
        assert status(url, host | {"Authorization": TOKEN}) == 401
        assert status(url, host | {"Authorization": f"Bearer {TOKEN}"}) == 200
        assert status(url, host, "/healthz") == 200


def test_a_configured_host_name_is_served() -> None:
    env = clean_environment() | {"RTK_MCP_ALLOWED_HOSTS": "meetings.example.com"}
    with serving("http", env=env) as (url, _):
        assert status(url, {"Host": "meetings.example.com"}, "/healthz") == 200
        assert status(url, {"Host": "meetings.example.com:8000"}, "/healthz") == 421
        assert status(url, {"Host": "x.meetings.example.com"}, "/healthz") == 421


@pytest.mark.parametrize(
    ("extra", "named"),
    [
        ({}, b"RTK_MCP_HTTP_TOKEN"),
        ({}, b"RTK_MCP_ALLOWED_HOSTS"),
        ({"RTK_MCP_HTTP_TOKEN": TOKEN}, b"RTK_MCP_ALLOWED_HOSTS"),
        ({"RTK_MCP_ALLOWED_HOSTS": "meetings.example.com"}, b"RTK_MCP_HTTP_TOKEN"),
    ],
)
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_an_open_address_is_refused_without_protection(
    host: str, extra: dict[str, str], named: bytes
) -> None:
    done = run_program("serve", "--transport", "http", "--host", host, env=clean_environment() | extra)
    assert done.returncode == 2
    assert named in done.stderr
    assert len(done.stderr.splitlines()) == 1
