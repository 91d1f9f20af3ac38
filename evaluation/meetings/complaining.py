"""Complaints that a meeting's causes entitle people to, and some that they do not, held against their answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from evaluation.meetings.label import MeetingCase, MeetingCause
from evaluation.meetings.running import PlayedMeeting
from rtk_mcp.meeting.quality.complaints.complaint import Complaint
from rtk_mcp.meeting.quality.complaints.explaining import explain
from rtk_mcp.report.context import Span

_AROUND_S = 60.0
_MOST_ASKED = 4
"""People of each kind in one meeting."""


@dataclass(frozen=True, slots=True)
class Complaints:
    """Whether the data were said to show trouble: to those who had it, or felt another's; and to those who did not."""

    rightly: tuple[bool, ...]
    wrongly: tuple[bool, ...]


def complain(case: MeetingCase, played: PlayedMeeting) -> Complaints:
    """Ask about people whose trouble is known, also around the middle of it, and about people who had none."""
    rightly = [
        _is_shown(played, user, around)
        for cause in case.label.causes
        for user in _concerned(cause)
        for around in _times(case, cause)
    ]
    return Complaints(
        tuple(rightly), tuple(_is_shown(played, user, None) for user in _innocent(case, played))
    )


def _concerned(cause: MeetingCause) -> list[str]:
    """The culprit, where the reports can tell who it is, and some of those who felt it."""
    culprits = cause.culprits if len(cause.culprits) == 1 and not cause.or_as else frozenset()
    return [*culprits, *sorted(cause.affected - culprits)[:_MOST_ASKED]]


def _times(case: MeetingCase, cause: MeetingCause) -> Iterator[Span | None]:
    yield None
    if cause.span:
        middle_s = case.plan.started_at.timestamp() + sum(cause.span) / 2
        yield middle_s - _AROUND_S, middle_s + _AROUND_S


def _innocent(case: MeetingCase, played: PlayedMeeting) -> list[str]:
    """People of whom is known that they neither had nor felt any trouble."""
    label = case.label
    if not all(cause.affected for cause in label.causes):
        return []
    concerned = {user for cause in label.causes for user in cause.culprits | cause.affected}
    concerned |= {user for each in label.neutral for user in each.people}
    users = {user for person in played.meeting.people for user in person.user_ids}
    return sorted(users - concerned)[:_MOST_ASKED]


def _is_shown(played: PlayedMeeting, user: str, around: Span | None) -> bool:
    about = frozenset(place for place, person in enumerate(played.meeting.people) if user in person.user_ids)
    return explain(played.meeting, played.diagnosis, Complaint(about, None, around)).outcome == "found"
