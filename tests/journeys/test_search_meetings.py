"""In which meetings something was said, over the real process: all of them, with no more requests than they need."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from mcp import Client

from rtk_mcp.sandbox import SandboxServer
from rtk_mcp.sandbox.world import World
from rtk_mcp.sandbox.world.model import ChatKept, Session, SummaryKept, TranscriptKept
from rtk_mcp.sandbox.world.timetable.extra import extra_meetings
from tests.api.upstream import Reply, Request, Upstream, reply
from tests.journeys.asking import TEXT_BUDGET, Told, check_budget, check_cancelling, followed
from tests.journeys.test_hostile_service import environment_of
from tests.program import clean_environment, connected, structured, text_of

pytestmark = pytest.mark.anyio

EXTRA, SEED, PER_CALL, AT_ONCE = 120, 7, 50, 8
LATENCY_S = 0.02
SLOW_S = 0.6
"""Answers come too late to be what ends the requests."""
WORLD = World.build(seed=SEED, now=datetime.now(UTC), more=extra_meetings(EXTRA, SEED))
NEWEST_FIRST = [
    session.id for session in sorted(WORLD.listed, key=lambda each: each.started_at, reverse=True)
]

TRANSCRIPT_COSTS = {
    TranscriptKept.FIRST_LINK_EXPIRED: (2, 1),
    TranscriptKept.NOT_FOUND: (1, 0),
    TranscriptKept.NO_LINK: (1, 0),
    TranscriptKept.SHARED_EMPTY_FILE: (1, 0),
    TranscriptKept.EMPTY_FILE: (2, 2),
    TranscriptKept.DAMAGED: (2, 2),
    TranscriptKept.GONE: (2, 2),
}
"""Links and files; what cannot be read as JSON is asked for once more as CSV; a link tells when it expires."""
CHAT_COSTS = {ChatKept.FIRST_LINK_EXPIRED: (2, 1), ChatKept.NOT_FOUND: (1, 0)}
SUMMARY_COSTS = dict.fromkeys(
    (SummaryKept.NOT_FOUND, SummaryKept.NO_LINK, SummaryKept.FAILED, SummaryKept.NEVER_READY), (1, 0)
)


@pytest.fixture
def sandbox() -> Iterator[SandboxServer]:
    """One whose expired links nobody has had renewed."""
    with SandboxServer(seed=SEED, extra_sessions=EXTRA, latency_s=LATENCY_S) as server:
        yield server


def has_chat(session: Session) -> bool:
    return session.kept.chat in {ChatKept.YES, ChatKept.JSON, ChatKept.FIRST_LINK_EXPIRED}


def has_summary(session: Session) -> bool:
    return session.kept.summary in {SummaryKept.MARKDOWN, SummaryKept.PLAIN_TEXT}


def costs(session_ids: Sequence[str]) -> tuple[int, int]:
    """The list and the links, and the files, that searching these sessions takes."""
    sessions = [WORLD.sessions[each] for each in session_ids]
    each = [CHAT_COSTS.get(session.kept.chat, (1, 1)) for session in sessions]
    for session in sessions:
        if not session.live:
            each.append(TRANSCRIPT_COSTS.get(session.kept.transcript, (1, 1)))
            each.append(SUMMARY_COSTS.get(session.kept.summary, (1, 1)))
    return 1 + sum(links for links, _ in each), sum(files for _, files in each)


def having(word: str) -> list[str]:
    """The sessions in whose title or readable files a word begins so, newest first."""
    pattern = re.compile(rf"\b{word}", re.IGNORECASE)
    return [each for each in NEWEST_FIRST if any(map(pattern.search, readable(WORLD.sessions[each])))]


def readable(outline: Session) -> list[str]:
    """What can be found of a session: its title, and what it kept once it is over."""
    session = WORLD.whole(outline)
    texts = [session.title]
    texts += [message.payload for message in session.chat] if has_chat(session) else []
    if not session.live:
        texts += [said.text for said in session.utterances] if session.kept.has_transcript else []
        texts += [session.summary] if has_summary(session) else []
    return texts


async def search(client: Client, **arguments: Any) -> dict[str, Any]:
    return structured(await client.call_tool("search_meetings", arguments))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_fifty_sessions_take_the_requests_that_they_need_and_no_more(
    mode: str, sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    told = Told()
    async with connected("stdio", environment, mode=mode) as client:
        arguments = {"query": "the oldest tickets"}
        result = await client.call_tool("search_meetings", arguments, progress_callback=told.tell)
        found = structured(result)
        assert (len(sandbox.requests), len(sandbox.downloads)) == costs(NEWEST_FIRST[:PER_CALL])
        assert sandbox.most_at_once == AT_ONCE
        done = [each for each, _ in told.steps]
        assert done == sorted(set(done))
        assert told.steps[-1] == (PER_CALL, PER_CALL)
        searched = [WORLD.sessions[each] for each in NEWEST_FIRST[:PER_CALL]]
        ended = [session for session in searched if not session.live]
        counts = {
            "searched": PER_CALL,
            "live": PER_CALL - len(ended),
            "failed": 0,
            "without_transcript": sum(not session.kept.has_transcript for session in ended),
            "without_chat": sum(not has_chat(session) for session in searched),
            "without_summary": sum(not has_summary(session) for session in ended),
        }
        assert {name: found[name] for name in counts} == counts
        assert f"{counts['without_transcript']} had no transcript" in text_of(result)
        sandbox.requests.clear()
        sandbox.downloads.clear()
        await search(client, query="something else")
        live = counts["live"]
        assert (len(sandbox.requests), len(sandbox.downloads)) == (1 + live, live), (
            "what may have changed alone"
        )


async def test_following_the_cursor_finds_every_session_once_within_the_budget(
    environment: dict[str, str],
) -> None:
    async with connected("stdio", environment) as client:
        for detail, word in (("brief", "rota"), ("standard", "agreed")):
            pages = await followed(client, "search_meetings", query=word, detail=detail)
            found = [session["session_id"] for page in pages for session in page["sessions"]]
            assert found == having(word)
            assert len(found) > len(pages) > 1
        nowhere = await followed(client, "search_meetings", query="xylophone", detail="brief")
        batches = range(0, len(NEWEST_FIRST), PER_CALL)
        assert [page["searched"] for page in nowhere] == [
            len(NEWEST_FIRST[first:][:PER_CALL]) for first in batches
        ]
        assert {page["found"] for page in nowhere} == {0}
        for detail in TEXT_BUDGET:
            for query in ("a", "release plan date", "agreed " * 50, "\u05e9\u05dc\u05d5\u05dd"):
                result = await client.call_tool("search_meetings", {"query": query, "detail": detail})
                check_budget(result, detail)


async def test_a_hit_says_where_and_by_whom(environment: dict[str, str]) -> None:
    async with connected("stdio", environment) as client:
        found = await search(client, query='"file size"', sources=["transcript", "chat"], detail="full")
        for session in found["sessions"]:
            whole = WORLD.whole(WORLD.sessions[session["session_id"]])
            names = {person.peer_id: person.name for person in whole.people}
            said = {(names[each.peer_id], each.text) for each in whole.utterances}
            wrote = {(names[each.peer_id], " ".join(each.payload.split())) for each in whole.chat}
            for hit in session["hits"]:
                assert (hit["speaker"], hit["text"]) in {"transcript": said, "chat": wrote}[hit["source"]]
                assert re.fullmatch(r"\d\d:\d\d:\d\d", hit["offset"])
        assert found["found"] == len(found["sessions"]) > 0
        assert {hit["source"] for session in found["sessions"] for hit in session["hits"]} >= {"transcript"}


async def test_what_is_not_searched_is_not_asked_for(
    sandbox: SandboxServer, environment: dict[str, str]
) -> None:
    async with connected("stdio", environment) as client:
        titles = await search(client, query="retrospective", sources="title")
        assert [each["title"] for each in titles["sessions"]] == ["Retrospective"]
        assert (len(sandbox.requests), len(sandbox.downloads)) == (1, 0)
        of_meeting = WORLD.keys["standup-latest"].meeting_id
        await search(client, query="anything", associated_id=of_meeting, sources=["transcript"])
        links = [path for _, path in sandbox.requests if path.endswith("/transcript")]
        assert len(links) == sum(session.meeting_id == of_meeting for session in WORLD.listed) == 2
        assert not any(path.endswith(("/chat", "/summary")) for _, path in sandbox.requests)
        review = WORLD.keys["tuesday-product-review"]
        time_span = {"start_time": review.started_at.isoformat(), "end_time": review.started_at.isoformat()}
        by_ana = await search(client, query="release", speaker="ana", detail="full", **time_span)
        assert by_ana["searched"] == 1
        assert {hit["speaker"] for each in by_ana["sessions"] for hit in each["hits"]} == {"Ana"}
        nobodys = {"query": "release", "speaker": "Ana", "sources": ["title", "summary"]}
        assert (await client.call_tool("search_meetings", nobodys)).is_error


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_cancelled_search_stops_its_requests(mode: str) -> None:
    with SandboxServer(extra_sessions=PER_CALL, latency_s=SLOW_S) as sandbox:
        async with connected("stdio", clean_environment() | sandbox.environment(), mode=mode) as client:
            question = {"query": "agreed"}
            await check_cancelling(client, sandbox, "search_meetings", question, open_requests=AT_ONCE)
            assert structured(await client.call_tool("list_sessions", {"per_page": 1}))["sessions"]


SESSIONS = [f"813432c7-3c5a-45e2-9acf-eef7061c75{number:02d}" for number in range(12)]
WORDS = b'"1500","peer-1","user-1","custom-1","Ana","The migration is on Monday."\n'


def serve(upstream: Upstream, odd: dict[str, Reply]) -> None:
    """Twelve sessions of which Ana's transcript is all there is; `odd` answers instead at paths that end so."""

    def answer(request: Request) -> Reply:
        instead = [each for ending, each in odd.items() if request.path.endswith(ending)]
        if instead:
            return instead[0]
        if request.path.endswith("/sessions"):
            rows = [
                {"id": each, "status": "ENDED", "created_at": f"2026-11-{30 - number}T10:00:00Z"}
                for number, each in enumerate(SESSIONS)
            ]
            return reply({"success": True, "data": {"sessions": rows}, "paging": {"total_count": len(rows)}})
        if request.path.endswith("/transcript"):
            return reply({"success": True, "data": {"transcript_download_url": f"{upstream.url}/file"}})
        if request.path == "/file":
            return reply(body=WORDS)
        return reply({"success": False, "error": {"code": 404, "message": "?"}}, status=404)

    upstream.answer(answer)


