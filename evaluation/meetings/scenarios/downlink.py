"""One person's way down is bad: that person alone feels it."""

from random import Random

from evaluation.links import lossy
from evaluation.meetings.drawing import FEW, MANY, SOME, DrawnMeeting
from evaluation.meetings.faults import bad_link, crowded, perhaps_a_stretch, spoil
from evaluation.meetings.label import DOWNLINK, UPLINK, MeetingCase
from rtk_mcp.sandbox.simulation.plan import Span


def lossy_or_uneven(rng: Random) -> MeetingCase:
    """Three people and more; one's downlink is lossy or uneven, throughout or for a stretch."""
    call = DrawnMeeting(rng, least=3)
    victim, span = call.some(1)[0], perhaps_a_stretch(call)
    spoil(call, victim, down=bad_link(rng), span=span)
    return _labelled(call, victim, span)


def in_a_crowd(rng: Random) -> MeetingCase:
    """The same among nine to twenty-five people."""
    call = DrawnMeeting(rng, people=MANY)
    victim = call.some(1)[0]
    spoil(call, victim, down=lossy(rng))
    return _labelled(call, victim, None)


def between_two(rng: Random) -> MeetingCase:
    """Two people, and one's downlink is lossy; the other's report measures that what it sent arrived."""
    call = DrawnMeeting(rng, people=FEW, measured=True)
    victim, span = call.some(1)[0], perhaps_a_stretch(call)
    spoil(call, victim, down=lossy(rng), span=span)
    return _labelled(call, victim, span)


def between_two_unmeasured(rng: Random) -> MeetingCase:
    """Two people, and one's downlink is lossy; nothing says whether what the other sent arrived."""
    call = DrawnMeeting(rng, people=FEW, measured=False)
    spoil(call, call.some(1)[0], down=lossy(rng))
    return call.meeting(call.cause(DOWNLINK, or_as=(UPLINK,)), verdicts=("poor",))


def crowded_line(rng: Random) -> MeetingCase:
    """For a while downloads take one person's line."""
    call = DrawnMeeting(rng, least=3, minutes=(5.0, 9.0))
    victim = call.some(1)[0]
    return _labelled(call, victim, crowded(call, victim, "down"))


def over_two_stays(rng: Random) -> MeetingCase:
    """One person's downlink is lossy; they leave, come back as another peer, and it still is."""
    call = DrawnMeeting(rng, least=3, minutes=(6.0, 10.0))
    victim = call.some(1)[0]
    spoil(call, victim, down=lossy(rng))
    call.comes_back(victim)
    return _labelled(call, victim, None)


def with_a_wrong_clock(rng: Random) -> MeetingCase:
    """One person's downlink is lossy for a while, and that person's clock or another's is wrong by minutes."""
    call = DrawnMeeting(rng, people=SOME)
    victim, other = call.some(2)
    call.wrong_clock(rng.choice((victim, other)))
    span = call.some_span((0.4, 0.6))
    spoil(call, victim, down=lossy(rng), span=span)
    return _labelled(call, victim, span)


def of_voices(rng: Random) -> MeetingCase:
    """One person's downlink is lossy; all cameras are off, and the others mute when they listen."""
    call = DrawnMeeting(rng, people=(4, 9), minutes=(8.0, 12.0))
    for place in call.everyone:
        call.change(place, camera_on=())
    victim = call.some(1)[0]
    spoil(call, victim, down=lossy(rng))
    return _labelled(call, victim, None)


def _labelled(call: DrawnMeeting, victim: int, span: Span | None) -> MeetingCase:
    found = call.cause(DOWNLINK, (victim,), affected=(call.user(victim),), span=span)
    return call.meeting(found, verdicts=("poor",))


DOWNLINKS = (
    lossy_or_uneven,
    in_a_crowd,
    between_two,
    between_two_unmeasured,
    crowded_line,
    over_two_stays,
    with_a_wrong_clock,
    of_voices,
)
