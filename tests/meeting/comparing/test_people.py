"""A person counts once, whatever they joined and however often, by a call that is drawn without a look at it."""

import random

from rtk_mcp.meeting.comparing.people import calls_of, side_of, stays_by_person
from tests.meeting.comparing.people_made import stay


def test_stays_that_share_an_id_are_of_one_person_over_all_sessions() -> None:
    samples = [stay("Ana", session="s1"), stay("Bo", session="s1"), stay("Ana", session="s2")]
    assert [len(own) for own in stays_by_person(samples)] == [2, 1]


def test_the_stays_of_a_session_are_one_call_with_the_worst_verdict() -> None:
    calls = calls_of(
        0, [stay("Ana", "good"), stay("Ana", "poor", number=1), stay("Ana", "unknown", session="s2")]
    )
    assert [call.verdict for call in calls.calls] == ["poor", "unknown"]
    assert calls.drawn == calls.calls[0]


def test_nobody_speaks_for_a_person_who_could_not_be_judged() -> None:
    side = side_of([calls_of(0, [stay("Ana", "unknown")]), calls_of(1, [stay("Bo", "fair")])])
    assert (side.people, len(side.calls), len(side.drawn)) == (2, 2, 1)


def test_stays_of_unknown_sessions_are_calls_of_their_own() -> None:
    calls = calls_of(0, [stay("Ana", session=None), stay("Ana", session=None, number=1)])
    assert len(calls.calls) == 2


def test_the_same_call_is_drawn_in_any_order_and_whatever_its_verdict() -> None:
    stays = [stay("Ana", session=f"s{number}") for number in range(9)]
    first = calls_of(0, stays).drawn
    for seed in range(5):
        mixed = [stay("Ana", "poor", session=each.traits["session"].label) for each in stays]
        random.Random(seed).shuffle(mixed)
        drawn = calls_of(0, mixed).drawn
        assert first
        assert drawn
        assert drawn.key == first.key


def test_each_call_is_as_likely_to_be_drawn_as_any_other() -> None:
    firsts = sum(
        drawn.stays[0].traits["session"].label == "s0"
        for person in range(600)
        if (drawn := calls_of(0, [stay(f"p{person}", session=f"s{number}") for number in range(3)]).drawn)
    )
    assert 150 < firsts < 250


def test_a_metric_is_the_mean_over_all_samples_of_a_call() -> None:
    short = stay("Ana", measured={"jitter_ms": 10.0})
    other = stay("Ana", measured={"jitter_ms": 40.0}, number=1)
    (call,) = calls_of(0, [short, other]).calls
    assert call.value("jitter_ms") == 25.0
    assert call.value("rtt_ms") is None
