"""Findings of a meeting as lines: the worst told whole, like ones of many people told once."""

from rtk_mcp.meeting.quality.diagnosis import diagnose_meeting
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.session_quality import render_session_quality
from rtk_mcp.sandbox.simulation.plan import CallPlan
from tests.meeting.quality.meetings import LOSSY, MEASURES_NOTHING, meeting_of, network, plan
from tests.meeting.quality.test_standstill import LISTENING, stood_still
from tests.render.test_session_quality import SESSION

LISTENERS = (2, 3, 4)
"""Whose downlinks are bad, each on a network of their own; the first person's uplink is too."""
LOSSY_LISTENERS = plan(
    10,
    {0: {"network": network(0, up=LOSSY)}}
    | {number: {"network": network(number, down=LOSSY)} for number in LISTENERS},
)


def text_of(played: CallPlan, detail: Detail = "standard") -> str:
    return render_session_quality(diagnose_meeting(meeting_of(played)), SESSION, detail).text


def heads(text: str) -> list[str]:
    return [line for line in text.splitlines() if " participant-" in line and line[0].isdigit()]


def test_people_with_the_same_trouble_are_one_entry_that_names_them() -> None:
    uplink, downlinks = heads(text_of(LOSSY_LISTENERS))[:2]
    assert uplink.startswith('1. critical participant-uplink-problem of "Ana" (high confidence)')
    assert downlinks.startswith("2. critical participant-downlink-problem of 3 people, each their own: ")
    names = [person.name for number, person in enumerate(LOSSY_LISTENERS.people) if number in LISTENERS]
    assert all(f'"{name}"' in downlinks.split(", the worst: ")[0] for name in names)
    assert downlinks.count("Packets sent to") == 1


def test_what_they_felt_is_added_up() -> None:
    text = text_of(LOSSY_LISTENERS)
    diagnosis = diagnose_meeting(meeting_of(LOSSY_LISTENERS))
    felt = sum(
        each.affected_min
        for each in diagnosis.findings
        if each.finding.code == "participant-downlink-problem" and each.finding.severity == "critical"
    )
    assert f"   Felt by them alone: {round(felt, 1):g} person-minutes" in text.splitlines()


def test_full_detail_tells_each_by_itself() -> None:
    told = [line for line in heads(text_of(LOSSY_LISTENERS, "full")) if "critical" in line]
    assert len(told) == 1 + len(LISTENERS)
    assert "people, each their own" not in "".join(told)


def test_the_worst_is_told_whole_before_all_others() -> None:
    text = text_of(LOSSY_LISTENERS)
    first = text.split("\n1. ")[1].split("\n2. ")[0]
    for what in ("Felt by", "When:", "Evidence: by their own report", "Likely cause:", "Advice:"):
        assert what in first


def test_two_alike_stay_two() -> None:
    two = plan(8, {number: {"network": network(number, down=LOSSY)} for number in (2, 3)})
    told = heads(text_of(two))
    assert [line.split(" (")[0][3:] for line in told] == [
        f'critical participant-downlink-problem of "{two.people[number].name}"' for number in (2, 3)
    ]


def test_what_may_be_either_of_two_people_s_is_not_told_as_each_one_s_own() -> None:
    changes = LISTENING | {0: {"device": MEASURES_NOTHING}}
    listeners = stood_still(5, {1, 2, 3, 4}, of=0, silent=True, changes=changes)
    text = render_session_quality(diagnose_meeting(listeners), SESSION, "standard").text
    assert "4 times among 5 people, no telling whose:" in text
    assert "each their own" not in text