async def test_failing_sessions_do_not_fail_the_others(upstream: Upstream) -> None:
    failing = {
        SESSIONS[0]: reply({"success": False, "errors": [{"code": 1, "message": "no"}]}, status=400),
        SESSIONS[4]: reply({"success": True, "data": {"transcript_download_url": "https://a.example/file"}}),
        SESSIONS[11]: reply(body=b"<html>"),
    }
    serve(upstream, {f"{each}/transcript": instead for each, instead in failing.items()})
    async with connected("stdio", environment_of(upstream)) as client:
        result = await client.call_tool("search_meetings", {"query": "migration", "detail": "full"})
    found = structured(result)
    assert [each["session_id"] for each in found["sessions"]] == [
        each for each in SESSIONS if each not in failing
    ]
    assert (found["searched"], found["failed"]) == (len(SESSIONS), len(failing))
    assert f"{len(failing)} could not be read in full" in text_of(result)
    assert "Could not be read:" in found["note"]


async def test_no_permission_is_an_error_not_an_empty_answer(upstream: Upstream) -> None:
    refused = reply(
        {"success": False, "errors": [{"code": 10000, "message": "Authentication error"}]}, status=403
    )
    serve(upstream, {"/transcript": refused})
    async with connected("stdio", environment_of(upstream)) as client:
        assert (await client.call_tool("search_meetings", {"query": "migration"})).is_error


