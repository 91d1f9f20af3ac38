"""All reports of a meeting to a verdict, a headline, and what is ruled out."""

from dataclasses import replace

import pytest

from evaluation.meetings.label import Fate
from rtk_mcp.meeting.quality.model import SessionDiagnosis
from rtk_mcp.report.finding import SEVERITIES
from rtk_mcp.sandbox.simulation.plan import Device, Link
from tests.meeting.quality.meetings import LOSSY, Changes, diagnosed, judged, network, plan
from tests.sandbox.simulation.plans import NAMES, peer_id

BAD_UPLINK: Changes = {0: {"network": network(0, up=LOSSY)}}
BAD_DOWNLINK: Changes = {0: {"network": network(0, down=LOSSY)}}
NARROW: Changes = {0: {"network": network(0, up=Link(bandwidth_kbps=300.0))}}


def codes(diagnosis: SessionDiagnosis) -> list[str]:
    return [each.finding.code for each in diagnosis.findings]


@pytest.mark.parametrize("people", [2, 3, 5])
def test_a_good_meeting_is_good_and_nothing_is_ruled_out(people: int) -> None:
    diagnosis = diagnosed(people)
    assert (diagnosis.verdict, diagnosis.findings, diagnosis.ruled_out, diagnosis.clocks) == (
        "good",
        (),
        (),
        (),
    )
    assert diagnosis.headline == f"No quality problem found for any of {people} judged people."
    assert [each.person.name for each in diagnosis.people] == list(NAMES[:people])
    assert {each.verdict for each in diagnosis.people} == {"good"}


@pytest.mark.parametrize(
    ("changes", "verdict", "code"),
    [
        (BAD_UPLINK, "poor", "participant-uplink-problem"),
        (BAD_DOWNLINK, "poor", "participant-downlink-problem"),
        (NARROW, "fair", "participant-uplink-problem"),
        ({0: {"device": Device(cpu_headroom=0.3)}}, "poor", "participant-device-problem"),
        ({0: {"outages": ((60.0, 105.0), (180.0, 225.0))}}, "poor", "single-participant-join-trouble"),
    ],
    ids=["uplink", "downlink", "narrow uplink", "device", "outages"],
)
def test_the_verdict_follows_the_worst_finding_and_the_headline_is_it(
    changes: Changes, verdict: str, code: str
) -> None:
    diagnosis = diagnosed(3, changes)
    assert diagnosis.verdict == verdict
    first = diagnosis.findings[0]
    assert (first.finding.code, first.participants) == (code, (0,))
    assert diagnosis.headline.startswith(first.finding.summary)


def test_findings_come_the_worst_first_and_the_headline_counts_the_rest() -> None:
    slow: Changes = {
        1: {"device": Device(cpu_headroom=0.3)},
        2: {"network": network(2, up=Link(bandwidth_kbps=300.0))},
    }
    diagnosis = diagnosed(5, BAD_DOWNLINK | slow)
    ranks = [SEVERITIES.index(each.finding.severity) for each in diagnosis.findings]
    assert len(ranks) == 3
    assert ranks == sorted(ranks)
    assert diagnosis.headline.endswith("(2 more findings.)")


def test_the_same_meeting_is_always_judged_the_same() -> None:
    assert diagnosed(3, BAD_UPLINK).findings == diagnosed(3, BAD_UPLINK).findings


def test_one_person_s_downlink_rules_out_the_service() -> None:
    assert diagnosed(4, BAD_DOWNLINK).ruled_out == (
        "Not the service: 3 of 4 people had no network trouble with what they received.",
    )


def test_one_person_s_uplink_rules_out_the_uplinks_of_the_others() -> None:
    assert diagnosed(4, BAD_UPLINK).ruled_out == (
        "Not everybody's uplink: what 3 of 4 people sent arrived well.",
    )


def test_a_wrong_clock_is_told_of_whoever_had_it() -> None:
    (ahead,) = diagnosed(3, {1: {"device": Device(clock_error_s=200.0)}}).clocks
    (behind,) = diagnosed(3, {2: {"device": Device(clock_error_s=-200.0)}}).clocks
    assert ahead == "The clock of [[1]] was about 3 min ahead; corrected."
    assert behind == "The clock of [[2]] was about 3 min behind; corrected."


@pytest.mark.parametrize(
    ("fate", "missing"),
    [
        ("missing", "There is no report of this stay."),
        ("failed", "The service answered 500 for this report."),
        ("empty", None),
    ],
)
def test_one_report_that_is_not_there_leaves_the_others_judged(fate: Fate, missing: str | None) -> None:
    diagnosis = diagnosed(4, BAD_UPLINK, {peer_id(2): fate})
    assert codes(diagnosis) == ["participant-uplink-problem"]
    assert diagnosis.findings[0].affected == (1, 3)
    without = diagnosis.people[2]
    assert (without.verdict, without.worst, without.stays[0].missing) == ("unknown", None, missing)


@pytest.mark.parametrize("fate", ["missing", "failed"])
def test_the_culprit_is_named_without_a_report_of_theirs(fate: Fate) -> None:
    diagnosis = diagnosed(4, BAD_UPLINK, {peer_id(0): fate})
    assert [(each.finding.code, each.participants) for each in diagnosis.findings] == [
        ("participant-uplink-problem", (0,))
    ]
    assert diagnosis.findings[0].affected == (1, 2, 3)


def test_without_anything_to_judge_the_verdict_is_unknown_and_says_what_is_missing() -> None:
    fates: dict[str, Fate] = {peer_id(0): "missing", peer_id(1): "failed", peer_id(2): "empty"}
    diagnosis = diagnosed(3, BAD_UPLINK, fates)
    assert (diagnosis.verdict, codes(diagnosis)) == ("unknown", ["no-quality-data"])
    assert diagnosis.headline == (
        "None of 3 stays can be judged: 2 without a report, 1 with too little in it."
    )
    assert diagnosis.findings[0].participants == diagnosis.findings[0].affected == ()
    assert diagnosis.ruled_out == ()


def test_one_judged_report_is_enough_to_have_quality_data() -> None:
    diagnosis = diagnosed(3, {}, {peer_id(0): "missing", peer_id(1): "failed"})
    assert "no-quality-data" not in codes(diagnosis)
    assert [each.verdict for each in diagnosis.people] == ["unknown", "unknown", "good"]


def test_somebody_who_came_back_is_one_person_with_the_worst_verdict_of_both_stays() -> None:
    bo = plan(3).people[1]
    again = replace(bo, joins_s=160.0, peer_id="bo-again", network=network(1, down=LOSSY))
    people = judged(plan(3, {1: {"leaves_s": 140.0}}, again=[again])).people
    assert [each.person.name for each in people] == ["Ana", "Bo", "Chidi"]
    verdicts = [stay.diagnosis.verdict for stay in people[1].stays if stay.diagnosis]
    assert (verdicts, people[1].verdict) == (["good", "poor"], "poor")
    assert people[1].worst is not None
    assert people[1].minutes == pytest.approx((300 - 20 - bo.joins_s) / 60, abs=0.01)
