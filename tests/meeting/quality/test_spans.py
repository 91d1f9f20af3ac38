"""Stretches that touch are one, and their time between two moments is what is in both."""

from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.meeting.quality.spans import Spans

SECONDS = st.integers(0, 60)
STRETCHES = st.lists(st.tuples(SECONDS, SECONDS).map(lambda pair: (min(pair), max(pair))), max_size=8)


@given(STRETCHES, SECONDS, SECONDS)
def test_the_time_within_is_that_of_the_seconds_that_any_stretch_covers(
    stretches: list[tuple[int, int]], one: int, other: int
) -> None:
    start, end = min(one, other), max(one, other)
    covered = {second for begin, stop in stretches for second in range(begin, stop)}
    assert Spans.of(stretches).within(start, end) == len(covered & set(range(start, end)))


def test_stretches_that_touch_are_one() -> None:
    assert Spans.of([(5, 9), (0, 3), (3, 5)]) == Spans((0,), (9,))
    assert Spans.of([]) == Spans()
