"""What was written, over the real process: every message, from whom, when, and every way of having none told apart."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from mcp import Client

from rtk_mcp.sandbox import SandboxServer
from rtk_mcp.sandbox.world import World
from tests.journeys.asking import TEXT_BUDGET, check_budget, followed, id_of, sessions_of
from tests.journeys.kept_files import NO_CHAT, letters, stored
from tests.program import connected, structured, text_of

pytestmark = pytest.mark.anyio

REVIEW = "Tuesday product review"
KINDS = {"TEXT_MESSAGE": None, "IMAGE_MESSAGE": "image", "FILE_MESSAGE": "file"}
SEED = 7
WORLD = World.build(seed=SEED, now=datetime.now(UTC))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxServer]:
    """One whose expired links nobody has had renewed."""
    with SandboxServer(seed=SEED) as server:
        yield server


def written(sandbox: SandboxServer, session_id: str) -> list[dict[str, Any]]:
    """The rows of the service's own file, CSV or JSON."""
    file = stored(sandbox, session_id, "chat").decode()
    return list(orjson.loads(file) if file.startswith("[") else csv.DictReader(io.StringIO(file, newline="")))


async def messages(client: Client, **arguments: Any) -> list[dict[str, Any]]:
    return [row for page in await followed(client, "get_chat", **arguments) for row in page["messages"]]


def is_set(switch: object) -> bool:
    return switch in {True, "true"}


def check_message(told: dict[str, Any], row: dict[str, Any], began: datetime) -> None:
    """Time, sender's name, kind, marks and words are the file's."""
    at = datetime.fromisoformat(row["createdAt"])
    assert told["at"] == f"{at:%Y-%m-%dT%H:%M:%SZ}"
    assert told["offset"] == f"0{(at - began) // timedelta(seconds=1) * timedelta(seconds=1)}"
    assert letters(row["displayName"]).startswith(letters(told["sender"].partition(" (")[0])[:20])
    assert told.get("kind") == KINDS[row["payloadType"]]
    assert (told.get("pinned", False), told.get("edited", False)) == (
        is_set(row["pinned"]),
        is_set(row["isEdited"]),
    )
    if row["payloadType"] != "TEXT_MESSAGE":
        assert "://" not in told["text"]
        assert letters(told["text"]) in letters(row["payload"])
    elif "![" not in row["payload"]:
        assert letters(told["text"]) == letters(row["payload"])


@pytest.mark.parametrize(("detail", "mode"), [("brief", "auto"), ("full", "legacy")])
async def test_following_the_cursor_gives_every_message_once_in_order(
    detail: str, mode: str, sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    kinds = set()
    async with connected("stdio", environment, mode=mode) as client:
        for session in await sessions_of(client):
            pages = await followed(client, "get_chat", session_id=session["id"], detail=detail)
            if "reason" in pages[0]:
                continue
            rows = [row for page in pages for row in page["messages"]]
            file = written(sandbox, session["id"])
            assert len(rows) == len(file) == pages[0]["total"]
            for told, row in zip(rows, file, strict=True):
                check_message(told, row, datetime.fromisoformat(session["started_at"]))
                kinds.add(told.get("kind"))
    assert kinds == set(KINDS.values())


async def test_every_session_has_messages_or_one_clear_reason(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        sessions = await sessions_of(client)
        for detail in TEXT_BUDGET:
            reasons = {}
            for session in sessions:
                result = await client.call_tool("get_chat", {"session_id": session["id"], "detail": detail})
                check_budget(result, detail)
                content = structured(result)
                assert bool(content.get("messages")) is ("reason" not in content)
                if "reason" in content:
                    assert content["reason"] in text_of(result)
                    reasons[session["id"]] = content["reason_code"]
            assert reasons == {
                session.id: NO_CHAT[session.kept.chat]
                for session in WORLD.listed
                if session.kept.chat in NO_CHAT
            }
            assert {*reasons.values()} == {*NO_CHAT.values()}


async def test_each_word_finds_every_message_that_has_it(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, REVIEW)
        everything = await messages(client, session_id=session_id, detail="full")
        words = {word for row in everything for word in re.findall("[A-Za-z]{4,}", row["text"])}
        assert len(words) > 30
        for word in words:
            having = {
                place
                for place, row in enumerate(everything)
                if re.search(rf"\b{word}", row["text"], re.IGNORECASE)
            }
            around = {place + step for place in having for step in (-1, 0, 1)} & {*range(len(everything))}
            (page,) = await followed(
                client, "get_chat", session_id=session_id, query=word.upper(), detail="full"
            )
            assert page["hits"] == len(having), word
            expected = [
                everything[place] | ({"hit": True} if place in having else {}) for place in sorted(around)
            ]
            assert page["messages"] == expected, word


async def test_the_sender_is_known_by_name_and_by_id(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, REVIEW)
        file = written(sandbox, session_id)
        for who in {row["displayName"] for row in file}:
            own = [row for row in file if row["displayName"] == who]
            for sender in (who, who.upper(), own[0]["participantId"]):
                rows = await messages(client, session_id=session_id, sender=sender, detail="full")
                assert [row["sender"] for row in rows] == [who] * len(own)
        nobody = await client.call_tool("get_chat", {"session_id": session_id, "sender": "Wanda"})
    assert structured(nobody)["messages"] == []
    assert "Nobody" in structured(nobody)["note"]


async def test_a_stretch_is_the_same_by_offset_and_by_date(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        (session,) = await sessions_of(client, search=REVIEW)
        began = datetime.fromisoformat(session["started_at"])
        times = [datetime.fromisoformat(row["createdAt"]) for row in written(sandbox, session["id"])]
        first, last = times[2] - timedelta(seconds=1), times[-3] + timedelta(seconds=1)
        offsets = [
            str((each - began) // timedelta(seconds=1) * timedelta(seconds=1)) for each in (first, last)
        ]
        for start, end in (offsets, (first.isoformat(), last.isoformat())):
            rows = await messages(client, session_id=session["id"], start=start, end=end, detail="full")
            assert [row["at"] for row in rows] == [f"{each:%Y-%m-%dT%H:%M:%SZ}" for each in times[2:-2]]


async def test_a_second_question_asks_the_service_nothing_once_the_meeting_is_over(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, REVIEW)
        (live,) = await sessions_of(client, status="LIVE")
        for asked, times in ((session_id, 1), (live["id"], 3)):
            sandbox.requests.clear()
            sandbox.downloads.clear()
            for arguments in ({}, {"query": "size"}, {"detail": "full"}):
                structured(await client.call_tool("get_chat", {"session_id": asked} | arguments))
            assert (len(sandbox.requests), len(sandbox.downloads)) == (2 * times, times)


async def test_an_expired_link_is_asked_for_once_more(environment: dict[str, str]) -> None:
    with SandboxServer() as fresh:
        async with connected("stdio", environment | fresh.environment()) as client:
            session_id = await id_of(client, "Release notes")
            fresh.requests.clear()
            assert await messages(client, session_id=session_id)
        assert sum(path.endswith("/chat") for _, path in fresh.requests) == 2
        assert fresh.downloads == [f"{session_id}/chat.csv"], "a link says itself that it has expired"
