"""Participants: search, sorting, pages inside data, views, events, rejoins, slips."""

from typing import Any

import pytest

from tests.sandbox.conftest import Kit

pytestmark = pytest.mark.anyio


async def people(kit: Kit, key: str, **params: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (await kit.of(key, "/participants", **params))["participants"]
    return rows


async def test_paging_is_inside_data(kit: Kit) -> None:
    data = await kit.of("all-hands", "/participants", page_no=3, per_page=10)
    assert len(data["participants"]) == 5
    assert data["paging"] == {"total_count": 25, "start_offset": 21, "end_offset": 25}


async def test_a_page_has_twenty_unless_asked_and_a_hundred_at_most(kit: Kit) -> None:
    assert len(await people(kit, "all-hands")) == 20
    assert len(await people(kit, "all-hands", per_page=0)) == 20
    assert len(await people(kit, "all-hands", per_page=5_000)) == 25


async def test_search_finds_both_people_of_one_name(kit: Kit) -> None:
    sams = await people(kit, "all-hands", search="sam")
    assert [row["display_name"] for row in sams] == ["Sam", "Sam"]
    assert len({row["user_id"] for row in sams}) == 2
    (one,) = await people(kit, "all-hands", search=sams[0]["custom_participant_id"])
    assert one["id"] == sams[0]["id"]
    assert await people(kit, "all-hands", search=sams[1]["id"]) == [sams[1]]


async def test_names_come_in_their_own_script(kit: Kit) -> None:
    names = {row["display_name"] for row in await people(kit, "all-hands", per_page=25)}
    assert {"نور", "יעל", "花", "Tomás"} <= names


async def test_sorts_by_duration_and_by_joining(kit: Kit) -> None:
    durations = [
        row["duration"] for row in await people(kit, "field-visit", sort_by="duration", sort_order="DESC")
    ]
    assert durations == sorted(durations, reverse=True)
    joined = [row["joined_at"] for row in await people(kit, "field-visit")]
    assert joined == sorted(joined)


async def test_a_rejoin_is_another_peer_of_the_same_user(kit: Kit) -> None:
    kofi = [row for row in await people(kit, "field-visit") if row["display_name"] == "Kofi"]
    assert len(kofi) == len({row["id"] for row in kofi}) == 3
    assert len({row["user_id"] for row in kofi}) == len({row["custom_participant_id"] for row in kofi}) == 1


async def test_the_consolidated_view_adds_up_each_users_stays_and_rooms(kit: Kit) -> None:
    raw = await people(kit, "roadmap")
    rooms = [row for key in ("roadmap-room-a", "roadmap-room-b") for row in await people(kit, key)]
    consolidated = await people(kit, "roadmap", view="consolidated")
    assert len(raw) == 9
    assert len(consolidated) == 5
    for row in consolidated:
        total = sum(stay["duration"] for stay in raw + rooms if stay["user_id"] == row["user_id"])
        assert row["duration"] == pytest.approx(total, abs=0.001)
    assert min(row["duration"] for row in consolidated) > 55


async def test_events_come_when_asked_with_nulls_in_the_first(kit: Kit) -> None:
    assert all("peer_events" not in row for row in await people(kit, "one-to-one"))
    created, joining, leaving = (await people(kit, "one-to-one", include_peer_events="true"))[0][
        "peer_events"
    ]
    assert created["session_id"] is created["preset_view_type"] is created["participant_id"] is None
    assert joining["preset_view_type"] == "GROUP_CALL"
    assert leaving["minutes_consumed"] == 30.0


async def test_one_join_time_has_the_stray_quote(kit: Kit) -> None:
    stray = [
        row["display_name"] for row in await people(kit, "office-hours") if row["joined_at"].endswith('Z"')
    ]
    assert stray == ["花"]


async def test_one_display_name_is_full_of_invisible_characters(kit: Kit) -> None:
    (name,) = [row["display_name"] for row in await people(kit, "office-hours", search="IGNORE")]
    assert {"\u202e", "\u2066", "\u200b", "\u0007"} <= set(name)


async def test_whoever_is_still_there_has_not_left(kit: Kit) -> None:
    rows = await people(kit, "design-critique")
    assert [row["display_name"] for row in rows if row["left_at"] is not None] == ["Uma"]


async def test_gets_one_participant_and_refuses_a_list_of_filters(kit: Kit) -> None:
    ana = (await people(kit, "one-to-one", search="Ana"))[0]
    path = f"/participants/{ana['id']}"
    assert await kit.of("one-to-one", path, filters="device_info") == {"participant": ana}
    response = await kit.api.get(
        f"/sessions/{kit.session('one-to-one').id}{path}", params={"filters": "events,device_info"}
    )
    assert response.status_code == response.json()["error"]["code"] == 422


async def test_a_participant_of_another_session_is_not_found(kit: Kit) -> None:
    stranger = (await people(kit, "one-to-one"))[0]["id"]
    response = await kit.api.get(f"/sessions/{kit.session('pricing').id}/participants/{stranger}")
    assert response.json() == {"success": False, "error": {"code": 404, "message": "Participant not found"}}
