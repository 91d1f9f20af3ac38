"""What is told as a difference, what is not, and what else may be its cause."""

import random
from collections.abc import Iterable

import pytest

from rtk_mcp.meeting.comparing.comparison import Comparison, compare
from rtk_mcp.meeting.comparing.differences import SIGNIFICANT
from rtk_mcp.meeting.comparing.dimensions import DIMENSIONS
from rtk_mcp.meeting.comparing.samples import StaySample
from rtk_mcp.report.finding import Verdict
from tests.meeting.comparing.people_made import crowd, stay, through_others

SAFARI_IS_WORSE = (
    *crowd("a", 9, 7, browser="Safari", session="s1"),
    *crowd("b", 20, 2, browser="Chrome", session="s1"),
    *crowd("c", 20, 1, browser="Chrome", session="s2"),
)


def told(compared: Comparison) -> list[tuple[str, str, str]]:
    return [
        (claim.difference.group.dimension, claim.difference.group.label, claim.difference.aspect.name)
        for claim in compared.claims
    ]


def test_a_difference_that_chance_does_not_explain_is_told_with_its_sample() -> None:
    compared = compare(SAFARI_IS_WORSE, "browser")
    (claim,) = compared.claims
    difference = claim.difference
    assert told(compared) == [("browser", "Safari", "poor")]
    assert (sum(difference.own), len(difference.own)) == (7, 9)
    assert (sum(difference.others), len(difference.others)) == (3, 40)
    assert difference.effect == pytest.approx(7 / 9 - 3 / 40)
    assert claim.confounders == ()


def test_each_comparison_is_made_once_and_under_the_worse_of_two_groups() -> None:
    compared = compare(SAFARI_IS_WORSE, "browser")
    assert [(each.group.label, each.aspect.name, each.comparisons) for each in compared.verdicts] == [
        ("Safari", "poor", 1)
    ]


def test_the_same_people_under_another_name_are_not_compared_again() -> None:
    both = [
        *crowd("a", 9, 7, browser="Safari", os="macOS", session="s1"),
        *crowd("b", 40, 3, browser="Chrome", os="Windows", session="s1"),
    ]
    compared = compare(both)
    assert told(compared) == [("browser", "Safari", "poor")]
    (found,) = compared.claims[0].confounders
    assert (found.group.label, found.inside, found.of, found.others, found.centre) == ("macOS", 7, 7, 0, None)


def test_a_group_that_was_in_one_session_is_told_as_confounded_when_others_there_had_it_too() -> None:
    elsewhere = crowd("c", 40, 1, browser="Chrome", session="s2")
    here = crowd("a", 8, 7, browser="Safari", session="s1")
    same = crowd("b", 6, 5, browser="Chrome", session="s1")
    (claim,) = compare([*here, *same, *elsewhere], "browser").claims
    (found,) = claim.confounders
    assert (found.group.dimension, found.group.label, found.inside, found.of) == ("session", "s1", 7, 7)
    assert found.others == 6
    assert found.centre == pytest.approx(5 / 6)


def test_a_session_in_which_the_others_were_well_is_no_other_cause() -> None:
    elsewhere = crowd("c", 40, 1, browser="Chrome", session="s2")
    here = crowd("a", 8, 7, browser="Safari", session="s1")
    same = crowd("b", 6, 0, browser="Chrome", session="s1")
    (claim,) = compare([*here, *same, *elsewhere], "browser").claims
    assert claim.confounders == ()


def test_what_both_sides_have_in_common_is_no_other_cause() -> None:
    samples = [
        *crowd("a", 9, 8, browser="Safari", relay_protocol="none"),
        *crowd("b", 20, 1, browser="Chrome", relay_protocol="none"),
        *crowd("c", 1, relay_protocol="tcp", browser="Chrome"),
    ]
    (claim,) = compare(samples, "browser").claims
    assert claim.confounders == ()


