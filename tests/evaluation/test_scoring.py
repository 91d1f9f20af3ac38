"""A diagnosis held against a label."""

from dataclasses import replace

import pytest

from evaluation.label import Case, cause
from evaluation.scoring import score
from rtk_mcp.sandbox.simulation.plan import Device
from tests.evaluation.cases import BO, CHIDI, case_of, finding, played

LOSS = cause("remote-sender-loss", directions=("receive",), media=("audio", "video"), peers=(BO,))


def test_a_cause_that_is_named_in_the_right_place_is_met() -> None:
    case = case_of(LOSS)
    marked = score(case, played(case, finding(case, "remote-sender-loss", peers=(BO,))))
    assert marked.perfect
    assert marked.hits[0].culprit_right is True
    assert marked.named == ("remote-sender-loss",)


def test_a_cause_that_nothing_names_is_missed() -> None:
    case = case_of(LOSS)
    marked = score(case, played(case, verdict="good"))
    assert marked.missed == ("remote-sender-loss",)
    assert not marked.verdict_right


@pytest.mark.parametrize("peers", [(CHIDI,), (BO, CHIDI), ()])
def test_a_cause_that_is_blamed_on_anyone_else_is_found_with_the_wrong_culprit(
    peers: tuple[str, ...],
) -> None:
    case = case_of(LOSS)
    marked = score(case, played(case, finding(case, "remote-sender-loss", peers=peers)))
    assert marked.missed == ()
    assert marked.hits[0].culprit_right is False
    assert not marked.perfect


def test_the_wrong_direction_is_the_wrong_culprit() -> None:
    case = case_of(LOSS)
    wrong = finding(case, "remote-sender-loss", direction="send", peers=(BO,))
    assert score(case, played(case, wrong)).hits[0].culprit_right is False


def test_the_same_finding_once_more_in_a_wrong_place_is_made_up() -> None:
    case = case_of(LOSS)
    right = finding(case, "remote-sender-loss", peers=(BO,))
    wrong = finding(case, "remote-sender-loss", peers=(CHIDI,))
    marked = score(case, played(case, wrong, right))
    assert marked.hits[0].culprit_right is True
    assert [each.code for each in marked.false] == ["remote-sender-loss"]


def test_a_consequence_is_neither_a_hit_nor_made_up_but_counted_when_felt() -> None:
    case = case_of(LOSS, consequences=("audio-concealment", "high-jitter"))
    findings = (
        finding(case, "remote-sender-loss", peers=(BO,)),
        finding(case, "audio-concealment", peers=(BO,)),
        finding(case, "high-jitter", severity="info", peers=(BO,)),
    )
    marked = score(case, played(case, *findings))
    assert marked.perfect
    assert marked.beside == ("audio-concealment",)


def test_what_nothing_accounts_for_is_made_up() -> None:
    case = case_of(verdict="good")
    marked = score(case, played(case, finding(case, "video-freeze", peers=(BO,))))
    assert marked.healthy
    assert [(each.code, each.severity) for each in marked.false] == [("video-freeze", "major")]


def test_a_cause_that_is_folded_into_another_is_found_there() -> None:
    unreadable = cause(
        "screenshare-unreadable", within=("bandwidth-limited-uplink",), directions=("send",), media=("video",)
    )
    case = case_of(unreadable)
    marked = score(case, played(case, finding(case, "bandwidth-limited-uplink", direction="send")))
    assert marked.hits[0].found_as == "bandwidth-limited-uplink"
    assert marked.missed == ()


@pytest.mark.parametrize(
    ("windows", "ratio"),
    [
        (((20.0, 80.0),), 1.0),
        (((20.0, 50.0),), 0.5),
        (((0.0, 120.0),), 0.5),
        (((20.0, 40.0), (30.0, 80.0)), 1.0),
        (((90.0, 110.0),), 0.0),
        ((), 0.0),
    ],
)
def test_windows_are_compared_with_the_span_of_the_cause(
    windows: tuple[tuple[float, float], ...], ratio: float
) -> None:
    case = _with_exact_clock(case_of(replace(LOSS, span=(20.0, 80.0))), 0.0)
    marked = score(case, played(case, finding(case, "remote-sender-loss", peers=(BO,), windows=windows)))
    assert marked.hits[0].overlap_ratio == pytest.approx(ratio)


def test_the_span_is_taken_by_the_clock_of_the_client() -> None:
    case = _with_exact_clock(case_of(replace(LOSS, span=(20.0, 80.0))), 600.0)
    late = finding(case, "remote-sender-loss", peers=(BO,), windows=((620.0, 680.0),))
    assert score(case, played(case, late)).hits[0].overlap_ratio == pytest.approx(1.0)


def _with_exact_clock(case: Case, error_s: float) -> Case:
    first, *others = case.plan.people
    exact = replace(first, device=Device(clock_error_s=error_s))
    return replace(case, plan=replace(case.plan, people=(exact, *others)))
