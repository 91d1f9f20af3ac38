"""Somebody who cannot stay: short stays one after the other."""

from datetime import UTC, datetime, timedelta

import pytest

from rtk_mcp.meeting.quality.joining import join_troubles
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.times import between

START = datetime(2026, 3, 3, 10, tzinfo=UTC)
LONG_S = 1_800.0


def stays(*lengths_s: float, gap_s: float = 20.0, person: int = 0) -> list[Stay]:
    """One person's stays of these lengths, one after the other."""
    found, now = [], START
    for place, length_s in enumerate(lengths_s):
        left = now + timedelta(seconds=length_s)
        found.append(Stay(f"{person}-{place}", person, now, left))
        now = left + timedelta(seconds=gap_s)
    return found


@pytest.mark.parametrize(
    ("lengths_s", "severity", "times"),
    [
        ((30.0, 40.0, LONG_S), "minor", 2),
        ((30.0, 40.0, 50.0, LONG_S), "major", 3),
        ((30.0, LONG_S, 40.0, LONG_S), "minor", 2),
        ((200.0, 250.0, 280.0, LONG_S), "major", 3),
        ((30.0, 250.0, 280.0, 90.0), "major", 3),
    ],
)
def test_short_stays_in_a_row_are_one_trouble(
    lengths_s: tuple[float, ...], severity: str, times: int
) -> None:
    (trouble,) = join_troubles(stays(*lengths_s))
    assert (trouble.kind, trouble.culprits, trouble.seen_by) == ("break", (0,), 0)
    assert trouble.finding.severity == severity
    assert trouble.finding.evidence[0].value == times
    assert f"joined {len(lengths_s)} times" in trouble.finding.summary


def test_the_order_of_the_list_does_not_matter() -> None:
    own = stays(30.0, 40.0, LONG_S)
    assert join_troubles(own[::-1]) == join_troubles(own)


def test_it_was_while_the_short_stays_lasted() -> None:
    own = stays(30.0, 40.0, LONG_S)
    (trouble,) = join_troubles(own)
    assert trouble.slots == between(own[0].joined, own[0].left) | between(own[1].joined, own[1].left)


@pytest.mark.parametrize(
    "lengths_s",
    [(), (20.0,), (20.0, LONG_S), (LONG_S, LONG_S), (200.0, 250.0, LONG_S), (LONG_S, LONG_S, LONG_S, 20.0)],
    ids=["nobody", "one short", "one rejoin", "a break", "two brief ones", "looking in at the end"],
)
def test_one_rejoin_and_long_stays_are_nothing(lengths_s: tuple[float, ...]) -> None:
    assert join_troubles(stays(*lengths_s)) == []


def test_who_comes_back_much_later_had_left_for_good() -> None:
    assert join_troubles(stays(30.0, 40.0, 50.0, LONG_S, gap_s=181.0)) == []


def test_two_devices_at_once_are_no_return() -> None:
    short = [Stay(str(place), 0, START, START + timedelta(seconds=30 + place)) for place in range(4)]
    assert join_troubles(short) == []


def test_short_stays_of_different_people_are_not_added_up() -> None:
    assert join_troubles([*stays(30.0, LONG_S), *stays(30.0, LONG_S, person=1)]) == []
    (trouble,) = join_troubles([*stays(LONG_S), *stays(30.0, 30.0, LONG_S, person=1)])
    assert trouble.culprits == (1,)


def test_stays_whose_times_are_not_known_tell_nothing() -> None:
    assert join_troubles([Stay(str(place), 0) for place in range(4)]) == []
