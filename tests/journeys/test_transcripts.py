"""What was said, over the real process: every utterance, by whom, when, and every way of having none told apart."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from mcp import Client

from rtk_mcp.sandbox import SandboxServer
from rtk_mcp.sandbox.world import World
from rtk_mcp.sandbox.world.timetable.long_meeting import LONG_MEETING
from tests.journeys.asking import TEXT_BUDGET, check_budget, followed, id_of, sessions_of
from tests.journeys.kept_files import NO_TRANSCRIPT, letters, stored, why_no_transcript
from tests.program import connected, structured, text_of

pytestmark = pytest.mark.anyio

REVIEW, REJOINED, WORKSHOP = "Tuesday product review", "Architecture hour", "Workshop of all teams"
SEED = 7
WORLD = World.build(seed=SEED, now=datetime.now(UTC), more=(LONG_MEETING,))
ABSENT = {session.id: reason for session in WORLD.listed if (reason := why_no_transcript(session))}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxServer]:
    """One whose expired links nobody has had renewed, with the three-hour meeting."""
    with SandboxServer(seed=SEED, long_meeting=True) as server:
        yield server


def spoken(sandbox: SandboxServer, session_id: str) -> list[dict[str, Any]]:
    """The service's own JSON file."""
    return list(orjson.loads(stored(sandbox, session_id, "transcript", format="JSON")))


async def utterances(client: Client, **arguments: Any) -> list[dict[str, Any]]:
    pages = await followed(client, "get_transcript", **arguments)
    return [row for page in pages for row in page["utterances"]]


