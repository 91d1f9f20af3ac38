"""Moments as people name them."""

from datetime import UTC, datetime

import pytest

from rtk_mcp.errors import BadArgument
from rtk_mcp.report.call_time import place, read_call_time

START = datetime(2026, 11, 3, 23, 30, tzinfo=UTC).timestamp()
SPAN = (START, START + 7_200)
AFTERNOON_START = datetime(2026, 11, 17, 14, 0, 7, tzinfo=UTC).timestamp()
AFTERNOON = (AFTERNOON_START, AFTERNOON_START + 3_584)


def placed(
    start: str | None, end: str | None, call: tuple[float, float] = SPAN
) -> tuple[float | None, float | None, str | None]:
    """Offsets into the call, and what is said of how the texts were read."""
    since, until = (read_call_time("start", text) if text else None for text in (start, end))
    found = place(since, until, call)
    first, last = (None if each is None else each - call[0] for each in (found.start_s, found.end_s))
    return first, last, found.note


@pytest.mark.parametrize(
    ("text", "offset_s"),
    [
        ("2026-11-03T23:42:30Z", 750),
        ("2026-11-04T00:42:30+01:00", 750),
        ("2026-11-03T23:42:30", 750),
        ("2026-11-03 23:42:30.500Z", 750.5),
        ("12:30", 750),
        ("+12:30", 750),
        ("+00:12:30", 750),
        ("+1:12:30.5", 4_350.5),
        ("90:00", 5_400),
        ("23:42:30Z", 750),
        ("23:42Z", 720),
        ("23:42z", 720),
        ("00:10:00Z", 2_400),
    ],
)
def test_every_form_names_the_moment(text: str, offset_s: float) -> None:
    start_s, end_s, _ = placed(text, None)
    assert start_s == pytest.approx(offset_s)
    assert end_s is None


def test_a_clock_time_outside_the_call_stays_on_its_first_day() -> None:
    assert (placed("10:00:00Z", None)[0] or 0) < 0


@pytest.mark.parametrize(
    ("start", "end", "first_s", "last_s", "note"),
    [
        (
            "14:20",
            "14:25",
            1_193,
            1_493,
            "14:20 and 14:25 read as a time of day (UTC); for an offset into the call write +14:20 and +14:25.",
        ),
        ("14:20:00", None, 1_193, None, None),
        (
            "14:20",
            None,
            1_193,
            None,
            "14:20 read as a time of day (UTC); for an offset into the call write +14:20.",
        ),
        (
            None,
            "14:00",
            None,
            -7,
            "14:00 read as a time of day (UTC); for an offset into the call write +14:00.",
        ),
        ("14:20", "15:10", 1_193, 4_193, "14:20 and 15:10 read as"),
        ("05:00", None, 300, None, None),
        ("05:00", "06:30", 300, 390, None),
        (
            "13:00",
            "15:30",
            780,
            930,
            "13:00 and 15:30 read as an offset into the call; for a time of day (UTC) write 13:00Z and 15:30Z.",
        ),
        ("14:20", "+20:00", 860, 1_200, None),
        ("14:20Z", "14:25", 1_193, 1_493, None),
        ("14:20Z", "15:10", 1_193, 4_193, None),
        ("5:00", "14:20Z", 300, 1_193, None),
        ("14:20", "+15:00", 860, 900, None),
        ("14:20", "50:00", 860, 3_000, None),
        ("2026-11-17T14:20:00Z", "14:25", 1_193, 1_493, "14:25 read as a time of day"),
    ],
)
def test_what_can_be_a_time_of_day_or_an_offset_is_read_as_what_is_in_the_call(
    start: str | None, end: str | None, first_s: float | None, last_s: float | None, note: str | None
) -> None:
    found = placed(start, end, AFTERNOON)
    assert found[:2] == (first_s, last_s)
    assert (found[2] or "").startswith(note or "")
    assert (found[2] is None) is (note is None)


def test_a_minute_in_which_the_call_begins_is_in_the_call() -> None:
    assert placed("14:00", None, AFTERNOON)[0] == -7


def test_after_midnight_a_time_of_day_is_of_the_next_day() -> None:
    assert placed("00:10", "00:20") == (
        2_400,
        3_000,
        "00:10 and 00:20 read as a time of day (UTC); for an offset into the call write +00:10 and +00:20.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "12",
        "12:3x",
        "25:00:61Z:",
        "25:00Z",
        "14:60Z",
        "+14:20Z",
        "9999-99-99T00:00:00Z",
        "\u0661\u0662:30",
        "1e9",
    ],
)
def test_anything_else_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(BadArgument, match=r"^start: must be a time such as"):
        read_call_time("start", text)
