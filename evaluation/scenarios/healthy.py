"""Calls in which nothing is the matter, and that tempt a naive rule to find something."""

from dataclasses import replace
from random import Random

from evaluation.drawing import DrawnCall, some_id
from evaluation.label import Case
from rtk_mcp.sandbox.simulation.plan import ClockJump, Link


def all_well(rng: Random) -> Case:
    """Nothing is the matter."""
    return DrawnCall(rng).case()


def two_people(rng: Random) -> Case:
    """Two people: every loss would be ambiguous, and there is none."""
    return DrawnCall(rng, people=2).case()


def many_people(rng: Random) -> Case:
    """Twenty-five people: among so many streams one is unlucky."""
    return DrawnCall(rng, people=25, minutes=(5.0, 9.0)).case()


def late_joiner(rng: Random) -> Case:
    """The looked-at person comes when the call is half over."""
    call = DrawnCall(rng, minutes=(12.0, 25.0))
    call.change(call.subject, joins_s=call.duration_s * rng.uniform(0.4, 0.7))
    return call.case()


def rejoin(rng: Random) -> Case:
    """The looked-at person left and came back as another peer; this is the report of one of the two stays."""
    call = DrawnCall(rng, minutes=(10.0, 20.0))
    subject = call.people[call.subject]
    away_s = call.duration_s * rng.uniform(0.4, 0.6)
    first = replace(subject, leaves_s=away_s)
    second = replace(subject, joins_s=away_s + rng.uniform(5.0, 60.0), peer_id=some_id(rng))
    looked_at, other = rng.sample((first, second), 2)
    call.people[call.subject] = looked_at
    call.people.append(other)
    return call.case()


def uplink_not_measured(rng: Random) -> Case:
    """The SDK does not fill in what became of sent packets: unknown, and no more than that."""
    return DrawnCall(rng, measured=False).case()


def tail_lost(rng: Random) -> Case:
    """The network goes and the tab is closed: the worst moments never reach the report, so it cannot show them."""
    call = DrawnCall(rng)
    call.change(call.subject, outages=((call.duration_s - rng.uniform(15.0, 90.0), call.duration_s),))
    return call.case(consequences=("quality-data-missing",))


def clock_wrong(rng: Random) -> Case:
    """The device's clock is off by up to two hours, and may be set while the call goes on."""
    call = DrawnCall(rng)
    call.change_device(call.subject, clock_error_s=rng.choice((-1, 1)) * rng.uniform(30.0, 7_200.0))
    if rng.random() < 0.6:  # noqa: PLR2004 - a little more often than not
        at_s = call.duration_s * rng.uniform(0.2, 0.8)
        jump = ClockJump(at_s, rng.choice((-1, 1)) * rng.uniform(5.0, 300.0))
        call.change(call.subject, clock_jumps=(jump,))
    return call.case()


def anothers_downlink(rng: Random) -> Case:
    """What another person receives is lossy: that is in their report, and not in this one."""
    call = DrawnCall(rng, people=rng.randint(2, 6))
    lossy = Link(rng.uniform(0.05, 0.10), spells_ratio=0.0)
    call.change_network(rng.choice(call.others), down=lossy, rtt_ms=40.0)
    return call.case(consequences=("keyframe-storm",))


def anothers_decoder(rng: Random) -> Case:
    """Another person's device is too slow to show everything; its camera is off, so nobody else notices."""
    call = DrawnCall(rng, people=rng.randint(3, 6))
    guilty = rng.choice(call.others)
    call.change_device(guilty, cpu_headroom=rng.uniform(0.3, 0.6))
    call.change(guilty, camera_on=())
    return call.case()


def bare_rows(rng: Random) -> Case:
    """Neither metadata nor summaries, as some tools hand reports on: rows alone."""
    return DrawnCall(rng).case(without=("metadata", "summaries"))


def summaries_alone(rng: Random) -> Case:
    """No rows at all, and the summaries are good."""
    return DrawnCall(rng, measured=True).case(without=("rows",))


HEALTHY = (
    bare_rows,
    summaries_alone,
    all_well,
    two_people,
    many_people,
    late_joiner,
    rejoin,
    uplink_not_measured,
    tail_lost,
    clock_wrong,
    anothers_downlink,
    anothers_decoder,
)
