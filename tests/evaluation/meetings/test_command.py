"""Meetings as the command line plays them."""

import pytest

from evaluation.meetings.command import jobs, mark, text
from evaluation.meetings.complaining import Complaints
from evaluation.meetings.label import (
    NO_DATA,
)
from evaluation.meetings.scenarios import SLOW_BY_NAME


def test_a_meeting_is_played_marked_and_told() -> None:
    (marked, complaints), told = mark(("missing.all-failed", 1, True))
    assert [hit.code for hit in marked.score.hits] == [NO_DATA]
    assert bool(told) is not marked.score.perfect
    assert complaints == Complaints((), ())
    lines = text("missing.all-failed", 1).splitlines()
    assert lines[0].startswith("UNKNOWN: ")
    assert lines[-2:] == [f"    {NO_DATA} of nobody", "    verdict unknown"]


def test_a_kind_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(SystemExit, match=r"(?s)No scenario begins with 'weather'.*uplink\.in-a-crowd"):
        jobs("weather", 0, 5, show=False)


def test_a_few_meetings_are_no_slow_ones_unless_they_are_asked_for() -> None:
    few = jobs(None, 1, 12, show=False)
    assert len(few) == 12
    assert not {name for name, _, _ in few} & {*SLOW_BY_NAME}
    assert jobs("hundred.healthy", 7, 2, show=True) == [
        ("hundred.healthy", 7, True),
        ("hundred.healthy", 8, True),
    ]


def test_complaints_of_those_who_had_trouble_are_answered_with_it() -> None:
    (_, complaints), _ = mark(("uplink.with-a-wrong-clock", 1, False))
    assert len(complaints.rightly) > 2
    assert all(complaints.rightly)
    (_, healthy), _ = mark(("healthy.on-phones", 1, False))
    assert healthy.rightly == ()
    assert healthy.wrongly
    assert not any(healthy.wrongly)