def test_a_day_that_was_poor_for_its_one_poor_session_mirrors_that_session() -> None:
    poor = crowd("a", 20, 20, session="s1", day="2026-11-03")
    same_day = crowd("b", 10, 1, session="s2", day="2026-11-03")
    later = [
        *crowd("c", 30, 1, session="s3", day="2026-11-04"),
        *crowd("d", 30, 2, session="s4", day="2026-11-05"),
    ]
    compared = compare([*poor, *same_day, *later])
    assert told(compared) == [("session", "s1", "poor")]
    assert ("day", "2026-11-03") in {(each.dimension, each.key) for each in compared.mirrors}


def test_two_poor_sessions_are_two_differences() -> None:
    poor = [*crowd("a", 12, 12, session="s1"), *crowd("b", 12, 12, session="s2")]
    well = [*crowd("c", 30, session="s3"), *crowd("d", 30, session="s4")]
    compared = compare([*poor, *well], "session")
    assert {label for _, label, _ in told(compared)} == {"s1", "s2"}
    assert {group.key for group in compared.mirrors} == {"s3", "s4"}


def test_a_browser_that_is_worse_in_every_session_is_no_mirror_of_the_worst_one() -> None:
    samples = [
        *crowd("a", 15, 15, browser="Safari", session="s1"),
        *crowd("b", 15, 10, browser="Chrome", session="s1"),
        *crowd("c", 20, 16, browser="Safari", session="s2"),
        *crowd("d", 60, 2, browser="Chrome", session="s2"),
    ]
    assert ("browser", "Safari", "poor") in told(compare(samples))


def test_what_one_other_sender_caused_is_no_fault_of_a_browser_but_of_the_session() -> None:
    victims = [*through_others("a", 20, browser="Safari"), *through_others("b", 4, browser="Chrome")]
    well = crowd("c", 40, browser="Chrome", session="s2")
    compared = compare([*victims, *well])
    assert told(compared) == [("session", "s1", "poor")]
    assert compared.whole.troubled == 24
    assert compared.own.troubled == 0
    safari = next(each for each in compare(victims, "browser").divisions[0].groups if each.key == "safari")
    assert [call.verdict for call in safari.side.calls] == ["good"] * 20


def test_fewer_than_five_people_on_a_side_are_no_sample() -> None:
    samples = [*crowd("a", 4, 4, browser="Safari"), *crowd("b", 400, 0, browser="Chrome")]
    compared = compare(samples, "browser")
    assert (compared.verdicts, compared.metrics, compared.claims) == ((), (), ())


def test_those_who_could_not_be_judged_are_not_in_the_sample() -> None:
    unknown = [stay(f"u{number}", "unknown", browser="Safari") for number in range(10)]
    samples = [*unknown, *crowd("a", 4, 4, browser="Safari"), *crowd("b", 40, 0, browser="Chrome")]
    assert compare(samples, "browser").verdicts == ()


def test_many_calls_of_the_same_few_people_are_no_larger_sample() -> None:
    again = [
        stay(f"a{person}", "poor", session=f"s{number}", browser="Safari")
        for person in range(4)
        for number in range(50)
    ]
    others = [
        stay(f"b{person}", session=f"s{number}", browser="Chrome")
        for person in range(30)
        for number in range(5)
    ]
    assert compare([*again, *others], "browser").verdicts == ()


def test_a_metric_that_differs_within_what_nobody_notices_is_not_told() -> None:
    samples = [
        *(stay(f"a{n}", measured={"jitter_ms": 4.0 + n / 100}, browser="Safari") for n in range(12)),
        *(stay(f"b{n}", measured={"jitter_ms": 2.0 + n / 100}, browser="Chrome") for n in range(12)),
    ]
    compared = compare(samples, "browser")
    assert compared.metrics[0].probability < SIGNIFICANT
    assert compared.claims == ()


