from itertools import accumulate
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.report.counters import is_cumulative, per_sample
from rtk_mcp.report.numbers import GrowingNumbers, Numbers


def column(values: list[float | None]) -> Numbers:
    growing = GrowingNumbers()
    growing.extend(values)
    return growing.data


def test_a_steady_count_per_sample_is_not_cumulative() -> None:
    assert is_cumulative([column([350, 351, 350, 349, 350, 352, 350, 350, 349, 351, 350])]) is False


def test_a_counter_since_the_start_is_cumulative() -> None:
    assert is_cumulative([column([350.0 * i for i in range(12)])]) is True


def test_a_few_rows_prove_nothing() -> None:
    assert is_cumulative([column([10, 20, 30, 40])]) is None


def test_a_column_of_zeros_proves_nothing() -> None:
    assert is_cumulative([column([0] * 50), column([None] * 50)]) is None


def test_short_streams_of_one_series_are_judged_together() -> None:
    assert is_cumulative([column([10, 20, 30])] * 4) is True


def test_one_restart_does_not_hide_a_counter_since_the_start() -> None:
    assert is_cumulative([column([*accumulate([7] * 15), *accumulate([9] * 15)])]) is True


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=50))
def test_differences_of_a_running_sum_are_the_numbers_summed(values: list[int]) -> None:
    assert list(per_sample(column([*accumulate(values)]))) == values


def test_missing_rows_carry_over() -> None:
    steps = per_sample(column([10, None, 30, 25]))
    assert list(steps) == pytest.approx([10, nan, 20, 0], nan_ok=True)


@pytest.mark.parametrize("late_every", [3, 4, 5, 8])
def test_late_packets_do_not_make_a_count_of_lost_ones_per_sample(late_every: int) -> None:
    lost = [*accumulate((-1 if place % late_every == 0 else 1) for place in range(1, 200))]
    assert is_cumulative([column([*lost])], others_are=True) is True


def test_a_sparse_count_per_sample_is_recognised_beside_packets_since_the_start() -> None:
    sparse: list[float | None] = [(place % 5 == 0 and place % 7 + 1) or 0 for place in range(200)]
    assert is_cumulative([column(sparse)], others_are=True) is False
