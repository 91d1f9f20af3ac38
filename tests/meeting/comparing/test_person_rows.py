"""Each person as a row: the worst first, over all of their stays."""

import pytest

from rtk_mcp.meeting.comparing.comparison import compare
from tests.meeting.comparing.people_made import crowd, stay, through_others


def test_a_row_has_the_worst_of_all_stays_and_the_mean_of_all_samples() -> None:
    compared = compare(
        [
            stay("Bo"),
            stay("Ana", measured={"jitter_ms": 10.0}),
            stay(
                "Ana", "poor", session="s2", measured={"jitter_ms": 30.0}, codes=("high-jitter", "vpn-path")
            ),
            stay("Otto", "unknown", missing="gone"),
            stay("Chidi", "fair", codes=("low-frame-rate",)),
        ],
        "person",
    )
    ana, chidi, bo, otto = compared.rows
    assert (ana.peer_ids, ana.sessions, ana.verdict, ana.worst) == (
        ("Ana-s2-0", "Ana-s1-0"),
        2,
        "poor",
        "high-jitter",
    )
    assert ana.values == {"jitter_ms": pytest.approx(20.0)}
    assert (chidi.verdict, bo.verdict, bo.worst) == ("fair", "good", None)
    assert (otto.verdict, otto.read, otto.values) == ("unknown", 0, {})


def test_who_had_it_through_others_alone_comes_after_who_had_it_themselves() -> None:
    compared = compare([*through_others("b", 1), stay("Ana", "poor")], "person")
    assert [(row.peer_ids[0], row.verdict, row.own) for row in compared.rows] == [
        ("Ana-s1-0", "poor", "poor"),
        ("b0-s1-0", "poor", "good"),
    ]


def test_people_one_by_one_are_not_compared_by_tests() -> None:
    compared = compare([*crowd("a", 9, 9, browser="Safari"), *crowd("b", 40, browser="Chrome")], "person")
    assert (compared.divisions, compared.verdicts, compared.metrics, compared.claims) == ((), (), (), ())
    assert compared.trend is None
