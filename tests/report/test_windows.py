"""Windows are few and hold every bad moment."""

from random import Random

import pytest

from rtk_mcp.report.windows import MAX_WINDOWS, merge_windows

T0 = 1_790_000_000.0


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("low_is_bad", [True, False])
def test_every_moment_is_inside_a_window_and_the_worst_is_kept(seed: int, *, low_is_bad: bool) -> None:
    rng = Random(seed)
    starts = [T0 + rng.random() * 3600 for _ in range(rng.randint(1, 60))]
    moments = [(start, start + 7, rng.random()) for start in starts]
    windows = merge_windows(moments, low_is_bad=low_is_bad)
    assert 1 <= len(windows) <= MAX_WINDOWS
    spans = [(window.start.timestamp(), window.end.timestamp()) for window in windows]
    assert spans == sorted(spans)
    for start, end, _ in moments:
        assert any(first <= start + 1e-3 and end <= last + 1e-3 for first, last in spans)
    values = [window.worst for window in windows]
    pick = min if low_is_bad else max
    assert pick(value for value in values if value is not None) == pick(value for _, _, value in moments)


def test_far_apart_stretches_stay_apart_when_they_are_few() -> None:
    moments = [(T0 + 600 * n, T0 + 600 * n + 7, 1.0) for n in range(MAX_WINDOWS)]
    assert len(merge_windows(moments, low_is_bad=False)) == MAX_WINDOWS
    more = [*moments, (T0 + 660, T0 + 667, 2.0)]
    joined = merge_windows(more, low_is_bad=False)
    assert len(joined) == MAX_WINDOWS
    assert (joined[1].end - joined[1].start).total_seconds() == pytest.approx(67)


def test_nothing_bad_has_no_window() -> None:
    assert merge_windows([], low_is_bad=False) == ()
