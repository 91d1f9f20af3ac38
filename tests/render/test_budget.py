from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.render.budget import (
    STRUCTURED_BUDGET,
    TEXT_BUDGET,
    Line,
    Section,
    cut_text,
    duration_text,
    fit_sections,
    iso_utc,
    number_text,
    short_id,
)


def test_structured_content_has_twice_the_text() -> None:
    assert dict(TEXT_BUDGET) == {"brief": 1_200, "standard": 4_000, "full": 16_000}
    assert dict(STRUCTURED_BUDGET) == {"brief": 2_400, "standard": 8_000, "full": 32_000}


@given(st.text(), st.integers(0, 40))
def test_a_cut_fits_and_reads_on_where_it_ended(text: str, limit: int) -> None:
    piece, consumed = cut_text(text, limit)
    assert len(piece.encode("utf-8", "replace")) <= limit
    assert piece + text[consumed:] == text
    if consumed < len(text):
        assert len((piece + text[consumed]).encode("utf-8", "replace")) > limit


def test_no_code_point_is_split() -> None:
    assert cut_text("aé€😀", 9) == ("aé€", 3)
    assert cut_text("aé€😀", 10) == ("aé€😀", 4)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.031234, "0.0312"),
        (6.10, "6.1"),
        (783, "783"),
        (783.4, "783"),
        (99.96, "100"),
        (12_345, "12300"),
        (-2.345, "-2.35"),
        (1e-9, "0.000000001"),
        (True, "1"),
    ],
)
def test_numbers_have_three_significant_digits(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (45.2, "45 s"), (59.7, "1 min"), (2_040, "34 min"), (7_500, "2 h 05 min"), (-3, "0 s")],
)
def test_durations_are_readable(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_times_are_utc() -> None:
    time = datetime(2026, 11, 17, 16, 20, tzinfo=timezone(timedelta(hours=1)))
    assert iso_utc(time) == "2026-11-17T15:20:00Z"


def test_ids_are_shortened_to_eight_characters() -> None:
    assert short_id("3f2a9c1e-77aa-4bbb-8ccc-000000000000") == "3f2a9c1e"


def test_the_most_important_lines_stay_in_their_order() -> None:
    sections = [
        Section("", [Line("headline", 0), Line("least", 9)]),
        Section("Table", [Line("first", 1), Line("second", 2)]),
        Section("Empty", []),
    ]
    assert fit_sections(sections, 1_000) == ("headline\nleast\n\nTable\nfirst\nsecond", [])
    text, left_out = fit_sections(sections, 26)
    assert text == "headline\n\nTable\nfirst"
    assert [line.text for line in left_out] == ["least", "second"]


def test_a_line_is_nothing_without_the_one_that_it_is_under() -> None:
    lines = [
        Line("a head that is too long", 0),
        Line("b", 1, under=True),
        Line("c", 2),
        Line("d", 3, under=True),
    ]
    assert fit_sections([Section("", lines)], 12)[0] == "c\nd"


@given(
    st.lists(st.tuples(st.text(max_size=4), st.lists(st.tuples(st.text(max_size=9), st.integers(0, 9))))),
    st.integers(0, 80),
)
def test_fitted_sections_keep_the_budget(parts: list[tuple[str, list[tuple[str, int]]]], limit: int) -> None:
    sections = [Section(heading, [Line(*line) for line in lines]) for heading, lines in parts]
    text, left_out = fit_sections(sections, limit)
    assert len(text.encode()) <= limit
    assert len(left_out) <= sum(len(section.lines) for section in sections)
