"""The list of sessions and one session: filters, sorting, pages, breakout rooms, old ids."""

from datetime import timedelta
from typing import Any

import pytest

from tests.sandbox.conftest import WEDNESDAY_NOON, Kit

pytestmark = pytest.mark.anyio


async def listed(kit: Kit, **params: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (await kit.get("/sessions", per_page=100, **params))["data"]["sessions"]
    return rows


async def test_pages_cover_the_list_once_with_offsets_from_1(kit: Kit) -> None:
    everything = await listed(kit)
    seen: list[dict[str, Any]] = []
    for page_no in range(1, len(everything) // 5 + 2):
        answer = await kit.get("/sessions", page_no=page_no, per_page=5)
        rows = answer["data"]["sessions"]
        assert answer["paging"]["start_offset"] == len(seen) + 1
        seen += rows
        assert answer["paging"] == {
            "total_count": len(everything),
            "start_offset": len(seen) - len(rows) + 1,
            "end_offset": len(seen),
        }
    assert seen == everything


async def test_pages_0_and_1_are_the_first_and_nothing_follows_the_last(kit: Kit) -> None:
    first = await kit.get("/sessions", page_no=1, per_page=3)
    assert await kit.get("/sessions", page_no=0, per_page=3) == first
    beyond = await kit.get("/sessions", page_no=99, per_page=3)
    assert beyond["data"]["sessions"] == []
    assert beyond["paging"] == {
        "total_count": first["paging"]["total_count"],
        "start_offset": 0,
        "end_offset": 0,
    }


async def test_empty_parameters_are_as_good_as_none(kit: Kit) -> None:
    assert await kit.get("/sessions", page_no="", per_page="", status="") == await kit.get("/sessions")


async def test_newest_comes_first_unless_sorted_otherwise(kit: Kit) -> None:
    starts = [row["started_at"] for row in await listed(kit)]
    assert starts == sorted(starts, reverse=True)
    assert [row["started_at"] for row in await listed(kit, sort_order="ASC")] == sorted(starts)


async def test_sorts_by_minutes_consumed(kit: Kit) -> None:
    minutes = [
        row["minutes_consumed"] for row in await listed(kit, sort_by="minutesConsumed", sort_order="ASC")
    ]
    assert minutes == sorted(minutes)
    assert minutes[-1] > 25 * 40


async def test_filters_by_status(kit: Kit) -> None:
    (live,) = await listed(kit, status="LIVE")
    assert live["ended_at"] is None
    assert live["live_participants"] == 4
    assert {row["status"] for row in await listed(kit, status="ENDED")} == {"ENDED"}


async def test_filters_by_time_of_start_with_both_ends_included(kit: Kit) -> None:
    review = kit.session("tuesday-product-review")
    start = review.started_at.isoformat()
    exactly = await listed(kit, start_time=start, end_time=start)
    assert [row["id"] for row in exactly] == [review.id]
    week = await listed(
        kit, start_time=(WEDNESDAY_NOON - timedelta(days=7)).isoformat().replace("+00:00", "Z")
    )
    assert review.id in {row["id"] for row in week}
    assert 0 < len(week) < len(await listed(kit))


async def test_filters_by_number_of_participants(kit: Kit) -> None:
    assert [row["id"] for row in await listed(kit, participants="25:25")] == [
        kit.session(key).id for key in ("all-hands", "shift-briefing")
    ]
    assert {row["total_participants"] for row in await listed(kit, participants="1:2")} == {1, 2}


async def test_filters_by_meeting(kit: Kit) -> None:
    rows = await listed(kit, associated_id=kit.session("standup-latest").meeting_id)
    assert [row["meeting_display_name"] for row in rows] == ["Platform stand-up"] * 2
    v1 = await listed(kit, associated_id=kit.session("test-call").meeting_id)
    assert [row["id"] for row in v1] == [kit.session("test-call").id]


@pytest.mark.parametrize("part", ["title", "meeting_id", "id"])
async def test_search_looks_at_title_meeting_id_and_session_id(kit: Kit, part: str) -> None:
    pricing = kit.session("pricing")
    rows = await listed(kit, search=getattr(pricing, part).upper())
    assert [row["id"] for row in rows] == [pricing.id]


@pytest.mark.parametrize(
    "params",
    [
        {"page_no": "-1"},
        {"page_no": "one"},
        {"per_page": "2.5"},
        {"sort_by": "created_at"},
        {"sort_order": "asc"},
        {"status": "live"},
        {"start_time": "yesterday"},
        {"participants": "10"},
        {"participants": "10:1"},
    ],
)
async def test_a_bad_parameter_is_refused_by_name(kit: Kit, params: dict[str, str]) -> None:
    response = await kit.api.get("/sessions", params=params)
    assert response.status_code == 422
    error = response.json()["error"]
    assert error["code"] == 422
    assert error["message"].startswith(next(iter(params)))


async def test_breakout_rooms_come_when_asked_and_are_sessions_of_their_own(kit: Kit) -> None:
    assert "breakout_rooms" not in await kit.of("roadmap")
    rooms = (await kit.of("roadmap", include_breakout_rooms="true"))["breakout_rooms"]
    assert [room["meeting_display_name"] for room in rooms] == ["Room A: sharing", "Room B: offline"]
    assert await kit.of("roadmap-room-a") == rooms[0]
    assert rooms[0]["parent_session_id"] == kit.session("roadmap").id
    assert rooms[0]["id"] not in {row["id"] for row in await listed(kit)}


async def test_a_v1_session_goes_by_its_room_name(kit: Kit) -> None:
    row = await kit.of("design-review")
    assert row["id"] == row["associated_id"] == kit.session("design-review").id
    assert len(row["id"]) == len("abcdef-ghijkl")


async def test_a_session_that_is_not_there_is_not_found_and_a_malformed_id_is_refused(kit: Kit) -> None:
    unknown = await kit.api.get("/sessions/00000000-0000-4000-8000-000000000000")
    assert unknown.json() == {"success": False, "error": {"code": 404, "message": "Session not found"}}
    assert (await kit.api.get("/sessions/nope")).json()["error"]["code"] == 400


async def test_the_number_at_once_does_not_count_rejoins(kit: Kit) -> None:
    row = await kit.of("field-visit")
    assert (row["total_participants"], row["max_concurrent_participants"]) == (5, 3)
