"""Troubles of one person and kind are one finding, with what both ends measured."""

import re

import pytest

from rtk_mcp.meeting.quality.group_findings import both_ends, finding_of
from rtk_mcp.meeting.quality.grouping import Group, groups_of
from rtk_mcp.meeting.quality.matrix import Matrix
from rtk_mcp.meeting.quality.troubles import troubles_of
from rtk_mcp.sandbox.simulation.plan import Device
from tests.meeting.quality.meetings import (
    LOSSY,
    MEASURES_NOTHING,
    Changes,
    bad_for_a_while,
    network,
    plan,
    stays_of,
)
from tests.sandbox.simulation.plans import NAMES

BOTH_WAYS = network(0, up=LOSSY, down=LOSSY)


def groups(people: int, changes: Changes) -> list[Group]:
    stays = stays_of(plan(people, changes))
    matrix = Matrix(stays)
    return groups_of(troubles_of(stays, matrix), matrix)


def test_all_reports_of_one_uplink_are_one_group_seen_from_both_ends() -> None:
    (group,) = groups(4, {0: {"network": network(0, up=LOSSY)}})
    assert len(group.troubles) == 4
    assert both_ends(group)
    found = finding_of(group)
    assert (found.finding.code, found.finding.confidence) == ("participant-uplink-problem", "high")
    assert found.finding.likely_cause is not None
    assert "both ends" in found.finding.likely_cause


def test_what_only_the_culprit_s_report_shows_is_not_seen_from_both_ends() -> None:
    (group,) = groups(3, {0: {"network": network(0, down=LOSSY)}})
    assert not both_ends(group)
    assert "both ends" not in (finding_of(group).finding.likely_cause or "")


def test_what_one_report_could_not_tell_is_told_as_settled_once_the_other_report_has() -> None:
    """Of two people the receiver's report alone knows no difference between the two lines."""
    (group,) = groups(2, {1: {"network": network(1, down=LOSSY)}})
    assert {each.finding.code for each in group.troubles} == {"inbound-loss-unattributed"}
    found = finding_of(group).finding
    assert found.code == "participant-downlink-problem"
    assert found.summary.startswith("Packets sent to [[1]] were lost: ")
    assert (found.likely_cause or "").startswith("The downlink of [[1]]: ")
    assert (found.advice or "").startswith("Move to a cable")


def test_a_bad_way_up_and_a_bad_way_down_are_two_groups_of_one_person() -> None:
    found = groups(4, {0: {"network": BOTH_WAYS}})
    assert {(each.kind, each.culprits) for each in found} == {("uplink", (0,)), ("downlink", (0,))}


def test_two_people_s_downlinks_are_two_groups() -> None:
    bad = {number: {"network": network(number, down=LOSSY)} for number in (0, 1)}
    assert {(each.kind, each.culprits) for each in groups(5, bad)} == {("downlink", (0,)), ("downlink", (1,))}


@pytest.mark.parametrize(
    ("changes", "affected"),
    [
        ({0: {"network": network(0, up=LOSSY)}}, (1, 2)),
        ({0: {"network": network(0, down=LOSSY)}}, (0,)),
        ({0: {"device": Device(cpu_headroom=0.3)}}, (1, 2)),
    ],
    ids=["uplink", "downlink", "device"],
)
def test_those_who_felt_it_are_the_others_unless_it_was_nobody_but_the_culprit(
    changes: Changes, affected: tuple[int, ...]
) -> None:
    found = finding_of(groups(3, changes)[0])
    assert (found.participants, found.affected) == ((0,), affected)


@pytest.mark.parametrize("people", [3, 5])
def test_minutes_are_those_of_everybody_who_felt_it(people: int) -> None:
    (group,) = groups(people, {0: bad_for_a_while(0, up=True)})
    bad_min = (220 - 80) / 60
    assert finding_of(group).affected_min == pytest.approx((people - 1) * bad_min, rel=0.35)


def test_who_was_not_there_did_not_feel_it() -> None:
    (group,) = groups(4, {0: bad_for_a_while(0, up=True), 3: {"leaves_s": 60.0}})
    assert finding_of(group).affected == (1, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {0: {"network": network(0, up=LOSSY)}},
        {0: {"network": network(0, down=LOSSY)}},
        {1: {"device": Device(cpu_headroom=0.3)}},
        {0: {"device": MEASURES_NOTHING}, 1: {"device": MEASURES_NOTHING, "network": network(1, down=LOSSY)}},
    ],
    ids=["uplink", "downlink", "device", "either's"],
)
def test_sentences_hold_placeholders_of_those_whose_it_is_and_no_name(changes: Changes) -> None:
    (group,) = groups(2, changes)
    summary = finding_of(group).finding.summary
    assert {int(place) for place in re.findall(r"\[\[(\d+)\]\]", summary)} == set(group.culprits)
    assert not any(name in summary for name in NAMES[:2])


def test_a_link_of_which_it_cannot_be_told_whose_it_is_has_both_as_participants() -> None:
    (group,) = groups(
        2,
        {0: {"device": MEASURES_NOTHING}, 1: {"device": MEASURES_NOTHING, "network": network(1, down=LOSSY)}},
    )
    found = finding_of(group)
    assert set(found.participants) == {0, 1}
    assert (found.affected, found.finding.confidence) == ((1,), "low")
    assert "do not tell" in found.finding.summary


def test_evidence_holds_at_most_three_of_each_end_and_none_twice() -> None:
    (group,) = groups(4, {0: {"network": network(0, up=LOSSY)}})
    evidence = finding_of(group).finding.evidence
    assert 1 < len(evidence) <= 6
    assert len(set(evidence)) == len(evidence)
