"""Meetings in which nothing is the matter, and that tempt to find something."""

from dataclasses import replace
from random import Random

from evaluation.drawing import some_id
from evaluation.meetings.drawing import FEW, MANY, SOME, DrawnMeeting
from evaluation.meetings.label import MeetingCase
from evaluation.meetings.places import anywhere
from evaluation.talking import around
from rtk_mcp.sandbox.simulation.plan import Link, NetworkChange


def two_people(rng: Random) -> MeetingCase:
    """Two people, and all is well."""
    return DrawnMeeting(rng, people=FEW).meeting()


def eight_people(rng: Random) -> MeetingCase:
    """Eight people, and all is well."""
    return DrawnMeeting(rng, people=(8, 8)).meeting()


def twenty_five_people(rng: Random) -> MeetingCase:
    """Twenty-five people, and all is well."""
    return DrawnMeeting(rng, people=(25, 25)).meeting()


def unmeasured(rng: Random) -> MeetingCase:
    """Nothing measures what becomes of sent packets: unknown, and no more than that."""
    return DrawnMeeting(rng, measured=False).meeting()


def mostly_muted(rng: Random) -> MeetingCase:
    """Everybody presses a key to talk, and most cameras are off."""
    call = DrawnMeeting(rng, least=3)
    for place, person in enumerate(call.people):
        call.change(place, microphone_on=around(person.talks, call.duration_s))
        if rng.random() < 0.7:  # noqa: PLR2004 - most
            call.change(place, camera_on=())
    return call.meeting()


def one_spike(rng: Random) -> MeetingCase:
    """A few bad seconds of one person's network, once."""
    call = DrawnMeeting(rng)
    place = call.some(1)[0]
    good = call.people[place].network
    bad = Link(loss_ratio=rng.uniform(0.15, 0.3), jitter_ms=40.0, spells_ratio=0.0)
    spike = replace(good, up=bad, down=bad, rtt_ms=good.rtt_ms + rng.uniform(100.0, 500.0))
    at_s = call.duration_s * rng.uniform(0.2, 0.8)
    changes = (NetworkChange(at_s, spike), NetworkChange(at_s + rng.uniform(2.0, 3.5), good))
    call.change(place, network_changes=changes)
    return call.meeting()


def come_and_go(rng: Random) -> MeetingCase:
    """Some come late and some leave early."""
    call = DrawnMeeting(rng, least=4)
    for place in call.some(len(call.people) // 2):
        if rng.random() < 0.5:  # noqa: PLR2004 - either
            call.change(place, joins_s=call.duration_s * rng.uniform(0.2, 0.6))
        else:
            call.change(place, leaves_s=call.duration_s * rng.uniform(0.5, 0.9))
    return call.meeting()


def comes_back_once(rng: Random) -> MeetingCase:
    """One person closes the tab and comes back as another peer."""
    call = DrawnMeeting(rng, minutes=(6.0, 10.0))
    call.comes_back(call.some(1)[0])
    return call.meeting()


def two_devices(rng: Random) -> MeetingCase:
    """One person is there on a computer and, muted and without a camera, on a phone."""
    call = DrawnMeeting(rng, people=SOME)
    first = call.people[call.some(1)[0]]
    phone = replace(first, peer_id=some_id(rng), joins_s=first.joins_s + rng.uniform(5.0, 90.0))
    call.people.append(replace(phone, microphone_on=(), camera_on=(), talks=()))
    call.change_device(len(call.people) - 1, is_mobile=True, os="Android", os_version="15")
    return call.meeting()


def hidden_tab(rng: Random) -> MeetingCase:
    """One person has the meeting's tab in the background for a good part."""
    call = DrawnMeeting(rng)
    place = call.some(1)[0]
    call.change_device(
        place, hidden_tab_drops=rng.uniform(0.0, 0.9), hidden_timer_s=rng.choice((7.0, 30.0, 60.0))
    )
    call.change(place, tab_hidden=(call.some_span(),))
    return call.meeting()


def on_phones(rng: Random) -> MeetingCase:
    """Half of the people are on phones on a good mobile network."""
    call = DrawnMeeting(rng)
    for place in call.some(max(1, len(call.people) // 2)):
        loss, jitter, kbps = rng.uniform(0.0, 0.0008), rng.uniform(4.0, 7.5), rng.uniform(6_000.0, 30_000.0)
        link = Link(loss, jitter, kbps, spells_ratio=0.3)
        call.change_network(
            place, kind="cellular", up=link, down=link, rtt_ms=rng.uniform(35.0, 85.0), relay=None
        )
        call.change_device(place, is_mobile=True, os="Android", os_version="15", simulcast_layers=2)
    return call.meeting()


def relayed(rng: Random) -> MeetingCase:
    """Everybody's media goes over UDP to a relay."""
    call = DrawnMeeting(rng)
    for place in call.everyone:
        call.change_network(place, relay="udp")
    return call.meeting()


def one_office(rng: Random) -> MeetingCase:
    """Most people are in one office, and all is well."""
    call = DrawnMeeting(rng, people=(4, 14))
    home = anywhere(rng)
    for place in call.some(len(call.people) * 3 // 4):
        call.move(place, home)
    return call.meeting()


def wrong_clocks(rng: Random) -> MeetingCase:
    """Half of the clocks are wrong by minutes."""
    call = DrawnMeeting(rng, people=SOME)
    for place in call.some(max(1, len(call.people) // 2)):
        call.wrong_clock(place)
    return call.meeting()


def many_all_kinds(rng: Random) -> MeetingCase:
    """Nine to twenty-five people, of whom some are on phones, some muted, some late, some without a camera."""
    call = DrawnMeeting(rng, people=MANY)
    for place, person in enumerate(call.people):
        if rng.random() < 0.5:  # noqa: PLR2004 - half
            call.change(place, microphone_on=around(person.talks, call.duration_s))
        if rng.random() < 0.3:  # noqa: PLR2004 - some
            call.change(place, camera_on=())
        if rng.random() < 0.3:  # noqa: PLR2004 - some
            call.change_device(place, is_mobile=True, os="Android", os_version="15", simulcast_layers=2)
        if rng.random() < 0.2:  # noqa: PLR2004 - a few
            call.change(place, joins_s=rng.uniform(30.0, 120.0))
    return call.meeting()


HEALTHY = (
    two_people,
    eight_people,
    twenty_five_people,
    unmeasured,
    mostly_muted,
    one_spike,
    come_and_go,
    comes_back_once,
    two_devices,
    hidden_tab,
    on_phones,
    relayed,
    one_office,
    wrong_clocks,
    many_all_kinds,
)
