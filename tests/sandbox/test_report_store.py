"""Reports are made when they are asked for and not before, in little time and little memory, and always the same."""

import time

import orjson
import pytest

from rtk_mcp.sandbox.service.report_store import ReportStore
from rtk_mcp.sandbox.world import World
from rtk_mcp.sandbox.world.model import Session
from tests.sandbox.conftest import Kit
from tests.sandbox.world.test_world import NOW

WORLD = World.build(seed=7, now=NOW)
FIRST_S, NEXT_S = 2.5, 0.5
"""Of this process's time; several times what it takes."""
LARGE = ("tuesday-all-hands", "shift-briefing", "noon-briefing")
REPORT_BYTES = 900_000
TILES = 9


def whole(key: str) -> Session:
    return WORLD.whole(WORLD.keys[key])


@pytest.mark.anyio
async def test_lists_and_people_need_no_report(kit: Kit) -> None:
    await kit.get("/sessions", per_page=100)
    for key in LARGE:
        await kit.of(key)
        people = await kit.of(key, "/participants", per_page=100, include_peer_events="true")
        assert len(people["participants"]) == len(kit.session(key).people)
    assert kit.service.reports.held_bytes == 0


@pytest.mark.parametrize("key", LARGE)
def test_each_report_of_a_large_meeting_takes_little_time_and_is_small(key: str) -> None:
    session, store = whole(key), ReportStore()
    spent_s = []
    for person in session.people[:3] + session.people[-3:]:
        began = time.process_time()
        report = store.report(session, person.peer_id)
        spent_s.append(time.process_time() - began)
        assert len(report) < REPORT_BYTES
        rows = orjson.loads(report)["quality"]["video_consumer"]
        at_once: dict[str, set[str]] = {}
        for row in rows:
            at_once.setdefault(row["timestamp"], set()).add(row["producer_id"])
        assert rows
        assert max(map(len, at_once.values())) <= TILES
    assert spent_s[0] < FIRST_S
    assert max(spent_s[1:]) < NEXT_S


def test_no_more_than_the_bytes_allowed_are_kept() -> None:
    session, most_bytes = whole("book-club"), 2_000_000
    store = ReportStore(most_bytes)
    first = store.report(session, session.people[0].peer_id)
    made = sum(len(store.report(session, person.peer_id)) for person in session.people)
    assert most_bytes / 2 < store.held_bytes <= most_bytes < made
    assert store.report(session, session.people[0].peer_id) == first


def test_one_report_is_kept_however_large() -> None:
    session, store = whole("book-club"), ReportStore(most_bytes=1)
    last = [store.report(session, person.peer_id) for person in session.people[:2]][-1]
    assert store.held_bytes == len(last)


@pytest.mark.parametrize("key", ["product-tour", "partner-day"])
def test_another_sandbox_of_the_same_seed_makes_the_same_reports_in_any_order(key: str) -> None:
    again = World.build(seed=7, now=NOW)
    session, same = whole(key), again.whole(again.keys[key])
    peers = [person.peer_id for person in session.people]
    store, other = ReportStore(), ReportStore()
    made = {peer: store.report(session, peer) for peer in peers}
    assert {peer: other.report(same, peer) for peer in reversed(peers)} == made
