"""Reports are read once: kept while they cannot change, for a minute while they may, and never beyond a size."""

from datetime import UTC, datetime, timedelta
from typing import Any

import anyio
import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.errors import NotAReport
from rtk_mcp.tools import reports as module
from rtk_mcp.tools.reports import Reports
from tests.api.conftest import kit, settings, storage, upstream
from tests.api.upstream import Reply, Upstream, reply
from tests.report.builders import answer, healthy_quality

__all__ = ["kit", "settings", "storage", "upstream"]

pytestmark = pytest.mark.anyio
PEERS = [f"{number}1111111-2222-4333-8444-555555555555" for number in range(5)]


def report(**participant: Any) -> Reply:
    return reply(answer(healthy_quality(), **participant))


async def test_a_second_question_asks_the_service_nothing(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(report())
    reports = Reports(kit)
    assert await reports.read(PEERS[0]) is await reports.read(PEERS[0])
    assert len(upstream.requests) == 1


async def test_other_people_apps_and_events_are_asked_for(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(report())
    reports = Reports(kit)
    other_app = "3" * 8 + "-2222-4333-8444-555555555555"
    for _ in range(2):
        await reports.read(PEERS[0])
        await reports.read(PEERS[1])
        await reports.read(PEERS[0], app_id=other_app)
        await reports.read(PEERS[0], include_peer_events=True)
    assert len(upstream.requests) == 4


async def test_a_part_of_a_report_is_not_kept(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(report())
    reports = Reports(kit)
    for _ in range(2):
        await reports.read(PEERS[0], filters=("events",))
    await reports.read(PEERS[0])
    assert len(upstream.requests) == 3


@pytest.mark.parametrize("left_ago", [None, timedelta(minutes=1)])
async def test_a_report_that_may_still_change_is_soon_asked_for_again(
    kit: RealtimeKit, upstream: Upstream, left_ago: timedelta | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    upstream.answer(report(left_at=left_ago and (datetime.now(UTC) - left_ago).isoformat()))
    reports = Reports(kit)
    await reports.read(PEERS[0])
    await reports.read(PEERS[0])
    assert len(upstream.requests) == 1
    monkeypatch.setattr(module, "FRESH_S", -1.0)
    brief = Reports(kit)
    await brief.read(PEERS[0])
    await brief.read(PEERS[0])
    assert len(upstream.requests) == 3


async def test_the_longest_unasked_go_first(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(report())
    size = (await Reports(kit).read(PEERS[0])).size_bytes
    upstream.requests.clear()
    reports = Reports(kit, max_bytes=2 * size + 10)
    for peer in (PEERS[0], PEERS[1], PEERS[0], PEERS[2]):
        await reports.read(peer)
    assert len(upstream.requests) == 3
    await reports.read(PEERS[0])
    assert len(upstream.requests) == 3
    await reports.read(PEERS[1])
    assert len(upstream.requests) == 4


async def test_what_is_larger_than_all_the_room_is_not_kept(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(report())
    reports = Reports(kit, max_bytes=100)
    await reports.read(PEERS[0])
    await reports.read(PEERS[0])
    assert len(upstream.requests) == 2


async def test_an_answer_without_a_report_is_an_error_each_time(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply({"success": True, "data": {"x": "y" * 100}}))
    reports = Reports(kit)
    for _ in range(2):
        with pytest.raises(NotAReport):
            await reports.read(PEERS[0])
    assert len(upstream.requests) == 2


async def test_who_asks_for_the_same_meanwhile_waits_for_it(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(report())
    reports = Reports(kit)
    found = []

    async def ask() -> None:
        found.append(await reports.read(PEERS[0]))

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(ask)
    assert len(upstream.requests) == 1
    assert found[0] is found[1] is found[2]
