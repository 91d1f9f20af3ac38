"""Reports are read once where they cannot change, each time where they do, and are never kept beyond a size."""

from datetime import UTC, datetime, timedelta
from typing import Any

import anyio
import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import BadArgument, NotAReport
from rtk_mcp.meeting import keeping
from rtk_mcp.tools.reports import Reports
from tests.api.conftest import APP, kit, settings, storage, upstream
from tests.api.upstream import Reply, Upstream, reply
from tests.report.builders import answer, healthy_quality

__all__ = ["kit", "settings", "storage", "upstream"]

pytestmark = pytest.mark.anyio
PEERS = [f"{number}1111111-2222-4333-8444-555555555555" for number in range(5)]


def report(**participant: Any) -> Reply:
    """Of somebody who left long ago, if nothing else is said."""
    return reply(answer(healthy_quality(), **({"left_at": "2021-03-04T05:06:07Z"} | participant)))


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


@pytest.mark.parametrize(
    ("left_ago", "asked"), [(timedelta(minutes=1), 1), (None, 2), (timedelta(hours=-1), 2)]
)
async def test_who_just_left_is_believed_for_now_and_who_is_there_is_asked_for_each_time(
    kit: RealtimeKit, upstream: Upstream, left_ago: timedelta | None, asked: int
) -> None:
    upstream.answer(report(left_at=left_ago and (datetime.now(UTC) - left_ago).isoformat()))
    reports = Reports(kit)
    for _ in range(2):
        await reports.read(PEERS[0])
    assert len(upstream.requests) == asked


async def test_what_is_believed_for_now_is_asked_for_again_later(
    kit: RealtimeKit, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FRESH_S", 0.01)
    upstream.answer(report(left_at=datetime.now(UTC).isoformat()))
    reports = Reports(kit)
    await reports.read(PEERS[0])
    await anyio.sleep(0.02)
    await reports.read(PEERS[0])
    assert len(upstream.requests) == 2


@pytest.mark.parametrize("status", ["LIVE", None, "SOMETHING"])
async def test_nothing_is_kept_of_a_session_not_known_to_have_ended(
    kit: RealtimeKit, upstream: Upstream, status: str | None
) -> None:
    upstream.answer(report())
    reports = Reports(kit)
    await reports.read(PEERS[0])
    for _ in range(2):
        await reports.read(PEERS[0], session=SessionFacts(status=status))
    assert len(upstream.requests) == 3


async def test_in_a_session_that_ended_nobody_is_still_there(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(report(left_at=None))
    reports = Reports(kit)
    ended = SessionFacts(status="ENDED", ended_at=datetime.now(UTC) - timedelta(days=1))
    await reports.read(PEERS[0], session=ended)
    await reports.read(PEERS[0])
    await reports.read(PEERS[0], session=ended)
    assert len(upstream.requests) == 1


async def test_the_configured_app_named_is_the_same_question(kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(report())
    reports = Reports(kit)
    assert await reports.read(PEERS[0]) is await reports.read(PEERS[0], app_id=APP)


async def test_what_is_no_id_is_refused_before_anything_is_sent(kit: RealtimeKit, upstream: Upstream) -> None:
    reports = Reports(kit)
    with pytest.raises(BadArgument):
        await reports.read("../x")
    with pytest.raises(BadArgument):
        await reports.read(PEERS[0], app_id="x")
    assert not upstream.requests


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


@pytest.mark.parametrize("left_at", ["2021-03-04T05:06:07Z", None])
async def test_who_asks_for_the_same_meanwhile_shares_it(
    kit: RealtimeKit, upstream: Upstream, left_at: str | None
) -> None:
    upstream.answer(report(left_at=left_at))
    reports = Reports(kit)
    found = []

    async def ask() -> None:
        found.append(await reports.read(PEERS[0]))

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(ask)
    assert len(upstream.requests) == 1
    assert found[0] is found[1] is found[2]