@pytest.mark.parametrize(("name", "bad", "good"), [("jitter_ms", 45.0, 5.0), ("fps", 7.0, 29.0)])
def test_a_metric_that_is_noticed_is_told_whether_high_or_low_is_bad(
    name: str, bad: float, good: float
) -> None:
    samples = [
        *(stay(f"a{n}", measured={name: bad + n / 100}, browser="Safari") for n in range(12)),  # type: ignore[dict-item]
        *(stay(f"b{n}", measured={name: good + n / 100}, browser="Chrome") for n in range(12)),  # type: ignore[dict-item]
    ]
    compared = compare(samples, "browser")
    assert told(compared) == [("browser", "Safari", name)]
    assert compared.claims[0].difference.effect == 1.0


def days(poor: Iterable[int], people: int = 10) -> list[StaySample]:
    return [
        sample
        for day, often in enumerate(poor)
        for sample in crowd("p", people, often, session=f"s{day}", day=f"2026-11-{day + 1:02d}")
    ]


def test_more_poor_calls_from_day_to_day_are_a_trend() -> None:
    trend = compare(days([0, 1, 2, 4, 6, 7]), "day").trend
    assert trend
    assert trend.tau == 1.0
    assert trend.found


def test_a_few_days_or_days_of_a_few_people_are_no_trend() -> None:
    few, small = (
        compare(days([0, 3, 6, 9]), "day").trend,
        compare(days([0, 1, 2, 3, 4, 4], people=4), "day").trend,
    )
    assert few
    assert small
    assert (few.tau, few.found, len(few.days)) == (None, False, 4)
    assert (small.tau, small.found, small.too_small) == (None, False, 6)


def test_days_that_are_all_alike_are_no_trend() -> None:
    trend = compare(days([3] * 7), "day").trend
    assert trend
    assert (trend.tau, trend.probability) == (0.0, 1.0)


@pytest.mark.parametrize("group_by", [None, *DIMENSIONS])
@pytest.mark.parametrize(
    "samples",
    [
        (),
        (stay("Ana"),),
        (stay("Ana", "unknown", session=None, missing="gone"),),
        tuple(crowd("a", 30, 10, browser="Chrome", day="2026-11-03")),
        tuple(stay(f"p{number}", "unknown", session=None, minutes=None) for number in range(12)),
    ],
    ids=["nobody", "one", "nothing known", "all alike", "all unknown"],
)
def test_samples_that_tell_nothing_make_no_claim(samples: tuple[StaySample, ...], group_by: None) -> None:
    compared = compare(samples, group_by)
    assert compared.claims == ()
    assert compared.whole.people == len(samples)
    assert all(each.unknown <= len(samples) for each in compared.divisions)


def test_a_stay_that_is_there_twice_counts_once() -> None:
    assert compare([stay("Ana"), stay("Ana")]).whole.hours == 1.0


def test_where_nothing_differs_few_answers_tell_a_difference() -> None:
    """People differ, and are in different numbers of sessions; browsers and networks do not matter."""
    wrong = sum(bool(compare(nothing_differs(seed), "browser").claims) for seed in range(100))
    assert wrong <= 12, "of 100, 5 are expected; more than 12 come once in 1,500 times"


def verdict_of(value: float) -> Verdict:
    return "poor" if value > 1.5 else "fair" if value > 1 else "good"


def nothing_differs(seed: int) -> list[StaySample]:
    rng = random.Random(seed)
    samples = []
    for person in range(30):
        ill_luck, browser = rng.gauss(0, 1), rng.choice(("Chrome", "Chrome", "Safari"))
        for number in rng.sample(range(8), rng.choice((1, 3, 8))):
            value = ill_luck + rng.gauss(0, 1)
            samples.append(
                stay(
                    f"p{person}",
                    verdict_of(value),
                    session=f"s{number}",
                    browser=browser,
                    measured={"jitter_ms": 20 + 5 * value},
                )
            )
    return samples
