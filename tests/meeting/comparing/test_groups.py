"""People divided into groups, and what each group is like."""

import pytest

from rtk_mcp.meeting.comparing.groups import Profile, divide, profile, worst_tenth
from rtk_mcp.meeting.comparing.people import calls_of, side_of, stays_by_person
from rtk_mcp.meeting.comparing.samples import StaySample
from tests.meeting.comparing.people_made import crowd, stay


def profiled(*stays: StaySample) -> Profile:
    return profile(side_of(calls_of(place, own) for place, own in enumerate(stays_by_person(stays))))


def test_groups_differ_neither_by_case_nor_by_who_is_unknown() -> None:
    samples = [
        *crowd("a", 2, browser="Safari"),
        *crowd("b", 1, browser="safari"),
        *crowd("c", 3, browser="Chrome"),
        *crowd("d", 4),
    ]
    division = divide(stays_by_person(samples), "browser")
    assert [(each.label, each.side.people, each.others.people) for each in division.groups] == [
        ("Chrome", 3, 3),
        ("Safari", 3, 3),
    ]
    assert division.unknown == 4


def test_somebody_with_two_browsers_is_on_both_sides_each_time_with_those_stays_alone() -> None:
    samples = [
        stay("Ana", "poor", browser="Safari"),
        stay("Ana", "good", session="s2", browser="Chrome"),
        *crowd("b", 2, session="s2", browser="Chrome"),
    ]
    safari = next(each for each in divide(stays_by_person(samples), "browser").groups if each.key == "safari")
    assert [call.verdict for call in safari.side.calls] == ["poor"]
    assert [call.verdict for call in safari.others.calls] == ["good", "good", "good"]


def test_no_stays_make_no_groups() -> None:
    division = divide([], "country")
    assert (division.groups, division.unknown) == ((), 0)


def test_findings_are_counted_per_hundred_hours_of_stays_with_a_report_and_a_length() -> None:
    found = profiled(
        stay("Ana", "poor", minutes=90, codes=("video-freeze",)),
        stay("Bo", minutes=30, codes=("video-freeze", "high-jitter")),
        stay("Chidi", minutes=None, codes=("video-freeze",)),
        stay("Dina", "unknown", minutes=600, missing="gone"),
    )
    assert (found.hours, found.timeless, found.people, found.judged) == (2.0, 1, 4, 3)
    assert [(each.code, each.stays, each.per_100_h) for each in found.rates] == [
        ("video-freeze", 2, 100.0),
        ("high-jitter", 1, 50.0),
    ]


def test_without_any_known_time_there_is_no_rate() -> None:
    assert profiled(stay("Ana", minutes=None, codes=("video-freeze",))).rates == ()
    (rate,) = profiled(stay("Ana", minutes=0, codes=("video-freeze",))).rates
    assert rate.per_100_h is None


def test_the_worst_tenth_is_low_where_low_is_bad() -> None:
    values = [float(number) for number in range(1, 12)]
    assert worst_tenth(values, low_is_bad=False) == 10
    assert worst_tenth(values, low_is_bad=True) == 2
    assert worst_tenth([4.0], low_is_bad=False) == 4


def test_metrics_are_told_with_how_many_people_they_are_of() -> None:
    found = profiled(
        *(stay(f"p{number}", measured={"fps": 10.0 + number}) for number in range(5)), stay("Ana")
    )
    typical = found.typical["fps"]
    assert (typical.median, typical.people) == (12.0, 5)
    assert typical.worst_tenth == pytest.approx(10.4)
    assert found.typical.keys() == {"fps"}


def test_of_one_or_two_people_their_values_are_kept_the_best_first() -> None:
    found = profiled(*(stay(f"p{n}", measured={"fps": 10.0 + n, "jitter_ms": 5.0 + n}) for n in range(2)))
    assert (found.typical["fps"].values, found.typical["jitter_ms"].values) == ((11.0, 10.0), (5.0, 6.0))
    more = profiled(*(stay(f"p{n}", measured={"fps": 10.0 + n}) for n in range(3)))
    assert more.typical["fps"].values == ()
