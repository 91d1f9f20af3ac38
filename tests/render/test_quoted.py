"""Rows in pages: all of them once, in order, each page within its budget, and no cursor but ours taken."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from rtk_mcp.errors import BadArgument
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail
from rtk_mcp.render.quoted import END, NOTE, Row, places_from, quoted_answer


class Item(BaseModel):
    text: str


class Answer(BaseModel):
    total: int
    rows: list[Item] | None = None
    next_cursor: str | None = None


def rows_of(texts: list[str], places: list[int]) -> list[Row[Item]]:
    return [Row(place, f"Ana: {texts[place]}", Item(text=texts[place])) for place in places]


@given(
    texts=st.lists(st.text(max_size=60), max_size=80),
    detail=st.sampled_from(("brief", "standard", "full")),
    head=st.lists(st.text(max_size=20), max_size=3),
)
def test_following_the_cursor_gives_every_row_once(texts: list[str], detail: Detail, head: list[str]) -> None:
    cursor: str | None = None
    found: list[str] = []
    while True:
        places = list(places_from(cursor, range(len(texts)), len(texts)))
        page = quoted_answer(rows_of(texts, places), head, Answer(total=len(texts)), detail, field="rows")
        structured = page.structured.model_dump(mode="json", exclude_none=True)
        assert len(page.text.encode()) <= TEXT_BUDGET[detail]
        assert len(orjson.dumps(structured)) <= STRUCTURED_BUDGET[detail]
        shown = [item.text for item in page.structured.rows or []]
        assert (NOTE in page.text) is bool(shown)
        found += shown
        cursor = page.structured.next_cursor
        if cursor is None:
            assert page.text.endswith(END) is bool(shown)
            break
        assert page.text.endswith(f"--- more with cursor={cursor}")
    assert found == texts


@pytest.mark.parametrize("length", range(1, 60))
def test_the_closing_line_has_its_room_however_rows_fill_the_rest(length: int) -> None:
    texts = ["x" * length] * 100_000
    page = quoted_answer(
        rows_of(texts, [*range(99_000, 100_000)]), [], Answer(total=1), "brief", field="rows"
    )
    assert (
        TEXT_BUDGET["brief"] - 2 * (length + len("Ana: ")) - 48
        < len(page.text.encode())
        <= TEXT_BUDGET["brief"]
    )


def test_a_row_larger_than_the_budget_does_not_stop_the_pages() -> None:
    texts = ["x" * 5_000, "y"]
    first = quoted_answer(rows_of(texts, [0, 1]), [], Answer(total=2), "brief", field="rows").structured
    assert [item.text for item in first.rows or []] == texts[:1]
    assert list(places_from(first.next_cursor, [0, 1], 2)) == [1]


def test_a_cursor_names_a_place_of_the_whole_not_of_what_was_found() -> None:
    assert list(places_from("at-5", [2, 4, 6, 9], 10)) == [6, 9]
    assert list(places_from(None, [2, 4], 10)) == [2, 4]
    assert list(places_from("at-0", [], 0)) == []


@pytest.mark.parametrize("cursor", ["", "at-", "at--1", "at-10", "at-1\n", "at-٣", "p1-0", "at-" + "9" * 30])
def test_a_cursor_that_is_none_of_ours_is_refused(cursor: str) -> None:
    with pytest.raises(BadArgument, match="next_cursor of the last answer"):
        places_from(cursor, range(10), 10)
