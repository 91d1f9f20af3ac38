"""Many calls compared over the real process: true, each report asked for once, and not spoilt by odd ones."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jsonschema
import pytest
from mcp import Client

from rtk_mcp.sandbox import SandboxServer
from rtk_mcp.tools.at_once import AT_ONCE
from tests.api.upstream import HANG, Reply, Request, Upstream, reply
from tests.journeys.asking import TEXT_BUDGET, Told, check_budget, check_cancelling, followed
from tests.journeys.test_hostile_service import environment_of
from tests.program import clean_environment, connected, structured, text_of
from tests.report.builders import answer, audio_in, audio_out

pytestmark = pytest.mark.anyio

LATENCY_S = 0.6
"""Answers come too late to be what ends the requests."""
ROWS = 14
"""A minute and a half: enough to be judged."""
MOST_REPORTS = 400
"""Per call."""
Odd = Callable[[str], Reply | None]


def uuid(kind: int, number: int) -> str:
    return f"{kind:08d}-0000-4000-8000-{number:012d}"


@dataclass
class Meetings:
    """Sessions 0, 1, ... on one day each, the newest first, and the people in each; `odd` answers for some peers.

    The number of a person is that of their user id, so that it may be in several sessions.
    """

    people: list[list[int]]
    lossy: Callable[[int], bool] = lambda _: False
    metadata: Callable[[int], dict[str, Any]] = lambda _: {}
    odd: Odd = lambda _: None
    same_page_for_ever: bool = False
    peers: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.peers = {
            self.peer(session, place): (session, person)
            for session, people in enumerate(self.people)
            for place, person in enumerate(people)
        }

    def peer(self, session: int, place: int) -> str:
        return uuid(2, 1_000 * session + place)

    def reply(self, request: Request) -> Reply:
        *_, before, last = request.path.split("/")
        if before == "peer-report":
            return self.odd(last) or self.report(last)
        if last == "participants":
            return self.participants(int(before[-12:]), int(request.query["page_no"]))
        if last == "sessions":
            return self.sessions(int(request.query["page_no"]), int(request.query["per_page"]))
        return reply({"success": True, "data": self.session(int(last[-12:]))})

    def session(self, number: int) -> dict[str, Any]:
        started = f"2026-11-{28 - number % 28:02d}T09:00:00Z"
        return {
            "id": uuid(1, number),
            "status": "ENDED",
            "started_at": started,
            "meeting_display_name": "Weekly",
        }

    def sessions(self, page: int, size: int) -> Reply:
        first = 0 if self.same_page_for_ever else (page - 1) * size
        listed = [self.session(number) for number in range(len(self.people))][first : first + size]
        paging = {
            "total_count": len(self.people),
            "start_offset": first + 1,
            "end_offset": first + len(listed),
        }
        return reply({"success": True, "data": {"sessions": listed}, "paging": paging})

    def participants(self, session: int, page: int) -> Reply:
        rows = [self.row(session, place, person) for place, person in enumerate(self.people[session])]
        paging = {"total_count": len(rows)}
        shown = rows[100 * (page - 1) : 100 * page]
        return reply({"success": True, "data": {"participants": shown}, "paging": paging})

    def row(self, session: int, place: int, person: int) -> dict[str, Any]:
        return {
            "id": self.peer(session, place),
            "session_id": uuid(1, session),
            "user_id": uuid(3, person),
            "display_name": f"Person {person}",
            "joined_at": "2026-11-03T10:00:00Z",
            "left_at": "2026-11-03T10:30:00Z",
            "duration": 30,
        }

    def report(self, peer_id: str) -> Reply:
        session, person = self.peers[peer_id]
        lost = {"packets_lost": 90} if self.lossy(person) else {}
        heard = [*audio_in("ana", lambda _: lost, ROWS), *audio_in("bo", lambda _: lost, ROWS)]
        quality = {"audio_consumer": heard, "audio_producer": audio_out(None, ROWS)}
        row = self.row(session, 0, person) | {"id": peer_id}
        return reply(answer(quality, self.metadata(person), **row))


def browser(name: str, **more: Any) -> dict[str, Any]:
    return {"browser_metadata": {"browser": name}, **more}


def of_safari(person: int) -> dict[str, Any]:
    return browser("Safari" if person < 6 else "Chrome")


def reports_asked(upstream: Upstream) -> Counter[str]:
    return Counter(each.path.split("/")[-1] for each in upstream.requests if "peer-report" in each.path)


async def compared(client: Client, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool("compare_quality", arguments)
    check_budget(result, arguments.get("detail", "standard"))
    assert text_of(result).startswith(structured(result)["headline"])
    return structured(result)


async def test_a_browser_that_is_worse_is_told_with_its_people_and_the_test(upstream: Upstream) -> None:
    meetings = Meetings([[*range(20)]], lossy=lambda person: person < 6, metadata=of_safari)
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream)) as client:
        for group_by in ({}, {"group_by": "browser"}):
            found = await compared(client, session_ids=[uuid(1, 0)], **group_by)
            assert found["headline"].startswith(
                "POOR more often in Safari: 6 of 6 people against 0 of 14 others (Fisher's exact test, p<0.0001"
            )
            first = found["differences"][0]
            assert (first["by"], first["group"], first["what"]) == ("browser", "Safari", "poor")
            assert (first["value"], first["people"], first["others_value"], first["others"]) == (1, 6, 0, 14)
            assert found["groups"][0]["hours"] == 10
        safari = next(each for each in found["groups"] if each.get("group") == "Safari")
        rates = {each["code"]: each["per_100_hours"] for each in safari["findings"]}
        assert rates["downlink-packet-loss"] == 200


async def test_a_browser_that_is_no_worse_is_not_told(upstream: Upstream) -> None:
    meetings = Meetings([[*range(20)]], lossy=lambda person: person % 3 == 0, metadata=of_safari)
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream)) as client:
        found = await compared(client, session_ids=[uuid(1, 0)], group_by="browser")
    assert found["headline"].startswith("No difference that the sample can tell")
    assert found["differences"] == []


async def test_getting_worse_is_told_from_day_to_day(upstream: Upstream) -> None:
    people = [[100 * session + place for place in range(6)] for session in range(6)]
    meetings = Meetings(people, lossy=lambda person: person % 100 < 5 - person // 100)
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream)) as client:
        found = await compared(client, group_by="day")
    assert found["headline"].startswith(
        "Getting worse over 6 days: 0 of 6 people on 2026-11-23 and 5 of 6 people on 2026-11-28"
    )


async def test_every_report_is_asked_for_once_over_all_pages_which_add_up(upstream: Upstream) -> None:
    meetings = Meetings([[session % 7, 10 + session] for session in range(60)])
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream)) as client:
        pages = await followed(client, "compare_quality", detail="brief")
        asked = reports_asked(upstream)
        assert [page["sessions"] for page in pages] == [25, 50, 60]
        assert [page["reports"] for page in pages] == [50, 100, 120]
        assert [
            page["notes"][0].startswith(f"Not all of it yet: {left} of 60 sessions are")
            for page, left in zip(pages[:2], (35, 10), strict=True)
        ] == [True, True]
        assert not any("Not all of it yet" in note for note in pages[-1]["notes"])
        assert pages[-1]["groups"][0]["people"] == 7 + 60 - 7 + 10 - 3
        assert asked.keys() == meetings.peers.keys()
        assert set(asked.values()) == {1}
        assert not any("not kept any more" in note for page in pages for note in page["notes"])
        again = await compared(client, cursor=pages[0]["next_cursor"])
        assert again["sessions"] == 50
        other = await compared(client, cursor=pages[0]["next_cursor"], associated_id=uuid(4, 1))
        assert other["sessions"] == 25
        assert any("not kept any more" in note for note in other["notes"])


async def test_a_service_that_gives_one_page_for_ever_comes_to_an_end(upstream: Upstream) -> None:
    upstream.answer(Meetings([[0], [1]] * 15, same_page_for_ever=True).reply)
    async with connected("stdio", environment_of(upstream)) as client:
        pages = await followed(client, "compare_quality", detail="brief")
    assert len(pages) <= 2
    assert set(reports_asked(upstream).values()) == {1}


async def test_a_session_of_more_people_than_a_call_reads_goes_on_with_the_cursor(upstream: Upstream) -> None:
    meetings = Meetings([[*range(MOST_REPORTS + 12)], [7]])
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream, RTK_MCP_TIMEOUT_S="300")) as client:
        pages = await followed(
            client, "compare_quality", session_ids=[uuid(1, 0), uuid(1, 1)], detail="brief"
        )
    assert [page["reports"] for page in pages] == [MOST_REPORTS, MOST_REPORTS + 13]
    assert pages[-1]["groups"][0]["people"] == MOST_REPORTS + 12
    assert set(reports_asked(upstream).values()) == {1}


async def test_people_are_compared_by_their_peer_ids_alone(upstream: Upstream) -> None:
    meetings = Meetings([[*range(8)], [*range(8)]], metadata=of_safari)
    upstream.answer(meetings.reply)
    peers = list(meetings.peers)
    async with connected("stdio", environment_of(upstream)) as client:
        found = await compared(client, peer_ids=[*peers, peers[0]])
    assert (found["reports"], found["groups"][0]["people"], found["groups"][0]["calls"]) == (16, 8, 16)
    assert len(upstream.requests) == 16


async def test_named_people_are_a_row_each_and_an_unknown_one_is_said_to_be_perhaps_none(
    upstream: Upstream,
) -> None:
    meetings = Meetings([[0, 1, 2]], lossy=lambda person: person == 1, odd=lambda _: None)
    nobody = uuid(2, 999)
    upstream.answer(lambda request: MISSING if request.path.endswith(nobody) else meetings.reply(request))
    async with connected("stdio", environment_of(upstream)) as client:
        found = await compared(client, peer_ids=[*meetings.peers, nobody])
    assert found["headline"].startswith(
        'POOR or FAIR: 1 of 3 people judged: "Person 1" POOR (downlink-packet-loss)'
    )
    assert [row.get("name") for row in found["people"]] == ["Person 1", "Person 0", "Person 2", None]
    assert found["people"][-1]["peer_id"] == nobody
    assert any(note.endswith("or there is no such participant.") for note in found["notes"])


async def test_two_named_sessions_are_compared_with_each_other(upstream: Upstream) -> None:
    meetings = Meetings([[*range(6)], [10, 11]], lossy=lambda person: person < 6)
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream)) as client:
        found = await compared(client, session_ids=[uuid(1, 0), uuid(1, 1)])
        alone = await compared(client, session_ids=[uuid(1, 0)])
    assert found["headline"].startswith(
        f'POOR: 6 of 6 people in "Weekly" ({uuid(1, 0)}) against 0 of 2 in "Weekly"'
    )
    assert "Too few people" in found["headline"]
    assert {group.get("by") for group in found["groups"]} == {None, "session"}
    assert any(note.startswith(f"diagnose_session(session_id={uuid(1, 0)}) ") for note in found["notes"])
    assert {"browser", "day"} & {group.get("by") for group in alone["groups"]}


MISSING = reply({"success": False, "error": {"code": 404, "message": "Peer not found"}}, status=404)
CUT = reply(body=b'{"success":true,"data":{"participant":{"id":"x","peer_report":{"quality":{"audio_')
FAILING = reply({"success": False, "error": {"code": 500, "message": "?"}}, status=500)


async def test_missing_truncated_and_failing_reports_are_counted_and_hide_no_other(
    upstream: Upstream,
) -> None:
    meetings = Meetings([[*range(20)]], lossy=lambda person: person < 6, metadata=of_safari)
    odd = dict(zip(list(meetings.peers)[-3:], (MISSING, CUT, FAILING), strict=True))
    meetings.odd = odd.get
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream, RTK_MCP_TIMEOUT_S="30")) as client:
        found = await compared(client, session_ids=[uuid(1, 0)], group_by="browser")
    assert found["headline"].startswith("POOR more often in Safari: 6 of 6 people against 0 of 11 others")
    assert found["reports"] == 17
    told = [note for note in found["notes"] if note.startswith("No report of 1 stay (")]
    assert len(told) == len({note.partition(": ")[2] for note in told}) == 3
    assert any(note == "Not known, of 20 people: browser of 3." for note in found["notes"])


async def test_a_session_that_cannot_be_read_is_told_unless_it_is_the_only_one(upstream: Upstream) -> None:
    meetings = Meetings([[0, 1]])
    gone = uuid(1, 9)

    def answered(request: Request) -> Reply:
        return MISSING if request.path.endswith(gone) else meetings.reply(request)

    upstream.answer(answered)
    async with connected("stdio", environment_of(upstream)) as client:
        found = await compared(client, session_ids=[gone, uuid(1, 0)])
        alone = await client.call_tool("compare_quality", {"session_ids": [gone]})
    assert (found["sessions"], found["reports"]) == (1, 2)
    assert any(note.startswith("1 session could not be read: ") for note in found["notes"])
    assert alone.is_error


async def test_what_takes_too_long_is_left_to_the_next_call_which_asks_for_nothing_twice(
    upstream: Upstream,
) -> None:
    meetings = Meetings([[0, 1, 2], [3], [4]])
    slow = meetings.peer(0, 1)
    meetings.odd = {slow: HANG}.get
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream, RTK_MCP_TIMEOUT_S="3")) as client:
        first = await compared(client)
        assert first["reports"] == 4
        assert any("Not read in the time there was" in note for note in first["notes"])
        meetings.odd = lambda _: None
        second = await compared(client, cursor=first["next_cursor"])
    assert (second["reports"], second["sessions"]) == (5, 3)
    assert first["notes"][0].startswith("Not all of it yet: 3 of 3 sessions are not read")
    assert "next_cursor" not in second
    assert {**reports_asked(upstream)} == dict.fromkeys(meetings.peers, 1) | {slow: 2}


async def test_the_rate_limit_is_left_alone_and_said(upstream: Upstream) -> None:
    meetings = Meetings([[0, 1, 2, 3]] * 12)
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream, RTK_MCP_REQUESTS_PER_5_MIN="30")) as client:
        found = await compared(client)
    assert len(upstream.requests) <= 25
    assert found["reports"] == len(reports_asked(upstream)) > 0
    assert any(note.startswith("Stopped after ") for note in found["notes"])
    assert found["next_cursor"]


async def test_no_permission_is_an_error(upstream: Upstream) -> None:
    refused = reply(
        {"success": False, "errors": [{"code": 10_000, "message": "Authentication error"}]}, status=403
    )
    meetings = Meetings([[0, 1]], odd=lambda _: refused)
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream)) as client:
        assert (await client.call_tool("compare_quality", {})).is_error


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ([], "Nothing to compare: there is no session in that time, or of that meeting."),
        ([[]], "Nothing to compare: nobody was in these sessions."),
        ([[0]], "Too few people to compare: "),
    ],
)
async def test_too_little_is_said_in_one_line(upstream: Upstream, people: list[list[int]], told: str) -> None:
    upstream.answer(Meetings(people).reply)
    async with connected("stdio", environment_of(upstream)) as client:
        found = await compared(client)
    assert found["headline"].startswith(told)
    assert found["differences"] == []


async def test_one_browser_or_none_leaves_nothing_to_compare(upstream: Upstream) -> None:
    meetings = Meetings([[*range(12)]], metadata=lambda _: browser("Chrome"))
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream)) as client:
        same = await compared(client, group_by="browser")
        unknown = await compared(client, group_by="country")
    assert same["headline"] == "Nothing to compare: everybody whose browser is known was in Chrome."
    assert unknown["headline"] == "Nothing to compare: nobody's country is known."


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"session_ids": [uuid(1, 0)], "peer_ids": [uuid(2, 0)]}, "session_ids"),
        ({"session_ids": [uuid(1, 0)], "start_time": "2026-11-03T00:00:00Z"}, "session_ids"),
        ({"peer_ids": [uuid(2, 0)], "associated_id": uuid(1, 0)}, "peer_ids"),
        ({"session_ids": []}, "session_ids"),
        ({"peer_ids": [uuid(2, 0)] * 2_001}, "peer_ids"),
        ({"session_ids": {"id": 1}}, "session_ids"),
        ({"session_ids": [1]}, "session_ids"),
        ({"cursor": "nonsense"}, "cursor"),
        ({"cursor": "s0.0"}, "cursor"),
        ({"cursor": "p1-0.0", "session_ids": [uuid(1, 0)]}, "cursor"),
        ({"group_by": "city"}, "group_by"),
    ],
)
async def test_what_cannot_be_asked_is_one_sentence_and_sends_nothing(
    upstream: Upstream, arguments: dict[str, Any], named: str
) -> None:
    upstream.answer(Meetings([[0]]).reply)
    async with connected("stdio", environment_of(upstream)) as client:
        result = await client.call_tool("compare_quality", arguments)
    assert result.is_error
    assert text_of(result).startswith(f"{named}:")
    assert len(text_of(result)) < 300
    assert upstream.requests == []


async def test_city_and_address_are_never_told(upstream: Upstream) -> None:
    private = {"city": "Alderport", "ipv4": "192.0.2.7", "country": "NL", "asn": {"asn": "AS64496"}}
    meetings = Meetings([[*range(12)]], metadata=lambda _: browser("Chrome", ip_information=private))
    upstream.answer(meetings.reply)
    async with connected("stdio", environment_of(upstream)) as client:
        for group_by in ("country", "asn"):
            found = await client.call_tool("compare_quality", {"group_by": group_by, "detail": "full"})
            assert "AS64496" in text_of(found) or "NL" in text_of(found)
            for word in ("Alderport", "192.0.2", "Person"):
                assert word not in found.model_dump_json()


async def test_real_meetings_keep_the_budgets_and_the_schema_in_every_grouping(
    environment: dict[str, str], sandbox: SandboxServer
) -> None:
    async with connected("stdio", environment) as client:
        (tool,) = [each for each in (await client.list_tools()).tools if each.name == "compare_quality"]
        listed = structured(await client.call_tool("list_sessions", {"search": "Field visit"}))["sessions"]
        more = structured(await client.call_tool("list_sessions", {"search": "Tuesday product review"}))[
            "sessions"
        ]
        question = {"session_ids": [each["id"] for each in (*listed[:1], *more[:1])]}
        told = Told()
        sandbox.requests.clear()
        first = await client.call_tool("compare_quality", question, progress_callback=told.tell)
        asked = [path.rpartition("/")[2] for _, path in sandbox.requests if "peer-report" in path]
        assert len(asked) == len(set(asked)) == structured(first)["reports"] > 0
        done = [each for each, _ in told.steps]
        assert done == sorted(set(done))
        assert told.steps[-1] == (2 + len(asked), 2 + len(asked))
        for group_by in (None, *tool.input_schema["properties"]["group_by"]["enum"]):
            for detail in TEXT_BUDGET:
                arguments = question | {"detail": detail} | ({"group_by": group_by} if group_by else {})
                result = await client.call_tool("compare_quality", arguments)
                check_budget(result, detail)
                jsonschema.validate(
                    structured(result), tool.output_schema or {}, jsonschema.Draft202012Validator
                )
        assert len([path for _, path in sandbox.requests if "peer-report" in path]) == len(asked)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_cancelled_comparison_stops_its_requests(mode: str) -> None:
    with SandboxServer(latency_s=LATENCY_S) as sandbox:
        env = clean_environment() | sandbox.environment()
        async with connected("stdio", env, mode=mode) as client:
            await check_cancelling(client, sandbox, "compare_quality", {}, open_requests=AT_ONCE)
