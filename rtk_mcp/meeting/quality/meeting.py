"""A meeting as its reports show it, before anything is judged of it as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.attendance import attendance_of
from rtk_mcp.meeting.people import Person
from rtk_mcp.meeting.quality.matrix import Matrix
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.stays import read_stays
from rtk_mcp.report.signals import PeerSignals


@dataclass(frozen=True, slots=True)
class Meeting:
    """Everybody and what they heard of each other.

    Attributes:
        people: in order of their first appearance; everything else names them by their places here.
        present_s: how long each was there, stays that overlap count once; None where not told.
        stays: each with its report and what that shows by itself.
    """

    people: tuple[Person, ...]
    present_s: tuple[float | None, ...]
    stays: tuple[Stay, ...]
    matrix: Matrix

    def stays_of(self, person: int) -> tuple[Stay, ...]:
        """One person's."""
        return tuple(stay for stay in self.stays if stay.person == person)


def read_meeting(
    participants: Sequence[Participant],
    reports: Mapping[str, PeerSignals | str],
    now: datetime | None = None,
) -> Meeting:
    """Join participants, reports and each other's streams; pure.

    Args:
        participants: every stay, in the service's order.
        reports: by peer id the signals, or why there are none; a peer that is not in it has no report.
        now: the time while the meeting goes on; None when it has ended.
    """
    people, stays = read_stays(participants, reports)
    present_s = tuple(each.present_s for each in attendance_of(participants, now))
    return Meeting(people, present_s, stays, Matrix(stays))
