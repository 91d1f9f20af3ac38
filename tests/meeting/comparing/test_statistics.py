"""Against published values, and against going through all arrangements one by one."""

import random
from collections.abc import Sequence
from itertools import combinations
from math import comb

import pytest

from rtk_mcp.meeting.comparing import statistics
from rtk_mcp.meeting.comparing.statistics import (
    fisher_exact,
    holm,
    mann_kendall,
    mann_whitney,
    superiority,
)


@pytest.mark.parametrize(
    ("table", "published"),
    [
        ((3, 4, 1, 4), 34 / 70),  # Fisher's tea taster
        ((1, 10, 11, 14), 0.002759456),
        ((0, 5, 0, 9), 1.0),
        ((5, 5, 0, 5), 2 / 252),
    ],
)
def test_fishers_test_has_the_published_values(table: tuple[int, int, int, int], published: float) -> None:
    assert fisher_exact(*table) == pytest.approx(published, rel=1e-6)


def test_fishers_test_is_that_of_all_ways_to_draw_the_bad_ones() -> None:
    for size, other_size, all_bad in ((5, 7, 4), (6, 6, 6), (5, 9, 3)):
        drawn = [
            sum(place < size for place in bad) for bad in combinations(range(size + other_size), all_bad)
        ]
        often = {number: drawn.count(number) for number in drawn}
        for bad, weight in often.items():
            expected = sum(each for each in often.values() if each <= weight) / len(drawn)
            assert fisher_exact(bad, size, all_bad - bad, other_size) == pytest.approx(expected)


def test_the_sides_of_fishers_test_may_change_places() -> None:
    assert fisher_exact(7, 9, 3, 40) == fisher_exact(3, 40, 7, 9)


@pytest.mark.parametrize(
    ("values", "others", "published"),
    [
        ([19, 22, 16, 29, 24], [20, 11, 17, 12], 1 / 9),
        ([1, 2, 3, 4, 5], [6, 7, 8, 9, 10], 2 / 252),  # U = 0 of 5 and 5
        ([1, 2, 3, 4, 7], [5, 6, 8, 9, 10], 8 / 252),  # U = 2 of 5 and 5
        ([3, 3, 3], [3, 3, 3, 3], 1.0),
    ],
)
def test_mann_whitney_has_the_published_values(
    values: Sequence[float], others: Sequence[float], published: float
) -> None:
    assert mann_whitney(values, others) == pytest.approx(published)
    assert mann_whitney(others, values) == pytest.approx(published)


def test_mann_whitney_counts_all_divisions_of_the_sample_also_with_equal_values() -> None:
    for values, others in (([1, 2, 2, 5, 5], [2, 5, 6, 6, 6, 7]), ([0, 0, 0, 0, 3], [0, 0, 1, 1, 2, 9])):
        sample = [*values, *others]
        seen = abs(superiority(values, others))
        divisions = [
            ([sample[place] for place in chosen], [sample[p] for p in range(len(sample)) if p not in chosen])
            for chosen in combinations(range(len(sample)), len(values))
        ]
        far = sum(abs(superiority(*each)) >= seen - 1e-9 for each in divisions)
        assert mann_whitney(values, others) == pytest.approx(far / comb(len(sample), len(values)))


def test_the_approximation_of_mann_whitney_is_close_to_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(5)
    for shift in (0, 2, 4):
        values = [rng.randint(0, 9) + shift for _ in range(18)]
        others = [rng.randint(0, 9) for _ in range(20)]
        counted = mann_whitney(values, others)
        with monkeypatch.context() as patch:
            patch.setattr(statistics, "MOST_ARRANGEMENTS", 0)
            assert mann_whitney(values, others) == pytest.approx(counted, abs=0.01)


def test_large_samples_take_no_time_worth_mentioning() -> None:
    rng = random.Random(5)
    sample = [rng.random() for _ in range(4_000)]
    assert 0 < mann_whitney(sample[:1_500], sample[1_500:]) <= 1
    assert fisher_exact(300, 1_000, 300, 3_000) < 1e-30


@pytest.mark.parametrize(
    ("values", "tau", "published"),
    [
        ([1, 2, 3, 4, 5], 1.0, 2 / 120),
        ([5, 4, 3, 2, 1], -1.0, 2 / 120),
        ([2, 1, 3, 4, 5], 0.8, 10 / 120),
        ([1, 3, 2, 4, 6, 5, 8, 7], 22 / 28, 0.0056),  # Kendall's table: S = 22 of 8 is 0.0028 on one side
        ([0.5, 0.5, 0.5, 0.5, 0.5], 0.0, 1.0),
        ([1, 2], 1.0, 1.0),
        ([1], 0.0, 1.0),
        ([], 0.0, 1.0),
    ],
)
def test_mann_kendall_has_the_published_values(values: Sequence[float], tau: float, published: float) -> None:
    assert mann_kendall(values) == pytest.approx((tau, published), abs=1e-4)


def test_the_approximation_of_mann_kendall_is_close_to_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    for values in ([1, 2, 2, 3, 5, 4, 6, 6], [3, 1, 4, 1, 5, 9, 2, 6]):
        counted = mann_kendall(values)[1]
        with monkeypatch.context() as patch:
            patch.setattr(statistics, "MOST_PERMUTED", 0)
            assert mann_kendall(values)[1] == pytest.approx(counted, abs=0.02)


def test_holm_has_the_published_values() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


def test_superiority_of_shares_is_their_difference() -> None:
    assert superiority([1, 1, 0], [0, 0, 1]) == pytest.approx(2 / 3 - 1 / 3)
    assert superiority([1, 2], [3, 4]) == -1
    assert superiority([], [1]) == 0


def test_equal_values_share_their_rank() -> None:
    assert mann_whitney([1], [1, 2]) == 1.0, "as far off as either of the others"
    assert mann_whitney([2], [1, 1]) == pytest.approx(1 / 3)
