"""Two of six people and more have troubles that have nothing to do with each other: both ought to be found."""

from random import Random

from evaluation.links import lossy
from evaluation.meetings.drawing import DrawnMeeting
from evaluation.meetings.faults import spoil
from evaluation.meetings.label import DEVICE, DOWNLINK, UPLINK, MeetingCase
from evaluation.meetings.places import apart
from rtk_mcp.sandbox.simulation.plan import Span


def uplinks(rng: Random) -> MeetingCase:
    """Two people who share nothing have bad uplinks, at once or at different times."""
    call, (one, other) = _two(rng)
    spans = _times(call)
    for place, span in zip((one, other), spans, strict=True):
        call.audible(place)
        spoil(call, place, up=lossy(rng), span=span)
    causes = [
        call.cause(UPLINK, (place,), span=span) for place, span in zip((one, other), spans, strict=True)
    ]
    return call.meeting(*causes, verdicts=("poor",))


def uplink_and_downlink(rng: Random) -> MeetingCase:
    """One person has a bad uplink and another a bad downlink, at once or at different times."""
    call, (one, other) = _two(rng)
    first, second = _times(call)
    call.audible(one)
    spoil(call, one, up=lossy(rng), span=first)
    spoil(call, other, down=lossy(rng), span=second)
    down = call.cause(DOWNLINK, (other,), affected=(call.user(other),), span=second)
    return call.meeting(call.cause(UPLINK, (one,), span=first), down, verdicts=("poor",))


def device_and_downlink(rng: Random) -> MeetingCase:
    """One person has a slow computer and another a bad downlink."""
    call, (slow, other) = _two(rng)
    call.change_device(slow, cpu_headroom=rng.uniform(0.25, 0.42), cpus=2)
    spoil(call, other, down=lossy(rng))
    down = call.cause(DOWNLINK, (other,), affected=(call.user(other),))
    return call.meeting(call.cause(DEVICE, (slow,)), down, verdicts=("poor",))


def _two(rng: Random) -> tuple[DrawnMeeting, tuple[int, int]]:
    call = DrawnMeeting(rng, people=rng.choice(((6, 8), (9, 14))), minutes=(6.0, 9.0))
    one, other = call.some(2)
    for place, there in zip((one, other), apart(rng, 2), strict=True):
        call.move(place, there)
    return call, (one, other)


def _times(call: DrawnMeeting) -> tuple[Span | None, Span | None]:
    """At once throughout, or one in the first half and one in the second."""
    if call.rng.random() < 0.5:  # noqa: PLR2004 - either
        return None, None
    half_s = call.duration_s / 2
    return (40.0, half_s - 15.0), (half_s + 15.0, call.duration_s - 30.0)


TWO = (uplinks, uplink_and_downlink, device_and_downlink)
