"""Hits in many sessions: each session once over the pages, within the budget, and no word of what was not searched."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from rtk_mcp.api.models.session import Session
from rtk_mcp.meeting.matching import Query
from rtk_mcp.meeting.people import Person
from rtk_mcp.meeting.searching import Hit, Searched, Source
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.search import Batch, render_search
from rtk_mcp.render.search_model import SearchResult

DETAILS: tuple[Detail, ...] = ("brief", "standard", "full")
NEWEST = datetime(2026, 11, 30, 10, tzinfo=UTC)
ANA = Person("1111", "Ana")
QUERY = Query("release date")


def said(text: str, person: int | None = 0) -> Hit:
    return Hit("transcript", text, "all", 61.0, person)


def searched(number: int, *hits: Hit, unread: bool = False) -> Searched:
    session = Session(
        id=f"813432c7-3c5a-45e2-9acf-eef7061c75{number:02d}",
        meeting_display_name=f"Review {number}",
        status="ENDED",
        started_at=NEWEST - timedelta(days=number),
    )
    people: dict[Source, tuple[Person, ...]] = {"transcript": (ANA,)}
    return Searched(session, [*hits], people, unread={"chat"} if unread else set())


def batch_of(results: Sequence[Searched], after: str | None = None, stopped: str | None = None) -> Batch:
    return Batch(results, [f"p123456-{1000 + number}" for number in range(len(results))], after, stopped)


def rendered(
    batch: Batch, detail: Detail = "standard", *, query: Query = QUERY, person: str | None = None
) -> Rendered[SearchResult]:
    """The answer, which keeps its budget."""
    answer = render_search(batch, query, person, detail)
    assert len(answer.text.encode()) <= TEXT_BUDGET[detail]
    structured = answer.structured.model_dump(mode="json", exclude_none=True)
    assert len(orjson.dumps(structured)) <= STRUCTURED_BUDGET[detail]
    return answer


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("text", ["The release date.", "the release date of Zoë 👋 " * 200])
@pytest.mark.parametrize("after", [None, "p123456-1050-abcdef"])
def test_the_cursors_lead_to_every_session_once(detail: Detail, text: str, after: str | None) -> None:
    results = [searched(number, *[said(text)] * (number % 12)) for number in range(50)]
    batch = batch_of(results, after)
    found: list[str] = []
    cursor: str | None = batch.cursors[0]
    pages = 0
    while cursor != after and cursor is not None:
        first = batch.cursors.index(cursor)
        answer = rendered(Batch(results[first:], batch.cursors[first:], after), detail)
        assert (f"cursor={answer.structured.next_cursor}" in answer.text) is bool(
            answer.structured.next_cursor
        )
        found += [session.session_id for session in answer.structured.sessions]
        cursor = answer.structured.next_cursor
        pages += 1
    assert cursor == after
    assert found == [each.session.id for each in results if each.hits]
    assert pages >= (1 if detail == "full" else 2)


def test_the_text_says_where_by_whom_and_what() -> None:
    chat = Hit("chat", "Date?", "all")
    result = searched(1, said("The *release* date."), said("Which release date?", None), chat)
    result.people["chat"] = ()
    lines = rendered(batch_of([result])).text.splitlines()
    assert lines[0] == '"release date": found in 1 of 1 session from 2026-11-29 to 2026-11-29, newest first.'
    assert lines[3:] == [
        f'2026-11-29T10:00:00Z "Review 1", session {result.session.id}: 3 hits',
        "  transcript 00:01:01 Ana: The *release* date.",
        "  chat unknown speaker: Date?",
        "  transcript 00:01:01 unknown speaker: Which release date?",
        "--- end of quoted data",
    ]


def test_what_is_only_titled_so_has_no_speaker() -> None:
    result = searched(1, Hit("title", "Release date", "all"))
    answer = rendered(batch_of([result]))
    assert answer.structured.sessions[0].hits[0].speaker is None
    assert "  title: Release date" in answer.text.splitlines()


def test_looser_hits_are_left_out_beside_closer_ones_and_told_alone() -> None:
    loose = Hit("transcript", "The date.", "some", 5.0, 0)
    both = rendered(batch_of([searched(1, loose), searched(2, said("The release date."))]))
    assert [each.title for each in both.structured.sessions] == ["Review 2"]
    assert both.structured.note is None
    mixed = rendered(batch_of([searched(1, loose, said("The release date."))])).structured.sessions[0]
    assert (mixed.hits_total, [hit.text for hit in mixed.hits]) == (1, ["The release date."])
    alone = rendered(batch_of([searched(1, loose)]))
    assert [each.title for each in alone.structured.sessions] == ["Review 1"]
    assert alone.structured.note == "No place has all of these words; these have some of them."


def test_no_session_is_not_the_same_as_none_searched_yet() -> None:
    assert "there is no session" in rendered(batch_of([])).text
    stopped = rendered(batch_of([searched(0, unread=True)], stopped="There was no time for them."))
    assert "nothing was searched yet" in stopped.text
    assert stopped.structured.next_cursor == "p123456-1000"
    assert stopped.structured.note == (
        "1 session not searched: go on with the cursor. There was no time for them."
    )


def test_that_nobody_is_called_so_is_said_of_what_was_searched_alone() -> None:
    unread = batch_of([searched(0, unread=True)], stopped="?")
    assert "Nobody" not in rendered(unread, person="Ana").text
    assert (
        'Nobody who spoke or wrote in them is called "Wanda".'
        in rendered(batch_of([searched(0)]), person="Wanda").text.splitlines()
    )
    known = searched(0)
    known.knows_person = True
    assert "Nobody" not in rendered(batch_of([known]), person="Ana").text


def test_sessions_behind_one_that_is_not_read_are_for_the_next_page() -> None:
    results = [searched(0, said("The release date.")), searched(1, unread=True), searched(2, said("x"))]
    answer = rendered(batch_of(results, stopped="Busy."))
    assert [each.title for each in answer.structured.sessions] == ["Review 0"]
    assert (answer.structured.searched, answer.structured.next_cursor) == (1, "p123456-1001")
