"""Participants lists as no service should write them."""

from datetime import UTC, datetime, timedelta

import pytest

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.quality.diagnosis import diagnose_meeting
from rtk_mcp.meeting.quality.meeting import Meeting, read_meeting
from tests.meeting.quality.meetings import plan, read_case

ODD = ["1970-01-01T00:00:00Z", "0002-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2001-01-01T00:00:00Z"]


def changed(**times: str | None) -> Meeting:
    """A good meeting in which the service tells odd times of the first person."""
    participants, reports = read_case(plan(3))
    first = Participant.model_validate(participants[0].model_dump(by_alias=True) | times)
    return read_meeting([first, *participants[1:]], reports)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("names", [("joinedAt",), ("leftAt",), ("joinedAt", "leftAt")])
def test_times_of_broken_clocks_stretch_no_meeting(odd: str, names: tuple[str, ...]) -> None:
    meeting = changed(**dict.fromkeys(names, odd))
    diagnosis = diagnose_meeting(meeting)
    assert diagnosis.verdict == "good"
    assert diagnosis.timeline is not None
    assert len(diagnosis.timeline.marks) <= 61
    assert all((present or 0) < timedelta(days=1).total_seconds() for present in meeting.present_s)


def test_a_report_of_somebody_else_in_the_meeting_is_not_believed() -> None:
    participants, reports = read_case(plan(3))
    first, second = (participant.id or "" for participant in participants[:2])
    meeting = read_meeting(participants, reports | {first: reports[second]})
    stay = next(stay for stay in meeting.stays if stay.peer_id == first)
    assert stay.signals is None
    assert stay.missing == "The service gave another participant's report."


def test_a_stay_that_began_years_ago_and_goes_on_has_no_length() -> None:
    participants, reports = read_case(plan(2))
    long_ago = participants[0].model_copy(
        update={"joined_at": datetime(2001, 1, 1, tzinfo=UTC), "left_at": None}
    )
    meeting = read_meeting([long_ago, *participants[1:]], reports, datetime(2026, 3, 3, 10, 3, tzinfo=UTC))
    assert meeting.present_s[0] is None or meeting.present_s[0] < timedelta(days=1).total_seconds()
