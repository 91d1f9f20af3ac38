"""One person cannot stay in the meeting, and everybody else can."""

from dataclasses import replace
from random import Random

from evaluation.drawing import some_id
from evaluation.meetings.drawing import DrawnMeeting
from evaluation.meetings.label import JOINING, OWN_NETWORK, MeetingCase, neutral
from rtk_mcp.sandbox.simulation.plan import Span


def short_stays(rng: Random) -> MeetingCase:
    """One person comes and is gone again within seconds, four to seven times; now and then the last time lasts."""
    call = DrawnMeeting(rng, least=3, minutes=(6.0, 10.0))
    unlucky = call.some(1)[0]
    stays: list[Span] = []
    now_s = rng.uniform(2.0, 60.0)
    for _ in range(rng.randint(4, 7)):
        stays.append((now_s, now_s + rng.uniform(5.0, 28.0)))
        now_s = stays[-1][1] + rng.uniform(4.0, 25.0)
    if rng.random() < 0.5:  # noqa: PLR2004 - either
        stays.append((now_s, call.duration_s))
    _come_and_go(call, unlucky, stays)
    return _labelled(call, unlucky)


def dropped_again_and_again(rng: Random) -> MeetingCase:
    """One person's network goes every minute or two; each time they come back as another peer."""
    call = DrawnMeeting(rng, least=3, minutes=(8.0, 11.0))
    unlucky, number = call.some(1)[0], rng.randint(4, 6)
    stays: list[Span] = []
    now_s = rng.uniform(0.0, 20.0)
    while len(stays) < number and now_s < call.duration_s - 60.0:
        stays.append((now_s, min(call.duration_s, now_s + rng.uniform(50.0, 110.0))))
        now_s = stays[-1][1] + rng.uniform(8.0, 30.0)
    _come_and_go(call, unlucky, stays)
    own = call.users((unlucky,))
    for place in call.everyone:
        person = call.people[place]
        if person.user_id in own and person.leaves_s is not None and person.leaves_s < call.duration_s:
            call.change(place, outages=((person.leaves_s - rng.uniform(8.0, 15.0), person.leaves_s),))
    return _labelled(call, unlucky)


def reconnects(rng: Random) -> MeetingCase:
    """One person's network goes three or four times within one stay, for 20 to 45 s each."""
    call = DrawnMeeting(rng, least=3, minutes=(8.0, 11.0))
    unlucky, number = call.some(1)[0], rng.randint(3, 4)
    part_s = (call.duration_s - 60.0) / number
    starts = [40.0 + part_s * place + rng.uniform(0.0, part_s - 70.0) for place in range(number)]
    call.change(unlucky, outages=tuple((start, start + rng.uniform(20.0, 45.0)) for start in starts))
    return _labelled(call, unlucky)


def _come_and_go(call: DrawnMeeting, place: int, stays: list[Span]) -> None:
    first, *later = [
        replace(call.people[place], joins_s=start, leaves_s=end, peer_id=some_id(call.rng))
        for start, end in stays
    ]
    call.people[place] = first
    call.people += later


def _labelled(call: DrawnMeeting, unlucky: int) -> MeetingCase:
    found = call.cause(JOINING, (unlucky,), affected=(call.user(unlucky),))
    beside = neutral(OWN_NETWORK, (call.user(unlucky),))
    return call.meeting(found, neutral=(beside,), verdicts=("fair", "poor"))


STAYING = (short_stays, dropped_again_and_again, reconnects)
