"""Three fifths of the people and more, no two of whom share anything, have trouble at the same time."""

from collections.abc import Sequence
from random import Random

from evaluation.meetings.drawing import DrawnMeeting
from evaluation.meetings.faults import WAYS, feeling, spoil_ways
from evaluation.meetings.label import JOINING, OWN_NETWORK, SERVICE, MeetingCase, neutral
from evaluation.meetings.places import apart
from rtk_mcp.sandbox.simulation.plan import Span


def for_a_while(rng: Random) -> MeetingCase:
    """Three fifths of the people and more, all on different networks, have bad links at the same time."""
    call, most = _most(rng)
    return _service(call, most, call.some_span((0.4, 0.6)))


def throughout(rng: Random) -> MeetingCase:
    """The same for all of the meeting."""
    call, most = _most(rng)
    return _service(call, most, None)


def with_a_wrong_clock(rng: Random) -> MeetingCase:
    """The same for a while, with one clock that is wrong by minutes."""
    call, most = _most(rng)
    call.wrong_clock(most[0])
    return _service(call, most, call.some_span((0.4, 0.6)))


def outage(rng: Random) -> MeetingCase:
    """Three fifths of the people and more lose their connections at the same moment, for half a minute to one."""
    call, most = _most(rng)
    start_s = rng.uniform(70.0, call.duration_s - 130.0)
    span = (start_s, start_s + rng.uniform(32.0, 60.0))
    for place in most:
        call.change(place, outages=(span,))
    found = call.cause(SERVICE, affected=call.users(most), span=span)
    beside = neutral((*OWN_NETWORK, JOINING), call.users(most))
    return call.meeting(found, neutral=(beside,), verdicts=("fair", "poor"))


def _most(rng: Random) -> tuple[DrawnMeeting, list[int]]:
    call = DrawnMeeting(rng, people=rng.choice(((4, 8), (4, 8), (9, 16))))
    for place, there in zip(call.everyone, apart(rng, len(call.people)), strict=True):
        call.move(place, there)
    number = round(len(call.people) * rng.uniform(0.6, 1.0) + 0.4)
    return call, call.some(max(3, min(number, len(call.people))))


def _service(call: DrawnMeeting, most: Sequence[int], span: Span | None) -> MeetingCase:
    ways = call.rng.choice(WAYS)
    for place in most:
        spoil_ways(call, place, ways, span)
    found = call.cause(SERVICE, affected=feeling(call, most, ways, span), span=span)
    return call.meeting(found, neutral=(neutral(OWN_NETWORK, call.users(most)),), verdicts=("poor",))


SERVICE_WIDE = (for_a_while, throughout, with_a_wrong_clock, outage)
