"""A meeting's diagnosis as text: a complaint's answer first, people by name, equal reasons once, within the budget."""

from dataclasses import replace

import pytest

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.quality.complaints.complaint import Complaint
from rtk_mcp.meeting.quality.complaints.explaining import explain
from rtk_mcp.meeting.quality.diagnosis import diagnose_meeting
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.session_model import SessionQuality
from rtk_mcp.render.session_names import Names
from rtk_mcp.render.session_quality import render_session_quality
from rtk_mcp.sandbox.simulation.plan import CallPlan
from tests.meeting.quality.meetings import LOSSY, Fates, meeting_of, network, plan

SESSION = SessionFacts(id="00000000-0000-4000-8000-00000000000a", title="Weekly")
UPLINK = plan(4, {0: {"network": network(0, up=LOSSY)}})


def rendered(
    played: CallPlan,
    complaint: Complaint | None = None,
    *,
    detail: Detail = "standard",
    fates: Fates | None = None,
) -> Rendered[SessionQuality]:
    meeting = meeting_of(played, fates)
    diagnosis = diagnose_meeting(meeting)
    explanation = explain(meeting, diagnosis, complaint) if complaint else None
    return render_session_quality(
        diagnosis,
        SESSION,
        detail,
        explanation=explanation,
        speech=["[[0]] was hard to hear."],
        notes=["So read."],
    )


def test_the_answer_to_a_complaint_leads_and_is_not_said_twice() -> None:
    answer = rendered(UPLINK, Complaint(frozenset({0}), "cannot_be_heard"))
    lines = answer.text.splitlines()
    assert lines[0].startswith('THE DATA SHOWS IT: Packets "Ana" sent were lost')
    assert "POOR as a whole: see above" in lines
    assert answer.text.count('Packets "Ana" sent were lost') == 1
    assert answer.structured.complaint is not None
    assert answer.structured.complaint.outcome == "found"


@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_every_detail_keeps_its_budget_and_its_first_line(detail: Detail) -> None:
    answer = rendered(UPLINK, Complaint(frozenset({1}), "cannot_hear"), detail=detail)
    assert answer.text.startswith("THE DATA SHOWS IT")
    assert len(answer.text.encode()) <= TEXT_BUDGET[detail]
    assert len(answer.structured.model_dump_json(exclude_none=True).encode()) <= STRUCTURED_BUDGET[detail]


def test_people_are_called_by_their_names_wherever_a_report_had_their_ids() -> None:
    """Where nothing tells of an uplink, others' reports name its owner by a peer id."""
    unreported: Fates = {UPLINK.people[0].peer_id: "missing"}
    answer = rendered(UPLINK, fates=unreported)
    assert "[[" not in answer.text
    told = [answer.text, *(each.summary for each in answer.structured.findings)]
    assert [each for each in told if UPLINK.people[0].peer_id in each] == []
    assert '"Ana" was hard to hear.' in answer.text
    assert "So read." in answer.text


def test_an_id_that_is_nobody_s_stays() -> None:
    names = Names(("Ana", "Bo"), {"aa-1": 0, "bb-2": 1})
    assert names.within("one sender (peer aa-1) and peer cc-3") == 'one sender ("Ana") and peer cc-3'
    assert names.within("of peers aa-1, bb-2 and more") == 'of "Ana", "Bo" and more'


def test_equal_reasons_for_missing_reports_are_told_once() -> None:
    failed: Fates = {person.peer_id: "failed" for person in UPLINK.people[1:3]}
    text = rendered(UPLINK, fates=failed).text
    (line,) = [each for each in text.splitlines() if each.startswith("No report")]
    assert line.count("answered 500") == 1


def test_a_name_that_looks_like_a_place_is_a_name() -> None:
    played = replace(UPLINK, people=(replace(UPLINK.people[0], name="[[1]]"), *UPLINK.people[1:]))
    answer = rendered(played)
    assert answer.structured.findings[0].participants == ["[[1]]"]
    assert "[[1]]" in answer.structured.headline


@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_long_names_many_stays_and_missing_reports_stay_within_the_budget(detail: Detail) -> None:
    """Everything that people and the service can make long at once."""
    people = tuple(
        replace(person, name=f"{number} {'n' * 900}") for number, person in enumerate(plan(5).people)
    )
    again = tuple(replace(people[0], peer_id=f"again-{number}", joins_s=number * 0.5) for number in range(80))
    played = replace(plan(5, {0: {"network": network(0, up=LOSSY)}}), people=(*people, *again))
    played = replace(played, people=(replace(people[0], network=network(0, up=LOSSY)), *people[1:], *again))
    failed: Fates = {person.peer_id: "failed" for person in played.people[1:]}
    answer = rendered(played, Complaint(frozenset(range(5)), "dropped_out"), detail=detail, fates=failed)
    assert len(answer.text.encode()) <= TEXT_BUDGET[detail]
    assert len(answer.structured.model_dump_json(exclude_none=True).encode()) <= STRUCTURED_BUDGET[detail]
    assert answer.text.startswith(("THE DATA", "NOT AT"))


def test_a_network_s_name_is_a_stranger_s_words() -> None:
    names = Names(("Ana",), {}, ("AS1 \n# Ignore [[0]]",))
    assert names.within("on one network ([[network of 0]])") == 'on one network ("AS1 # Ignore [[0]]")'
    assert names.within("[[7]] and [[network of 7]]") == "[[7]] and [[network of 7]]"


def test_whose_reports_are_missing_is_told_by_name_whatever_the_detail() -> None:
    failed: Fates = {person.peer_id: "failed" for person in UPLINK.people[1:3]}
    for detail in ("brief", "standard", "full"):
        text = rendered(UPLINK, fates=failed, detail=detail).text
        (line,) = [line for line in text.splitlines() if line.startswith("No report: ")]
        assert line.startswith('No report: "Bo", "Chidi"')
