"""The scenarios as a whole: what they cover, and that their labels can be true."""

from typing import get_args

import pytest

from evaluation.meetings.label import SessionCode
from evaluation.meetings.scenarios import BY_NAME as MEETINGS
from evaluation.meetings.scenarios import draw as draw_meeting
from evaluation.scenarios import BY_NAME, SCENARIOS, draw
from evaluation.seeds import EVALUATION_SEEDS, TUNING_SEEDS
from rtk_mcp.render.findings import finding_codes
from rtk_mcp.sandbox.simulation.streams import stay


def test_every_code_that_a_report_can_be_given_has_a_scenario() -> None:
    labelled = {cause.code for name in BY_NAME for cause in draw(name, 1).label.causes}
    assert set(finding_codes()) - set(get_args(SessionCode)) <= labelled


def test_every_code_that_a_meeting_can_be_given_has_a_scenario() -> None:
    labelled = {cause.code for name in MEETINGS for cause in draw_meeting(name, 1).label.causes}
    assert labelled == set(get_args(SessionCode))


def test_no_two_scenarios_share_a_name() -> None:
    assert len(BY_NAME) == len(SCENARIOS)


def test_a_quarter_of_the_calls_and_more_are_healthy() -> None:
    healthy = [name for name in BY_NAME if draw(name, 1).label.healthy]
    assert len(healthy) >= len(BY_NAME) / 4


def test_tuning_and_evaluation_do_not_overlap() -> None:
    assert TUNING_SEEDS < EVALUATION_SEEDS


@pytest.mark.parametrize("name", BY_NAME)
def test_a_scenario_is_the_same_for_the_same_seed_and_another_for_another(name: str) -> None:
    assert draw(name, 5) == draw(name, 5)
    assert draw(name, 5).plan.seed != draw(name, 6).plan.seed


@pytest.mark.parametrize("name", BY_NAME)
def test_a_scenario_says_what_happens_in_it(name: str) -> None:
    assert (BY_NAME[name].__doc__ or "").strip().endswith(".")


@pytest.mark.parametrize("name", BY_NAME)
def test_causes_lie_within_the_stay_and_blame_people_who_are_there(name: str) -> None:
    for seed in range(5):
        case = draw(name, seed)
        people = {person.peer_id: person for person in case.plan.people}
        start, end = stay(people[case.looked_at], case.plan)
        for cause in case.label.causes:
            assert cause.peers <= people.keys() - {case.looked_at}
            if cause.span:
                assert start <= cause.span[0] < cause.span[1] <= end
