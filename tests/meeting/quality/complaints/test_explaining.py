"""What somebody complained of is found where it is, not where it is not, and told as unknown where nothing tells."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from rtk_mcp.meeting.quality.complaints.complaint import Complaint
from rtk_mcp.meeting.quality.complaints.explaining import explain
from rtk_mcp.meeting.quality.complaints.explanation import Explanation, Outcome
from rtk_mcp.meeting.quality.complaints.symptoms import Symptom
from rtk_mcp.meeting.quality.diagnosis import diagnose_meeting
from rtk_mcp.sandbox.simulation.plan import CallPlan, Device
from tests.meeting.quality.meetings import (
    LOSSY,
    ONLY_LISTENS,
    Changes,
    Fates,
    bad_for_a_while,
    meeting_of,
    network,
    plan,
)

SYMPTOMS: tuple[Symptom, ...] = get_args(Symptom)
SLOW = Device(cpu_headroom=0.4)


def explained(
    played: CallPlan,
    person: int | None,
    symptom: Symptom | None = None,
    at_s: float | None = None,
    fates: Fates | None = None,
) -> Explanation:
    meeting = meeting_of(played, fates)
    about = None if person is None else frozenset({person})
    around = None
    if at_s is not None:
        start_s = played.started_at.timestamp()
        around = (start_s + at_s - 20, start_s + at_s + 20)
    return explain(meeting, diagnose_meeting(meeting), Complaint(about, symptom, around))


UPLINK: Changes = {0: {"network": network(0, up=LOSSY)}}
DOWNLINK: Changes = {0: {"network": network(0, down=LOSSY)}}


@pytest.mark.parametrize(
    ("changes", "person", "symptom", "outcome"),
    [
        (UPLINK, 0, "cannot_be_heard", "found"),
        (UPLINK, 0, "frozen_video", "found"),
        (UPLINK, 1, "cannot_hear", "found"),
        (UPLINK, 1, "cannot_be_heard", "not shown"),
        (UPLINK, 0, "cannot_hear", "not shown"),
        (DOWNLINK, 0, "cannot_hear", "found"),
        (DOWNLINK, 0, "cannot_be_heard", "not shown"),
        (DOWNLINK, 1, "cannot_hear", "not shown"),
        (DOWNLINK, None, "cannot_hear", "found"),
        (DOWNLINK, None, "could_not_join", "not shown"),
    ],
)
def test_the_way_and_the_person_decide(
    changes: Changes, person: int | None, symptom: Symptom, outcome: Outcome
) -> None:
    assert explained(plan(4, changes), person, symptom).outcome == outcome


def test_the_cause_is_told_with_its_time_and_the_rest_is_ruled_out() -> None:
    found = explained(plan(4, {0: bad_for_a_while(0, up=True)}), 0, "cannot_be_heard")
    assert found.told[0].startswith("Packets [[0]] sent were lost")
    assert "UTC)" in found.told[0]
    assert [each.split(":")[0] for each in found.checked] == [
        "Not the microphone",
        "Not the connection of [[0]]",
    ]
    assert [each.finding.code for each in found.findings] == ["participant-uplink-problem"]
    assert found.untold


def test_what_is_not_shown_says_by_whom_it_was_measured() -> None:
    found = explained(plan(4), 0, "cannot_be_heard")
    assert found.outcome == "not shown"
    assert found.checked[1].startswith("Not the uplink of [[0]]: 3 others received [[0]]")


@pytest.mark.parametrize("symptom", [*SYMPTOMS, None])
@pytest.mark.parametrize("person", [0, None])
def test_a_healthy_meeting_explains_no_complaint(symptom: Symptom | None, person: int | None) -> None:
    found = explained(plan(3), person, symptom)
    assert found.outcome in {"not shown", "cannot be told"}
    assert not found.findings


def test_what_was_at_another_time_is_told_as_such() -> None:
    played = plan(4, {0: bad_for_a_while(0, up=True, during=(200.0, 280.0))})
    assert explained(played, 0, "cannot_be_heard", at_s=240.0).outcome == "found"
    assert explained(played, 0, "cannot_be_heard", at_s=60.0).outcome == "at another time"


def test_who_sent_nothing_is_told_to_have_been_muted_or_off() -> None:
    found = explained(plan(3, {0: ONLY_LISTENS}), 0, "cannot_be_heard")
    assert found.outcome == "cannot be told"
    assert any("[[0]] sent no audio" in each for each in found.told)


def test_who_was_not_there_at_that_time_is_told_so() -> None:
    found = explained(plan(3, {0: {"leaves_s": 100.0}}), 0, "cannot_be_heard", at_s=250.0)
    assert found.outcome == "cannot be told"
    assert "not in the meeting at that time" in found.told[0]


def test_without_a_report_others_speak_for_what_was_sent_and_nobody_for_what_was_received() -> None:
    played = plan(4)
    missing: Fates = {played.people[0].peer_id: "failed"}
    assert explained(played, 0, "cannot_be_heard", fates=missing).outcome == "not shown"
    silent = explained(played, 0, "cannot_hear", fates=missing)
    assert silent.outcome == "cannot be told"
    assert "There is no report of [[0]]" in silent.told[0]


def test_a_shared_screen_that_nobody_shared_is_told_so() -> None:
    found = explained(plan(3), 0, "blurry_screen")
    assert "No report shows a shared screen." in found.told


def test_two_devices_at_once_are_a_usual_cause_of_echo() -> None:
    played = plan(3)
    again = replace(played.people[0], peer_id="ana-again", joins_s=60.0)
    doubled = explained(plan(3, again=[again]), 0, "lag_or_echo")
    assert any("twice at once" in each for each in doubled.told)
    assert not any("twice at once" in each for each in explained(played, 0, "lag_or_echo").told)


def test_how_often_somebody_was_let_in_is_told_to_who_dropped_out() -> None:
    played = plan(3, {0: {"leaves_s": 100.0}})
    again = replace(played.people[0], peer_id="ana-again", joins_s=130.0, leaves_s=None)
    found = explained(plan(3, {0: {"leaves_s": 100.0}}, again=[again]), 0, "dropped_out")
    assert found.outcome == "found"
    assert found.told[0] == "[[0]] was away from 10:01:40 to 10:02:10 UTC."
    assert any("was let in twice: 10:00:" in each for each in found.told)


@pytest.mark.parametrize("symptom", ["blurry_video", "frozen_video"])
def test_a_slow_computer_explains_pictures_and_no_sound(symptom: Symptom) -> None:
    slow: dict[str, Any] = {"device": SLOW}
    found = explained(plan(4, {0: slow}), 0, symptom)
    assert found.outcome == "found"
    assert [each.finding.code for each in found.findings] == ["participant-device-problem"]
    assert explained(plan(4, {0: slow}), 0, "cannot_be_heard").outcome == "not shown"


def test_what_was_only_received_is_told_as_such() -> None:
    sent = explained(plan(4, UPLINK), 0, "frozen_video")
    received = explained(plan(4, UPLINK), 1, "frozen_video")
    assert not sent.told[0].startswith("In what")
    assert received.told[0].startswith("In what [[1]] received: ")


def test_a_report_with_nothing_in_it_cannot_tell() -> None:
    played = plan(3)
    empty: Fates = {person.peer_id: "empty" for person in played.people}
    for symptom in SYMPTOMS:
        assert explained(played, 0, symptom, fates=empty).outcome == "cannot be told"


def test_who_was_away_at_the_time_asked_about_has_dropped_out_then() -> None:
    played = plan(3, {0: {"leaves_s": 100.0}})
    again = replace(played.people[0], peer_id="ana-again", joins_s=250.0, leaves_s=None)
    found = explained(plan(3, {0: {"leaves_s": 100.0}}, again=[again]), 0, "dropped_out", at_s=175.0)
    assert found.outcome == "found"
    assert "was away from 10:01:40" in found.told[0]
