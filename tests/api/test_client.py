"""Requests as they arrive at a server, and answers as callers get them."""

import gzip
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import anyio
import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.errors import NotConfigured, Rejected, UpstreamNonsense
from rtk_mcp.settings import Settings

from .calls import ENDPOINTS, PEER, SESSION, Endpoint
from .conftest import ACCOUNT, APP, TOKEN
from .upstream import Reply, Request, Upstream, reply

pytestmark = pytest.mark.anyio
each_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)


@each_endpoint
async def test_sends_every_parameter(endpoint: Endpoint, kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply(endpoint.answer))
    await endpoint.call(kit)
    (request,) = upstream.requests
    assert request.method == endpoint.method
    assert request.path == f"/accounts/{ACCOUNT}/realtime/kit/{APP}{endpoint.path}"
    assert request.query == endpoint.query
    assert request.body == b""
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert request.headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    "call",
    [
        lambda kit: kit.list_sessions(),
        lambda kit: kit.list_sessions(search=""),
        lambda kit: kit.get_peer_report(PEER),
        lambda kit: kit.get_peer_report(PEER, filters=()),
        lambda kit: kit.get_transcript(SESSION),
    ],
)
async def test_sends_no_parameter_that_was_not_given(
    call: Callable[[RealtimeKit], Awaitable[object]], kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(reply({"success": True, "data": {"sessions": []}}))
    await call(kit)
    assert "?" not in upstream.last.target


async def test_filters_are_joined_by_bare_commas(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply({}))
    await kit.get_peer_report(PEER, filters=("events", "device_info", "events"))
    assert upstream.last.target.endswith("?filters=events,device_info")


@pytest.mark.parametrize("status", [400, 422])
async def test_a_refused_list_of_filters_is_asked_for_without(
    status: int, kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(reply({"success": False}, status=status), reply({"success": True, "data": {"a": 1}}))
    body = await kit.get_peer_report(PEER, filters=("events", "device_info"), include_peer_events=True)
    assert json.loads(body)["data"] == {"a": 1}
    assert [request.query for request in upstream.requests] == [
        {"include_peer_events": "true", "filters": "events,device_info"},
        {"include_peer_events": "true"},
    ]


async def test_a_refused_list_of_filters_is_asked_for_only_once_more(
    kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(reply({"success": False}, status=400))
    with pytest.raises(Rejected):
        await kit.get_participant(SESSION, PEER, filters=("events", "device_info"))
    assert len(upstream.requests) == 2


async def test_a_refused_single_filter_is_an_error(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply({"success": False}, status=400))
    with pytest.raises(Rejected):
        await kit.get_peer_report(PEER, filters="events")
    assert len(upstream.requests) == 1


@each_endpoint
async def test_another_app_can_be_asked(endpoint: Endpoint, kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply(endpoint.answer))
    await endpoint.call_with(kit, *endpoint.ids, app_id="f" * 32)
    assert upstream.last.path.startswith(f"/accounts/{ACCOUNT}/realtime/kit/{'f' * 32}/sessions")


@pytest.mark.parametrize("path", ["", "/", "/client/v4", "/client/v4/"])
async def test_the_base_url_may_have_a_path(path: str, settings: Settings, upstream: Upstream) -> None:
    upstream.answer(reply({"success": True, "data": {"id": SESSION}}))
    kit = RealtimeKit(replace(settings, base_url=upstream.url + path))
    await kit.get_session(SESSION)
    await kit.aclose()
    assert (
        upstream.last.path == f"{path.rstrip('/')}/accounts/{ACCOUNT}/realtime/kit/{APP}/sessions/{SESSION}"
    )


async def test_a_peer_report_comes_decoded_and_unparsed(kit: RealtimeKit, upstream: Upstream) -> None:
    text = b'{ "success":true, "data": {"participant":{}} }'
    upstream.answer(reply(body=gzip.compress(text), headers={"Content-Encoding": "gzip"}))
    assert await kit.get_peer_report(PEER) == text


@pytest.mark.parametrize("body", [b"", b"<html>sign in</html>", b"[1]", b"null"])
async def test_a_peer_report_that_cannot_be_json_is_refused(
    body: bytes, kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(reply(body=body))
    with pytest.raises(UpstreamNonsense):
        await kit.get_peer_report(PEER)


async def test_concurrent_calls_share_one_pool(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply({"success": True, "data": {"id": SESSION}}))
    async with anyio.create_task_group() as group:
        for _ in range(40):
            group.start_soon(kit.get_session, SESSION)
    assert len(upstream.requests) == 40
    assert upstream.connections <= 16


async def test_no_cookie_is_kept(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply({"success": True, "data": {"id": SESSION}}, headers={"Set-Cookie": "a=b; Path=/"}))
    await kit.get_session(SESSION)
    await kit.get_session(SESSION)
    assert "cookie" not in upstream.last.headers


async def test_loopback_is_not_asked_through_a_proxy_and_netrc_not_read(
    settings: Settings, upstream: Upstream, storage: Upstream, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, storage.url)
    upstream.answer(reply({"success": True, "data": {"id": SESSION}}))
    kit = RealtimeKit(settings)
    await kit.get_session(SESSION)
    await kit.aclose()
    assert not storage.requests
    assert upstream.last.headers["authorization"] == f"Bearer {TOKEN}"


async def test_https_goes_through_the_proxy_of_the_environment_in_a_tunnel(
    settings: Settings, storage: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", storage.url)
    monkeypatch.setenv("https_proxy", storage.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    storage.answer(reply(status=502))
    kit = RealtimeKit(replace(settings, base_url="https://api.cloudflare.com/client/v4"), backoff_s=0.001)
    with pytest.raises(Exception, match="could not be reached"):
        await kit.get_session(SESSION)
    await kit.aclose()
    assert {request.method for request in storage.requests} == {"CONNECT"}
    assert TOKEN not in repr(storage.requests)


async def test_an_unusable_proxy_setting_is_a_configuration_error(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://somewhere:70")
    kit = RealtimeKit(replace(settings, base_url="https://api.cloudflare.com/client/v4"))
    with pytest.raises(NotConfigured, match="HTTPS_PROXY"):
        await kit.get_session(SESSION)


@each_endpoint
async def test_problems_of_the_configuration_come_before_any_request(
    endpoint: Endpoint, settings: Settings, upstream: Upstream
) -> None:
    kit = RealtimeKit(replace(settings, problems=("First thing.", "Second thing.")))
    with pytest.raises(NotConfigured, match=r"First thing\. Second thing\."):
        await endpoint.call(kit)
    assert upstream.connections == 0


async def test_what_is_not_configured_is_named(settings: Settings, upstream: Upstream) -> None:
    for incomplete, named in (
        (replace(settings, api_token=""), "CLOUDFLARE_API_TOKEN"),
        (replace(settings, account_id=""), "CLOUDFLARE_ACCOUNT_ID"),
        (replace(settings, app_id=""), "REALTIMEKIT_APP_ID"),
    ):
        with pytest.raises(NotConfigured, match=named):
            await RealtimeKit(incomplete).list_sessions()
    assert upstream.connections == 0


async def test_without_a_configured_app_the_argument_is_enough(
    settings: Settings, upstream: Upstream
) -> None:
    upstream.answer(reply({"success": True, "data": {"sessions": []}}))
    kit = RealtimeKit(replace(settings, app_id=""))
    assert (await kit.list_sessions(app_id=APP)).sessions == ()
    await kit.aclose()


async def test_read_only_asks_for_no_summary(settings: Settings, upstream: Upstream) -> None:
    with pytest.raises(NotConfigured, match="read-only"):
        await RealtimeKit(settings.with_read_only()).generate_summary(SESSION)
    assert upstream.connections == 0


async def test_it_can_be_used_again_after_it_was_closed(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply({"success": True, "data": {"id": SESSION}}))
    for _ in range(2):
        assert (await kit.get_session(SESSION)).id == SESSION
        await kit.aclose()


async def test_times_of_other_zones_are_sent_in_utc(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply({"success": True, "data": {"sessions": []}}))
    await kit.list_sessions(start_time=datetime.fromisoformat("2026-06-01T02:00:00+05:30"))
    assert upstream.last.query == {"start_time": "2026-05-31T20:30:00Z"}
    assert datetime.fromisoformat(upstream.last.query["start_time"]).tzinfo == UTC


async def test_logs_name_the_endpoint_and_nothing_that_was_asked(
    kit: RealtimeKit, upstream: Upstream, caplog: pytest.LogCaptureFixture
) -> None:
    def echo(request: Request) -> Reply:
        return reply({"success": True, "data": {"sessions": []}})

    upstream.answer(echo)
    with caplog.at_level("DEBUG"):
        await kit.list_sessions(search="confidential")
    ours = [record.getMessage() for record in caplog.records if record.name == "rtk_mcp.api"]
    assert len(ours) == 1
    assert ours[0].startswith("GET sessions: 200, ")
    for secret in (TOKEN, "confidential", ACCOUNT, APP, upstream.url):
        assert secret not in caplog.text


def test_importing_the_client_does_not_import_httpx() -> None:
    program = (
        "import sys, rtk_mcp.api.client, rtk_mcp.api.downloads as d, rtk_mcp.settings as s;"
        "d.Downloads(s.Settings()); rtk_mcp.api.client.RealtimeKit(s.Settings());"
        "sys.exit('httpx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
