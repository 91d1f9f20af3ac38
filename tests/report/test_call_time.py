"""Moments as people name them."""

from datetime import UTC, datetime

import pytest

from rtk_mcp.errors import BadArgument
from rtk_mcp.report.call_time import read_call_time

START = datetime(2026, 11, 3, 23, 30, tzinfo=UTC).timestamp()
SPAN = (START, START + 7_200)


@pytest.mark.parametrize(
    ("text", "offset_s"),
    [
        ("2026-11-03T23:42:30Z", 750),
        ("2026-11-04T00:42:30+01:00", 750),
        ("2026-11-03T23:42:30", 750),
        ("2026-11-03 23:42:30.500Z", 750.5),
        ("12:30", 750),
        ("00:12:30", 750),
        ("+12:30", 750),
        ("1:12:30.5", 4_350.5),
        ("90:00", 5_400),
        ("23:42:30Z", 750),
        ("00:10:00Z", 2_400),
    ],
)
def test_every_form_names_the_moment(text: str, offset_s: float) -> None:
    assert read_call_time("start", text).seconds(SPAN) - START == pytest.approx(offset_s)


def test_a_clock_time_outside_the_call_stays_on_its_first_day() -> None:
    assert read_call_time("start", "10:00:00Z").seconds(SPAN) < START


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "12", "12:3x", "25:00:61Z:", "9999-99-99T00:00:00Z", "\u0661\u0662:30", "1e9"]
)
def test_anything_else_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(BadArgument, match=r"^start: must be a time such as"):
        read_call_time("start", text)
