"""The worst values survive, and what was not measured is no value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.report.downsampling import downsample, gaps, whole_step_s

WINDOW_S = 3_600
series = st.lists(
    st.tuples(st.floats(0, WINDOW_S), st.floats(-1e9, 1e9, allow_nan=False)), min_size=1, max_size=300
).map(sorted)


@given(series, st.integers(1, 120))
def test_the_lowest_and_highest_value_survive(values: list[tuple[float, float]], points: int) -> None:
    found = downsample(values, whole_step_s(WINDOW_S, points))
    assert min(point.low for point in found) == min(value for _, value in values)
    assert max(point.high for point in found) == max(value for _, value in values)
    assert sum(point.samples for point in found) == len(values)


@given(series, st.integers(1, 120))
def test_each_point_tells_of_its_own_stretch(values: list[tuple[float, float]], points: int) -> None:
    step_s = whole_step_s(WINDOW_S, points)
    for point in downsample(values, step_s):
        own = [value for at, value in values if point.offset_s <= at < point.offset_s + step_s]
        assert (point.low, point.high, point.samples) == (min(own), max(own), len(own))
        assert min(own) - 1e-3 <= point.mean <= max(own) + 1e-3


@given(st.floats(0, 1e6), st.integers(1, 120))
def test_there_are_no_more_stretches_than_asked_for(window_s: float, points: int) -> None:
    step_s = whole_step_s(window_s, points)
    assert step_s >= 1
    assert window_s // step_s < points


@pytest.mark.parametrize(
    ("window_s", "points", "step_s"),
    [(3_584, 60, 60), (3_584, 12, 300), (3_584, 5, 900), (180, 26, 10), (12, 60, 1), (200_000, 1, 259_200)],
)
def test_stretches_have_lengths_that_a_reader_can_count_in(window_s: float, points: int, step_s: int) -> None:
    assert whole_step_s(window_s, points) == step_s


def test_a_stretch_without_samples_is_no_point() -> None:
    found = downsample([(1.0, 5.0), (61.0, 7.0)], 10)
    assert [point.offset_s for point in found] == [0, 60]


def test_a_pause_is_a_gap_from_its_last_sample_to_the_interval_of_the_next() -> None:
    times = [107.0, 114.0, 121.0, 177.0, 184.0]
    assert gaps(times, 7, (100.0, 184.0)) == ((121.0, 170.0),)


def test_one_late_row_is_no_gap() -> None:
    assert gaps([107.0, 121.0, 128.0], 7, (100.0, 128.0)) == ()


def test_before_the_first_and_after_the_last_sample_are_gaps() -> None:
    assert gaps([307.0, 314.0], 7, (100.0, 500.0)) == ((100.0, 300.0), (314.0, 500.0))


def test_gaps_are_cut_to_the_window() -> None:
    assert gaps([107.0, 307.0], 7, (150.0, 200.0)) == ((150.0, 200.0),)


def test_without_samples_all_of_the_window_is_a_gap() -> None:
    assert gaps([], 7, (1.0, 90.0)) == ((1.0, 90.0),)
