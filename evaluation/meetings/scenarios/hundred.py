"""Meetings of a hundred people, each of which takes half a minute to play."""

from random import Random

from evaluation.links import lossy
from evaluation.meetings.drawing import DrawnMeeting
from evaluation.meetings.faults import spoil
from evaluation.meetings.label import DOWNLINK, UPLINK, MeetingCase

_PEOPLE, _MINUTES = (100, 100), (4.0, 4.5)


def healthy(rng: Random) -> MeetingCase:
    """All is well."""
    return DrawnMeeting(rng, people=_PEOPLE, minutes=_MINUTES).meeting()


def bad_uplink(rng: Random) -> MeetingCase:
    """One person's uplink is lossy."""
    call = DrawnMeeting(rng, people=_PEOPLE, minutes=_MINUTES)
    guilty = call.some(1)[0]
    call.audible(guilty)
    spoil(call, guilty, up=lossy(rng))
    found = call.cause(UPLINK, (guilty,), affected=call.others_there((guilty,), None))
    return call.meeting(found, verdicts=("poor",))


def bad_downlink(rng: Random) -> MeetingCase:
    """One person's downlink is lossy."""
    call = DrawnMeeting(rng, people=_PEOPLE, minutes=_MINUTES)
    victim = call.some(1)[0]
    spoil(call, victim, down=lossy(rng))
    found = call.cause(DOWNLINK, (victim,), affected=(call.user(victim),))
    return call.meeting(found, verdicts=("poor",))


HUNDRED = (healthy, bad_uplink, bad_downlink)
