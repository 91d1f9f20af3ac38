"""Who attended and for how long, asked of the real process."""

from datetime import datetime
from typing import Any

import orjson
import pytest
from mcp import Client

from rtk_mcp.sandbox import SandboxServer
from tests.journeys.asking import sessions_of
from tests.program import connected, first_id, structured, text_of

pytestmark = pytest.mark.anyio


async def attendance(client: Client, session_id: str, **arguments: Any) -> dict[str, Any]:
    return structured(
        await client.call_tool(
            "list_participants", {"session_id": session_id, "attendance": True} | arguments
        )
    )


async def stays_of(client: Client, session_id: str) -> list[dict[str, Any]]:
    arguments = {"session_id": session_id, "per_page": 100, "detail": "full"}
    return list(structured(await client.call_tool("list_participants", arguments))["participants"])


def minutes(stay: dict[str, Any]) -> float:
    joined, left = (datetime.fromisoformat(stay[name]) for name in ("joined_at", "left_at"))
    return (left - joined).total_seconds() / 60


async def test_every_ended_session_adds_up_to_one_row_per_person(environment: dict[str, str]) -> None:
    rejoined = 0
    async with connected("stdio", environment) as client:
        for session in await sessions_of(client, status="ENDED"):
            stays = await stays_of(client, session["id"])
            people = (await attendance(client, session["id"], detail="full"))["attendees"]
            assert len({stay["user_id"] for stay in stays}) == len(people)
            for person in people:
                own = [stay for stay in stays if stay["user_id"] == person["user_id"]]
                assert sorted(person["peer_ids"]) == sorted(stay["id"] for stay in own)
                assert person["stays"] == len(own)
                assert person["present_min"] == pytest.approx(sum(map(minutes, own)), abs=0.06)
                assert person["joined_at"] == min(stay["joined_at"] for stay in own)
                assert person["left_at"] == max(stay["left_at"] for stay in own)
                rejoined += len(own) > 1
            present = [person["present_min"] for person in people]
            assert present == sorted(present, reverse=True)
    assert rejoined


async def test_the_text_says_how_many_people_in_how_many_stays(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="Field visit")
        stays = await stays_of(client, session_id)
        result = await client.call_tool("list_participants", {"session_id": session_id, "attendance": True})
        people = structured(result)["attendees"]
        lines = text_of(result).splitlines()
        assert lines[0] == f"{len(people)} people in {len(stays)} stays."
        assert lines[2] == "name | present | joined (UTC) | left | preset | peer ids"
        for line, person in zip(lines[3:], people, strict=True):
            assert line.startswith(f'"{person["name"]}" | ')
            assert all(peer_id in line for peer_id in person["peer_ids"])


async def test_who_is_still_there_is_there_until_now(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", status="LIVE")
        sandbox.requests.clear()
        people = (await attendance(client, session_id))["attendees"]
        assert len(sandbox.requests) == 2, "the participants, and the session for whether it is live"
        here = [person for person in people if person.get("here")]
        assert 0 < len(here) < len(people)
        assert all("left_at" not in person and person["present_min"] > 0 for person in here)


async def test_pages_are_of_people(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="Tips and tricks")
        everybody = (await attendance(client, session_id, detail="full"))["attendees"]
        first = await attendance(client, session_id, detail="brief")
        assert len(first["attendees"]) < len(everybody) == first["total"]
        seen: list[dict[str, Any]] = []
        page: dict[str, Any] = first
        for _ in everybody:
            seen += page["attendees"]
            assert len(orjson.dumps(page)) <= 2_400
            if "next_page_no" not in page:
                break
            following = {"page_no": page["next_page_no"], "per_page": page["per_page"]}
            page = await attendance(client, session_id, detail="brief", **following)
        assert [person["peer_ids"] for person in seen] == [person["peer_ids"] for person in everybody]


async def test_people_of_one_name_are_told_apart(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="All-hands")
        everybody = (await attendance(client, session_id, detail="full"))["attendees"]
        names = [person["name"] for person in everybody]
        assert len(set(names)) == len(names)
        sams = [person for person in everybody if person["name"].startswith("Sam")]
        assert [f"Sam ({person['user_id'][:8]})" for person in sams] == [person["name"] for person in sams]
        assert len(sams) == 2


async def test_search_and_order_are_passed_on(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await first_id(client, "list_sessions", "sessions", search="pricing")
        by_time = (await attendance(client, session_id, sort_by="joinedAt"))["attendees"]
        joined = [person["joined_at"] for person in by_time]
        assert joined == sorted(joined)
        ascending = (await attendance(client, session_id, sort_order="ASC"))["attendees"]
        present = [person["present_min"] for person in ascending]
        assert present == sorted(present)
        (found,) = (await attendance(client, session_id, search=by_time[0]["name"]))["attendees"]
        assert found == by_time[0]
