"""A plan to participants and reports."""

from collections.abc import Callable

import pytest

from evaluation.meetings.label import (
    Fate,
    MeetingCase,
    MeetingLabel,
)
from evaluation.meetings.running import read
from rtk_mcp.report.signals import PeerSignals
from tests.evaluation.meetings.cases import BO, case_of


def test_both_ends_of_a_meeting_tell_of_the_same_streams() -> None:
    participants, reports = read(case_of(back=True))
    signals = {peer: report for peer, report in reports.items() if isinstance(report, PeerSignals)}
    assert [each.id for each in participants] == [*signals]
    sent = {
        (peer, stream.producer_id)
        for peer, report in signals.items()
        for stream in report.streams
        if stream.direction == "send"
    }
    received = {
        (stream.remote_peer_id, stream.producer_id)
        for report in signals.values()
        for stream in report.streams
        if stream.direction == "receive"
    }
    assert received == sent


def test_a_person_who_comes_back_is_listed_twice_with_the_service_s_times() -> None:
    case = case_of(back=True)
    first, again = (each for each in read(case)[0] if each.user_id == BO)
    assert again.joined_at is not None
    assert (again.joined_at - case.plan.started_at).total_seconds() == pytest.approx(60.0, abs=0.001)
    assert first.duration == pytest.approx((50.0 - case.plan.people[1].joins_s) / 60.0)


@pytest.mark.parametrize(
    ("fate", "is_right"),
    [
        ("missing", lambda report: report is None),
        ("failed", lambda report: isinstance(report, str)),
        (
            "empty",
            lambda report: isinstance(report, PeerSignals) and not report.streams and not report.totals,
        ),
    ],
)
def test_a_report_that_is_not_there_is_none_and_the_stay_is_listed_all_the_same(
    fate: Fate, is_right: Callable[[PeerSignals | str | None], bool]
) -> None:
    case = case_of()
    gone = case.plan.people[2].peer_id
    participants, reports = read(MeetingCase(case.plan, MeetingLabel(), {gone: fate}))
    assert gone in [each.id for each in participants]
    assert is_right(reports.get(gone))
    assert sum(isinstance(each, PeerSignals) and bool(each.streams) for each in reports.values()) == 3