def clock(milliseconds: int) -> str:
    return str(timedelta(seconds=milliseconds // 1_000)).rjust(8, "0")


def labels(file: list[dict[str, Any]]) -> dict[str, str]:
    """By user id, how an answer calls each speaker: by name, with the id's beginning where two have it."""
    names = {said["peerData"]["userId"]: said["peerData"]["displayName"] for said in file}
    if names == {"user_id": "TEST"}:
        return {"user_id": "unknown speaker"}
    several = {name for name in names.values() if list(names.values()).count(name) > 1}
    return {who: f"{name} ({who[:8]})" if name in several else name for who, name in names.items()}


def as_told(file: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Time, speaker and words of each utterance of a file, as an answer has them."""
    called = labels(file)
    return [
        (clock(said["startTime"]), called[said["peerData"]["userId"]], letters(said["sentence"]))
        for said in file
    ]


def told(rows: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(row["offset"], row["speaker"], letters(row["text"])) for row in rows]


async def test_following_the_cursor_gives_every_utterance_once_with_its_speaker(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    read = 0
    async with connected("stdio", environment) as client:
        ended = await sessions_of(client, status="ENDED")
        for session in ended:
            pages = await followed(client, "get_transcript", session_id=session["id"], detail="full")
            if "reason" in pages[0]:
                continue
            file = spoken(sandbox, session["id"])
            assert told([row for page in pages for row in page["utterances"]]) == as_told(file)
            assert {page["total"] for page in pages} == {len(file)}
            assert all(("speakers" in page) is (page is pages[0]) for page in pages)
            read += 1
    assert read == sum(session["id"] not in ABSENT for session in ended) > 0


@pytest.mark.parametrize(("detail", "mode"), [("brief", "auto"), ("standard", "legacy")])
async def test_smaller_pages_are_of_the_same_utterances(
    detail: str, mode: str, sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment, mode=mode) as client:
        session_id = await id_of(client, REVIEW)
        rows = await utterances(client, session_id=session_id, detail=detail)
    assert told(rows) == as_told(spoken(sandbox, session_id))


async def test_a_phrase_said_seven_times_in_three_hours_is_found_seven_times(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, WORKSHOP)
        said = [clock(row["startTime"]) for row in spoken(sandbox, session_id) if "cobalt" in row["sentence"]]
        for detail in TEXT_BUDGET:
            for query in ("cobalt lighthouse", '"the COBALT lighthouse"'):
                pages = await followed(
                    client, "get_transcript", session_id=session_id, query=query, detail=detail
                )
                rows = [row for page in pages for row in page["utterances"]]
                assert {page["hits"] for page in pages} == {7}
                assert [row["offset"] for row in rows if row.get("hit")] == said
                assert len(rows) == 3 * len(said), "one before and one after each"


async def test_every_hit_of_a_common_word_is_shown_once(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, REVIEW)
        file = as_told(spoken(sandbox, session_id))
        pages = await followed(
            client, "get_transcript", session_id=session_id, query="release", detail="brief"
        )
    hits = told([row for page in pages for row in page["utterances"] if row.get("hit")])
    assert len(pages) > 1
    assert hits == [row for row in file if "release" in row[2].lower()]
    assert {page["hits"] for page in pages} == {len(hits)}


async def test_the_speaker_is_known_by_each_name_and_id(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        review, rejoined, office = [await id_of(client, title) for title in (REVIEW, REJOINED, "All-hands")]
        for session_id, name, spellings in (
            (
                await id_of(client, "Incident review"),
                "Tomás",
                ("Tomás", "tomas", " TOMÁS ", "tom", "Toma\u0301s"),
            ),
            (review, "Ana", ("Ana", "ana", "ANA")),
            (rejoined, "Amara", ("Amara", "ama")),
            (office, "نور", ("نور",)),
        ):
            file = spoken(sandbox, session_id)
            own = [said for said in file if said["peerData"]["displayName"] == name]
            peers = {said["peerData"][key] for said in own for key in ("id", "userId", "cpi")}
            assert len(peers) == (4 if session_id == rejoined else 3)
            for speaker in (*spellings, *peers):
                rows = await utterances(client, session_id=session_id, speaker=speaker, detail="full")
                assert told(rows) == [row for row in as_told(file) if row[1] == name], speaker


async def test_two_people_of_one_name_are_told_apart_by_id(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, WORKSHOP)
        file = spoken(sandbox, session_id)
        sams = {who: label for who, label in labels(file).items() if label.startswith("Sam (")}
        assert len(sams) == 2
        question = {"session_id": session_id, "query": '"cobalt lighthouse"'}
        both = await client.call_tool("get_transcript", question | {"speaker": "Sam"})
        assert structured(both)["hits"] == sum(
            "cobalt" in said["sentence"] and said["peerData"]["userId"] in sams for said in file
        )
        for who, label in sams.items():
            answer = structured(await client.call_tool("get_transcript", question | {"speaker": who}))
            own = [
                said for said in file if "cobalt" in said["sentence"] and said["peerData"]["userId"] == who
            ]
            assert answer["hits"] == len(own)
            assert {row["speaker"] for row in answer["utterances"] if row.get("hit")} <= {label}


async def test_somebody_who_is_not_there_is_answered_with_who_is(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        arguments = {"session_id": await id_of(client, REVIEW), "speaker": "Wanda"}
        result = await client.call_tool("get_transcript", arguments)
    assert structured(result)["utterances"] == []
    for text in (structured(result)["note"], text_of(result)):
        assert "Nobody" in text
        assert "Priya" in text


async def test_a_stretch_is_the_same_by_offset_clock_and_date(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, REVIEW)
        (session,) = await sessions_of(client, search=REVIEW)
        began = datetime.fromisoformat(session["started_at"])
        first, last = (began + timedelta(seconds=seconds) for seconds in (750, 1_125))
        file = spoken(sandbox, session_id)
        within = [
            row
            for said, row in zip(file, as_told(file), strict=True)
            if 750_000 <= said["startTime"] <= 1_125_000
        ]
        for start, end in (
            ("00:12:30", "00:18:45"),
            ("+12:30", "+18:45"),
            (f"{first:%H:%M:%S.%f}"[:-3] + "Z", f"{last:%H:%M:%S.%f}"[:-3] + "Z"),
            (first.isoformat(), last.isoformat()),
            ((first + timedelta(hours=2)).isoformat().replace("+00:00", "+02:00"), "+18:45"),
        ):
            rows = await utterances(client, session_id=session_id, start=start, end=end, detail="full")
            assert told(rows) == within, (start, end)
        wrong = {"session_id": session_id, "start": "00:18:45", "end": "00:12:30"}
        assert (await client.call_tool("get_transcript", wrong)).is_error


async def test_the_file_itself_comes_whole_in_each_format(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, REVIEW)
        for form in ("SRT", "VTT", "CSV", "JSON"):
            wanted = {"session_id": session_id, "format": form}
            pages = await followed(client, "get_transcript", **wanted, detail="full")
            file = stored(sandbox, session_id, "transcript", format=form).decode().rstrip()
            assert "".join(page["text"] for page in pages) == file
            assert {(page["format"], page["total_chars"]) for page in pages} == {(form, len(file))}
            refused = await client.call_tool("get_transcript", wanted | {"query": "release"})
            assert text_of(refused).startswith("format")


async def test_every_session_has_words_or_one_clear_reason(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        sessions = await sessions_of(client)
        for detail in TEXT_BUDGET:
            reasons = {}
            for session in sessions:
                asked = {"session_id": session["id"], "detail": detail}
                result = await client.call_tool("get_transcript", asked)
                check_budget(result, detail)
                content = structured(result)
                assert bool(content.get("utterances")) is ("reason" not in content)
                if "reason" in content:
                    assert content["reason"] in text_of(result)
                    reasons[session["id"]] = content["reason_code"]
            assert reasons == ABSENT
            assert {*reasons.values()} == {"session_live", *NO_TRANSCRIPT.values()}


async def test_a_second_question_asks_the_service_nothing(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, REVIEW)
        sandbox.requests.clear()
        sandbox.downloads.clear()
        for arguments in (
            {},
            {"query": "release"},
            {"speaker": "Ana", "detail": "full"},
            {"start": "00:12:30"},
        ):
            structured(await client.call_tool("get_transcript", {"session_id": session_id} | arguments))
            assert (len(sandbox.requests), len(sandbox.downloads)) == (2, 1)


async def test_a_meeting_that_goes_on_is_asked_for_each_time(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        (live,) = await sessions_of(client, status="LIVE")
        sandbox.requests.clear()
        for times in (1, 2):
            content = structured(await client.call_tool("get_transcript", {"session_id": live["id"]}))
            assert content["reason_code"] == "session_live"
            assert sum(path.endswith("/transcript") for _, path in sandbox.requests) == times


async def test_talk_times_add_up_to_what_was_said(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        for session in await sessions_of(client, status="ENDED"):
            answer = {"session_id": session["id"], "detail": "full"}
            content = structured(await client.call_tool("get_transcript", answer))
            overview = structured(await client.call_tool("get_session", answer | {"include_talk_time": True}))
            assert overview.get("speakers") == content.get("speakers")
            if "reason" in content:
                continue
            file = spoken(sandbox, session["id"])
            called, expected = labels(file), defaultdict[str, float](float)
            for said in file:
                expected[called[said["peerData"]["userId"]]] += (said["endTime"] - said["startTime"]) / 1_000
            found = {row["speaker"]: row["talk_s"] for row in content["speakers"]}
            assert found == pytest.approx(expected, abs=0.06)
            assert sum(found.values()) == pytest.approx(sum(expected.values()), rel=0.01)
            assert list(found.values()) == sorted(found.values(), reverse=True)
            assert sum(row["share"] for row in content["speakers"]) == pytest.approx(1, abs=0.02)
            assert sum(row["utterances"] for row in content["speakers"]) == len(file)


async def test_who_rejoined_is_one_speaker(sandbox: SandboxServer, environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        session_id = await id_of(client, REJOINED)
        content = structured(await client.call_tool("get_transcript", {"session_id": session_id}))
    own = [said for said in spoken(sandbox, session_id) if said["peerData"]["displayName"] == "Amara"]
    assert len({said["peerData"]["id"] for said in own}) == 2
    (amara,) = (row for row in content["speakers"] if row["speaker"].startswith("Amara"))
    assert amara["utterances"] == len(own)
