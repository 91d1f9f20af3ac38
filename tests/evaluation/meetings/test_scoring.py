"""A meeting's diagnosis held against its label, and many of them in a table."""

import pytest

from evaluation.meetings.command import summary
from evaluation.meetings.complaining import Complaints
from evaluation.meetings.label import (
    DEVICE,
    DOWNLINK,
    SERVICE,
    SHARED,
    UPLINK,
    neutral,
)
from evaluation.meetings.scoring import MeetingScore, score
from tests.evaluation.meetings.cases import ANA, BO, CHIDI, DINA, case_of, cause, diagnosis, finding

NOBODY_ASKED = Complaints((), ())


def test_a_cause_that_is_blamed_on_the_right_person_is_met() -> None:
    case = case_of(cause(UPLINK, BO, affected=(ANA, CHIDI)))
    marked = score(case, diagnosis(case, finding(UPLINK, 1, affected=(0, 2))))
    assert marked.score.perfect
    assert marked.score.hits[0].culprit_right is True
    assert marked.affected == (1.0,)


def test_a_cause_that_nothing_names_is_missed() -> None:
    case = case_of(cause(UPLINK, BO))
    marked = score(case, diagnosis(case, verdict="good")).score
    assert marked.missed == (UPLINK,)
    assert not marked.verdict_right


@pytest.mark.parametrize("places", [(0,), (0, 1), ()])
def test_a_victim_who_is_blamed_or_nobody_is_the_wrong_culprit(places: tuple[int, ...]) -> None:
    case = case_of(cause(DOWNLINK, BO))
    marked = score(case, diagnosis(case, finding(DOWNLINK, *places))).score
    assert marked.missed == ()
    assert marked.hits[0].culprit_right is False


@pytest.mark.parametrize(
    ("places", "right"), [((0, 1, 2), True), ((0, 1), True), ((0,), False), ((0, 1, 3), False)]
)
def test_of_several_who_share_a_trouble_most_must_be_named_and_nobody_else(
    places: tuple[int, ...], right: bool
) -> None:
    case = case_of(cause(SHARED, ANA, BO, CHIDI))
    assert score(case, diagnosis(case, finding(SHARED, *places))).score.hits[0].culprit_right is right


def test_two_people_with_the_same_trouble_may_be_told_of_in_one_finding_or_two() -> None:
    case = case_of(cause(UPLINK, ANA), cause(UPLINK, CHIDI))
    for told in ((finding(UPLINK, 0, 2),), (finding(UPLINK, 0), finding(UPLINK, 2))):
        assert score(case, diagnosis(case, *told)).score.perfect
    half = score(case, diagnosis(case, finding(UPLINK, 0))).score
    assert [hit.culprit_right for hit in half.hits] == [True, False]


def test_a_cause_of_which_the_reports_cannot_say_whose_it_is_may_be_told_in_either_way() -> None:
    case = case_of(cause(UPLINK, or_as=(DOWNLINK,)))
    marked = score(case, diagnosis(case, finding(DOWNLINK, 0))).score
    assert marked.perfect
    assert marked.hits[0].culprit_right is None


def test_what_is_said_of_people_who_have_the_trouble_is_not_made_up_and_of_others_it_is() -> None:
    beside = neutral((UPLINK,), (ANA, BO))
    case = case_of(cause(SHARED, ANA, BO), neutral=(beside,))
    marked = score(
        case,
        diagnosis(case, finding(SHARED, 0, 1), finding(UPLINK, 0), finding(UPLINK, 3), finding(DEVICE, 0)),
    ).score
    assert marked.beside == (UPLINK,)
    assert [each.code for each in marked.false] == [UPLINK, DEVICE]


def test_a_major_finding_in_a_healthy_meeting_is_an_alarm() -> None:
    case = case_of(verdict="good")
    marked = score(case, diagnosis(case, finding(SERVICE), verdict="good"))
    assert [(each.code, each.severity) for each in marked.score.false] == [(SERVICE, "major")]
    assert "healthy meetings with a false major    1.000   reach <= 0.01   NOT REACHED" in summary(
        [(marked, NOBODY_ASKED)]
    )


def test_people_who_felt_it_are_compared() -> None:
    case = case_of(cause(UPLINK, BO, affected=(ANA, CHIDI, DINA)))
    assert score(case, diagnosis(case, finding(UPLINK, 1, affected=(0,)))).affected == pytest.approx((1 / 3,))


def test_windows_are_compared_by_the_service_s_clock() -> None:
    case = case_of(cause(UPLINK, BO, span=(20.0, 80.0)))
    marked = score(case, diagnosis(case, finding(UPLINK, 1, windows=((20.0, 50.0),))))
    assert marked.score.hits[0].overlap_ratio == pytest.approx(0.5)


def test_the_table_is_of_meetings() -> None:
    case = case_of(cause(UPLINK, BO, affected=(ANA,)))
    met: MeetingScore = score(case, diagnosis(case, finding(UPLINK, 1, affected=(0,))))
    told = summary([(met, NOBODY_ASKED)]).splitlines()
    assert told[0].split()[:2] == ["code", "meetings"]
    assert next(line for line in told if line.startswith(UPLINK)).split()[1:5] == [
        "1",
        "1.000",
        "1.000",
        "1.000",
    ]
    assert "meetings 1, of them healthy 0" in told
    assert "NOT REACHED" not in "".join(told)
