"""Nothing arrived at somebody for a while: whose line that was, by what the others' reports say."""

from collections.abc import Collection
from typing import Any

import orjson
import pytest

from evaluation.running import stay_of
from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.quality.complaints.complaint import Complaint
from rtk_mcp.meeting.quality.complaints.explaining import explain
from rtk_mcp.meeting.quality.diagnosis import diagnose_meeting
from rtk_mcp.meeting.quality.meeting import Meeting, read_meeting
from rtk_mcp.meeting.quality.model import SessionFinding
from rtk_mcp.report.reader import read_report
from rtk_mcp.sandbox.simulation.call import simulate
from tests.meeting.quality.meetings import MEASURES_NOTHING, ONLY_LISTENS, Changes, network, plan

FROM, TO = "2026-03-03T10:01:40", "2026-03-03T10:02:20"
LISTENING: Changes = {number: {"network": network(number), **ONLY_LISTENS} for number in range(1, 5)}
COUNTS = ("packets_received", "bytes_received", "frames_decoded", "jitter_buffer_emitted_count")


def stood_still(
    people: int,
    whom: Collection[int],
    *,
    of: int | None = None,
    silent: bool = False,
    changes: Changes | None = None,
    when: tuple[str, str] = (FROM, TO),
    also: tuple[int, str, str] | None = None,
) -> Meeting:
    """Some received nothing for 40 s, or nothing of one sender, while rows of statistics went on.

    `silent`: the sender sent no speech in that time. `also`: nothing came of another either, from then to then.
    """
    played = plan(people, changes)
    call = simulate(played)
    participants = [stay_of(played, person) for person in played.people]
    reports = {}
    for number, (person, participant) in enumerate(zip(played.people, participants, strict=True)):
        report = call.peer_report(person.peer_id)
        if number in whom:
            _empty(report["quality"], None if of is None else played.people[of].peer_id, *when)
        if also and number in whom:
            _empty(report["quality"], played.people[also[0]].peer_id, *also[1:])
        if number == of and silent:
            _silence(report["quality"])
        raw = orjson.dumps({"participant": participant | {"peer_report": report}})
        reports[person.peer_id] = read_report(raw)
    return read_meeting([Participant.model_validate(each) for each in participants], reports)


def _empty(quality: dict[str, Any], sender: str | None, start: str, end: str) -> None:
    for name in ("audio_consumer", "video_consumer"):
        for row in _then(quality[name], start, end):
            if sender in (None, row["peer_id"]):
                row.update({field: 0 for field in COUNTS if field in row})


def _silence(quality: dict[str, Any]) -> None:
    for row in _then(quality["audio_producer"]):
        row["bytes_sent"] = 18 * row["packets_sent"]


def _then(rows: list[dict[str, Any]], start: str = FROM, end: str = TO) -> list[dict[str, Any]]:
    return [row for row in rows if start <= row["timestamp"] <= end]


def felt(meeting: Meeting) -> list[SessionFinding]:
    return [each for each in diagnose_meeting(meeting).findings if each.finding.severity != "info"]


def test_one_at_whom_nothing_arrived_while_others_heard_all_has_a_dead_downlink() -> None:
    (only,) = felt(stood_still(4, {1}))
    assert only.finding.code == "participant-downlink-problem"
    assert (only.participants, only.affected) == ((1,), (1,))
    assert only.finding.confidence == "high"
    assert only.finding.likely_cause is not None
    assert only.finding.likely_cause.startswith("The downlink of [[1]]: ")


def test_a_complaint_about_it_is_answered_with_it() -> None:
    meeting = stood_still(4, {1})
    answer = explain(meeting, diagnose_meeting(meeting), Complaint(frozenset({1}), "frozen_video"))
    assert answer.outcome == "found"


def test_of_two_who_received_nothing_of_each_other_none_is_blamed_for_sure() -> None:
    found = felt(stood_still(2, {0, 1}))
    assert found
    assert {each.finding.confidence for each in found} == {"low"}
    assert {tuple(sorted(each.participants)) for each in found} == {(0, 1)}


def test_of_two_the_one_who_received_nothing_has_a_dead_downlink_if_the_other_heard_all() -> None:
    (only,) = felt(stood_still(2, {1}))
    assert (only.finding.code, only.participants) == ("participant-downlink-problem", (1,))


def test_everybody_at_once_is_the_service() -> None:
    (only,) = felt(stood_still(5, range(5)))
    assert only.finding.code == "service-wide-problem"
    assert only.participants == (0, 1, 2, 3, 4)


def test_somebody_who_spoke_and_reached_nobody_has_a_dead_uplink() -> None:
    (only,) = felt(stood_still(4, {1, 2, 3}, of=0))
    assert (only.finding.code, only.participants) == ("participant-uplink-problem", (0,))
    assert only.affected == (1, 2, 3)
    assert "Nothing that [[0]] sent arrived anywhere" in only.finding.summary


def test_those_who_saw_the_picture_freeze_are_answered_with_it() -> None:
    meeting = stood_still(4, {1, 2, 3}, of=0)
    answer = explain(meeting, diagnose_meeting(meeting), Complaint(frozenset({2}), "frozen_video"))
    assert answer.outcome == "found"


def test_somebody_silent_of_whom_nothing_came_may_have_been_held_back() -> None:
    assert felt(stood_still(4, {1, 2, 3}, of=0, silent=True)) == []


def test_a_sender_whom_others_received_meanwhile_has_no_dead_uplink() -> None:
    assert felt(stood_still(5, {1, 2}, of=0)) == []


def test_one_witness_is_none() -> None:
    assert felt(stood_still(4, {1}, of=0)) == []


def test_those_whose_own_lines_were_dead_blame_no_sender() -> None:
    (only,) = felt(stood_still(4, {1, 2, 3}))
    assert only.participants == (1, 2, 3)


@pytest.mark.parametrize("measures", [True, False])
def test_a_lone_speaker_who_reached_no_listener_is_told_once(measures: bool) -> None:
    changes = LISTENING if measures else LISTENING | {0: {"device": MEASURES_NOTHING}}
    meeting = stood_still(5, {1, 2, 3, 4}, changes=changes)
    (only,) = felt(meeting)
    assert (only.finding.code, only.participants) == ("participant-uplink-problem", (0,))
    assert only.affected == (1, 2, 3, 4)
    assert diagnose_meeting(meeting).ruled_out == ()  # the others sent nothing that could have arrived well


def test_a_time_too_short_to_see_who_got_something_tells_nothing() -> None:
    spoken = ("2026-03-03T10:02:06", "2026-03-03T10:02:26")
    assert felt(stood_still(5, {1, 2, 3}, of=0, when=spoken)) == []


def test_reports_in_which_senders_come_by_turns_are_no_witnesses() -> None:
    held_back = (1, "2026-03-03T10:03:00", "2026-03-03T10:03:40")
    assert felt(stood_still(4, {1, 2, 3}, of=0, also=held_back)) == []
