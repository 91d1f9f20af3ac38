"""Many scores in one table."""

import pytest

from evaluation.scoring import FalseFinding, Hit, Score
from evaluation.table import line_of, table


def scored(*hits: Hit, healthy: bool = False, false: tuple[FalseFinding, ...] = ()) -> Score:
    named = tuple(hit.found_as for hit in hits if hit.found_as)
    return Score(healthy, "good" if healthy else "poor", not false, hits, named, false, ())


MET = Hit("high-jitter", "high-jitter", culprit_right=True, overlap_ratio=0.8)
ASTRAY = Hit("high-jitter", "high-jitter", culprit_right=False, overlap_ratio=0.4)
MISSED = Hit("high-jitter", None)
MADE_UP = FalseFinding("high-jitter", "major")


def test_a_line_has_the_figures_of_one_code() -> None:
    scores = [scored(MET), scored(ASTRAY), scored(MISSED), scored(healthy=True, false=(MADE_UP,))]
    line = line_of("high-jitter", scores)
    assert (line.calls, line.made_up) == (3, 1)
    assert line.recall == pytest.approx(2 / 3)
    assert line.precision == pytest.approx(2 / 3)
    assert line.culprit == pytest.approx(1 / 2)
    assert line.overlap == pytest.approx(0.6)


def test_what_was_not_there_to_be_measured_is_no_figure() -> None:
    line = line_of("video-freeze", [scored(MET)])
    assert (line.recall, line.precision, line.culprit, line.overlap) == (None, None, None, None)


def test_the_table_says_what_was_reached_and_what_was_not() -> None:
    good = table([scored(MET), scored(healthy=True)])
    assert "NOT REACHED" not in good
    bad = table([scored(MISSED), scored(healthy=True, false=(MADE_UP,))]).splitlines()
    not_reached = {line.split("  ")[0] for line in bad if line.endswith("NOT REACHED")}
    assert not_reached == {"recall", "precision", "verdict", "healthy calls with a false major"}


def test_a_table_of_nothing_is_no_failure() -> None:
    assert "calls 0, of them healthy 0" in table([])