async def test_what_time_did_not_suffice_for_is_found_by_the_cursor() -> None:
    with SandboxServer(extra_sessions=PER_CALL, latency_s=0.1) as sandbox:
        hurried = {"RTK_MCP_TIMEOUT_S": "3", "RTK_MCP_LOG_LEVEL": "WARNING"}
        async with connected("stdio", clean_environment() | sandbox.environment() | hurried) as client:
            pages = await followed(client, "search_meetings", query="agreed", detail="full")
    assert 0 < pages[0]["searched"] < PER_CALL
    assert "no time for them" in pages[0]["note"]
    found = [session["session_id"] for page in pages for session in page["sessions"]]
    there = {session.id for session in WORLD.listed[:-EXTRA]} | {
        session.id for session in WORLD.listed[-EXTRA:][:PER_CALL]
    }
    assert found == [each for each in having("agreed") if each in there]


async def test_a_service_that_asks_to_wait_is_asked_no_more_and_the_cursor_goes_on(
    upstream: Upstream,
) -> None:
    busy = reply(
        {"success": False, "errors": [{"code": 971, "message": "wait"}]},
        status=429,
        headers={"retry-after": "300"},
    )
    serve(upstream, {f"{SESSIONS[4]}/transcript": busy})
    async with connected("stdio", environment_of(upstream)) as client:
        first = await search(client, query="migration", sources="transcript", detail="full")
        serve(upstream, {})
        asked = len(upstream.requests)
        assert asked < 2 * len(SESSIONS)
        rest = await search(
            client, query="migration", sources="transcript", detail="full", cursor=first["next_cursor"]
        )
    found = [each["session_id"] for page in (first, rest) for each in page["sessions"]]
    assert found == SESSIONS
