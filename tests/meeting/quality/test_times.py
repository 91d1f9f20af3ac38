"""Stretches of time as slots, and slots as a few windows."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from rtk_mcp.meeting.quality.times import SLOT_S, between, moved, slots_of, slots_of_span, widened, windows_of
from rtk_mcp.report.finding import Window

START = datetime(2026, 3, 3, 10, tzinfo=UTC)
FIRST = int(START.timestamp() // SLOT_S)


def window(start_s: float, end_s: float) -> Window:
    return Window(START + timedelta(seconds=start_s), START + timedelta(seconds=end_s))


def test_a_window_reaches_into_every_slot_that_it_touches() -> None:
    assert slots_of([window(5, 45), window(41, 50)]) == {FIRST, FIRST + 1, FIRST + 2}
    assert slots_of([window(25, 25)]) == {FIRST + 1}
    assert slots_of([]) == frozenset()


@pytest.mark.parametrize(("ahead_s", "slot"), [(60.0, FIRST - 3), (-60.0, FIRST + 3)])
def test_a_clock_that_is_ahead_says_later_than_it_was(ahead_s: float, slot: int) -> None:
    assert slots_of([window(5, 10)], ahead_s) == {slot}


def test_a_stay_without_an_end_or_a_beginning_has_no_slots() -> None:
    assert between(START, START + timedelta(seconds=30)) == {FIRST, FIRST + 1}
    assert between(START, None) == between(None, START) == frozenset()


def test_widened_slots_have_neighbours_on_both_sides() -> None:
    assert widened(frozenset({10, 20})) == {9, 10, 11, 19, 20, 21}
    assert widened(frozenset({10}), by=2) == {8, 9, 10, 11, 12}


def test_slots_in_a_row_are_one_window_to_the_end_of_the_last() -> None:
    assert windows_of({FIRST + 1, FIRST, FIRST + 2}) == (window(0, 60),)
    assert windows_of([]) == ()


def test_of_too_many_windows_the_nearest_are_joined() -> None:
    apart = [0, 10, 12, 30, 50]
    assert windows_of(FIRST + place for place in apart) == (
        window(0, 20),
        window(200, 260),
        window(600, 620),
        window(1_000, 1_020),
    )


@pytest.mark.parametrize("seed", range(20))
def test_any_slots_are_in_at_most_four_windows_in_order(seed: int) -> None:
    rng = Random(seed)
    slots = {FIRST + rng.randrange(400) for _ in range(rng.randint(1, 80))}
    windows = windows_of(slots)
    assert 1 <= len(windows) <= 4
    assert slots <= slots_of(windows)
    assert all(one.end < other.start for one, other in pairwise(windows))
    assert windows[0].start == datetime.fromtimestamp(min(slots) * SLOT_S, UTC)
    assert windows[-1].end == datetime.fromtimestamp((max(slots) + 1) * SLOT_S, UTC)


def test_no_stretch_has_more_slots_than_the_longest_meeting() -> None:
    ages = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC))
    assert len(between(*ages)) == len(slots_of_span((ages[0].timestamp(), ages[1].timestamp()))) == 43_200
    assert moved(datetime.max.replace(tzinfo=UTC), 60.0) is None
