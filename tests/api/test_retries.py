"""Tries, waits and deadlines, seen from the server."""

import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import anyio
import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.errors import RateLimited, TimedOut, UpstreamDown, UpstreamError, UpstreamNonsense
from rtk_mcp.settings import Settings

from .calls import READING, SESSION, Endpoint
from .upstream import HANG, RESET, Reply, Request, Upstream, reply

pytestmark = pytest.mark.anyio

FINE = reply({"success": True, "data": {"id": SESSION}})
CUT = reply(body=b'{"success": true, "da', length=500, then="close")
GARBAGE = Reply(b"SSH-2.0-server\r\n\r\n", "close")


@pytest.mark.parametrize(
    "trouble", [*(reply(status=s) for s in (408, 425, 429, 500, 502, 503, 524)), RESET, CUT, GARBAGE]
)
async def test_a_passing_trouble_is_not_noticed(trouble: Reply, kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(trouble, trouble, FINE)
    assert (await kit.get_session(SESSION)).id == SESSION
    assert len(upstream.requests) == 3


@pytest.mark.parametrize("endpoint", READING, ids=lambda endpoint: endpoint.name)
async def test_three_tries_are_all(endpoint: Endpoint, kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply(status=503))
    with pytest.raises(UpstreamDown, match="3 tries"):
        await endpoint.call(kit)
    assert len(upstream.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 422])
async def test_a_refusal_is_not_asked_again(status: int, kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply(status=status))
    with pytest.raises(UpstreamError):
        await kit.get_session(SESSION)
    assert len(upstream.requests) == 1


async def test_broken_connections_end_as_upstream_down(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(CUT)
    with pytest.raises(UpstreamDown, match="closed the connection before its answer was complete"):
        await kit.get_session(SESSION)
    assert len(upstream.requests) == 3


async def test_nobody_listening_is_upstream_down(settings: Settings) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]
    kit = RealtimeKit(replace(settings, base_url=f"http://127.0.0.1:{port}"), backoff_s=0.001)
    with pytest.raises(UpstreamDown, match="could not be reached"):
        await kit.get_session(SESSION)
    await kit.aclose()


def in_seconds(seconds: float) -> Callable[[Request], Reply]:
    def answer(_: Request) -> Reply:
        until = format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)
        return reply(status=429, headers={"Retry-After": until})

    return answer


@pytest.mark.parametrize("ask", [reply(status=429, headers={"Retry-After": "300"}), in_seconds(300)])
async def test_a_wait_beyond_the_deadline_fails_at_once_and_says_it(
    ask: Reply, kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(ask)
    start = anyio.current_time()
    with pytest.raises(RateLimited, match=r"wait (299|300) s") as caught:
        await kit.get_session(SESSION)
    assert anyio.current_time() - start < 1
    assert caught.value.retry_after_s == pytest.approx(300, abs=1.5)
    assert len(upstream.requests) == 1


@pytest.mark.parametrize("ask", [reply(status=503, headers={"Retry-After": "1"}), in_seconds(2)])
async def test_a_wait_within_the_deadline_is_kept(ask: Reply, kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(ask, FINE)
    start = anyio.current_time()
    await kit.get_session(SESSION)
    assert anyio.current_time() - start > 0.9
    assert len(upstream.requests) == 2


async def test_a_503_says_the_wait_as_well(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply(status=503, headers={"Retry-After": "120"}))
    with pytest.raises(UpstreamDown, match="in 120 s"):
        await kit.get_session(SESSION)


@pytest.mark.parametrize("value", ["soon", "-5", "", "1e3", "Tue, 99 Foo 2026", "٣", "5 5"])
async def test_an_unreadable_wait_falls_back_to_our_own(
    value: str, kit: RealtimeKit, upstream: Upstream
) -> None:
    ask = reply(status=429, headers={"Retry-After": "@"})
    ask = replace(ask, raw=ask.raw.replace(b"@", value.encode()))
    upstream.answer(ask, FINE)
    await kit.get_session(SESSION)
    assert len(upstream.requests) == 2


@pytest.mark.parametrize(
    "stall",
    [
        HANG,
        reply(body=b'{"succ', length=500, then="hang"),
        reply(status=400, body=b"{", length=9, then="hang"),
    ],
)
async def test_the_deadline_covers_waiting_and_reading(
    stall: Reply, settings: Settings, upstream: Upstream
) -> None:
    upstream.answer(stall)
    kit = RealtimeKit(replace(settings, timeout_s=0.2))
    start = anyio.current_time()
    with pytest.raises(TimedOut, match=r"within 0\.2 s.*RTK_MCP_TIMEOUT_S"):
        await kit.get_session(SESSION)
    assert anyio.current_time() - start < 1
    await kit.aclose()


async def test_the_deadline_covers_all_tries_together(settings: Settings, upstream: Upstream) -> None:
    upstream.answer(reply(status=503, headers={"Retry-After": "0"}), HANG)
    kit = RealtimeKit(replace(settings, timeout_s=0.3))
    start = anyio.current_time()
    with pytest.raises(TimedOut):
        await kit.get_session(SESSION)
    assert anyio.current_time() - start < 1
    assert len(upstream.requests) == 2
    await kit.aclose()


async def test_a_call_that_timed_out_does_not_hold_up_the_next(
    settings: Settings, upstream: Upstream
) -> None:
    upstream.answer(*[HANG] * 20, FINE)
    kit = RealtimeKit(replace(settings, timeout_s=0.2))
    for _ in range(2):
        async with anyio.create_task_group() as group:
            for _ in range(10):
                group.start_soon(_times_out, kit)
    assert (await kit.get_session(SESSION)).id == SESSION
    await kit.aclose()


async def _times_out(kit: RealtimeKit) -> None:
    with pytest.raises(TimedOut):
        await kit.get_session(SESSION)


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        (reply(status=500), UpstreamDown),
        (reply(status=408), UpstreamDown),
        (reply(status=503, headers={"Retry-After": "0"}), UpstreamDown),
        (reply(status=429, headers={"Retry-After": "0"}), RateLimited),
        (RESET, UpstreamDown),
        (CUT, UpstreamDown),
        (GARBAGE, UpstreamDown),
        (HANG, TimedOut),
        (reply(body=b"<html>"), UpstreamNonsense),
        (reply(status=302, headers={"Location": "/"}), UpstreamNonsense),
    ],
)
async def test_a_summary_is_asked_for_once_whatever_happens(
    trouble: Reply, error: type[UpstreamError], settings: Settings, upstream: Upstream
) -> None:
    upstream.answer(trouble)
    kit = RealtimeKit(replace(settings, timeout_s=0.3), backoff_s=0.001)
    with pytest.raises(error) as caught:
        await kit.generate_summary(SESSION)
    assert [request.method for request in upstream.requests] == ["POST"]
    assert error is RateLimited or "may have arrived" in str(caught.value)
    await kit.aclose()


async def test_a_stale_connection_does_not_repeat_the_post(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(FINE, RESET)
    await kit.get_session(SESSION)
    with pytest.raises(UpstreamDown):
        await kit.generate_summary(SESSION)
    assert [request.method for request in upstream.requests] == ["GET", "POST"]
