"""Packets lost on another person's link, or on one of two of which the receiver cannot tell which."""

from random import Random

from evaluation.consequences import RECEIVED_BADLY, SENT_BADLY
from evaluation.drawing import DrawnCall
from evaluation.label import Case, cause
from evaluation.links import lossy
from evaluation.talking import around

_MEDIA = ("audio", "video")


def another_uplink(rng: Random) -> Case:
    """One other person's uplink loses packets; everybody else arrives well."""
    return _another(rng, DrawnCall(rng, people=rng.randint(3, 9)))


def another_uplink_in_a_crowd(rng: Random) -> Case:
    """The same among twenty people."""
    return _another(rng, DrawnCall(rng, people=20, minutes=(6.0, 9.0)))


def _another(rng: Random, call: DrawnCall) -> Case:
    guilty = rng.choice(call.others)
    call.change(guilty, microphone_on=((0.0, call.duration_s),))
    call.change_network(guilty, up=lossy(rng))
    found = cause("remote-sender-loss", directions=("receive",), media=_MEDIA, peers=(call.peer(guilty),))
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


def another_uplink_for_a_while(rng: Random) -> Case:
    """One other person's uplink loses packets for a stretch of the call."""
    call = DrawnCall(rng, people=rng.randint(3, 6))
    guilty = rng.choice(call.others)
    call.change(guilty, microphone_on=((0.0, call.duration_s),))
    span = call.for_a_while(guilty, up=lossy(rng))
    found = cause(
        "remote-sender-loss", directions=("receive",), media=_MEDIA, peers=(call.peer(guilty),), span=span
    )
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


def long_call(rng: Random) -> Case:
    """An hour, and one other person's uplink is lossy for a third of it and more."""
    call = DrawnCall(rng, people=3, minutes=(45.0, 65.0))
    guilty = rng.choice(call.others)
    span = call.for_a_while(guilty, up=lossy(rng))
    found = cause(
        "remote-sender-loss", directions=("receive",), media=_MEDIA, peers=(call.peer(guilty),), span=span
    )
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


def another_voice_now_and_then(rng: Random) -> Case:
    """No cameras, and everyone presses a key to talk; one person's uplink is lossy, and so is all that they say.

    Nobody else is heard at the same time, so that the report cannot tell for sure is a right answer too.
    """
    call = DrawnCall(rng, people=rng.randint(4, 7), minutes=(12.0, 22.0))
    for place, person in enumerate(call.people):
        call.change(place, camera_on=(), microphone_on=around(person.talks, call.duration_s))
    guilty = max(call.others, key=lambda place: sum(end - start for start, end in call.people[place].talks))
    call.change_network(guilty, up=lossy(rng))
    found = cause(
        "remote-sender-loss",
        within=("inbound-loss-unattributed",),
        directions=("receive",),
        media=("audio",),
        peers=(call.peer(guilty),),
    )
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


def another_shared_screen(rng: Random) -> Case:
    """Another shares a screen, muted and with the camera off, over a lossy uplink."""
    call = DrawnCall(rng, people=rng.randint(3, 6))
    guilty = rng.choice(call.others)
    shown = (call.some_span((0.5, 0.7)),)
    call.change(guilty, camera_on=(), microphone_on=(), talks=(), shares_screen=shown)
    call.change_network(guilty, up=lossy(rng))
    media, peers = ("screenshare_video",), (call.peer(guilty),)
    found = cause("remote-sender-loss", directions=("receive",), media=media, peers=peers)
    symptoms = (*RECEIVED_BADLY, "screenshare-unreadable")
    return call.case(found, consequences=symptoms, verdicts=("poor",))


def two_other_uplinks(rng: Random) -> Case:
    """Two of several other people lose packets on their ways up, each for itself."""
    call = DrawnCall(rng, people=rng.randint(4, 8))
    guilty = rng.sample(call.others, 2)
    for place in guilty:
        call.change(place, microphone_on=((0.0, call.duration_s),))
        call.change_network(place, up=lossy(rng))
    peers = [call.peer(place) for place in guilty]
    found = cause("remote-sender-loss", directions=("receive",), media=_MEDIA, peers=peers)
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


def own_uplink_and_another(rng: Random) -> Case:
    """Two faults that have nothing to do with each other: the own uplink, and one other person's."""
    call = DrawnCall(rng, people=rng.randint(3, 6), measured=True)
    guilty = rng.choice(call.others)
    call.change(guilty, microphone_on=((0.0, call.duration_s),))
    for place in (call.subject, guilty):
        call.change_network(place, up=lossy(rng))
    own = cause("uplink-packet-loss", directions=("send",), media=_MEDIA)
    other = cause("remote-sender-loss", directions=("receive",), media=_MEDIA, peers=(call.peer(guilty),))
    return call.case(own, other, consequences=(*SENT_BADLY, *RECEIVED_BADLY), verdicts=("poor",))


def between_two_own_downlink(rng: Random) -> Case:
    """Two people, and what the looked-at one receives is lossy: which of the two links it is cannot be told."""
    call = DrawnCall(rng, people=2)
    call.change_network(call.subject, down=lossy(rng))
    return _between_two(call)


def between_two_other_uplink(rng: Random) -> Case:
    """Two people, and what the other one sends is lossy: which of the two links it is cannot be told."""
    call = DrawnCall(rng, people=2)
    call.change_network(call.others[0], up=lossy(rng))
    return _between_two(call)


def _between_two(call: DrawnCall) -> Case:
    peers = (call.peer(call.others[0]),)
    found = cause("inbound-loss-unattributed", directions=("receive",), media=_MEDIA, peers=peers)
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


SENDERS = (
    another_uplink,
    another_uplink_in_a_crowd,
    another_uplink_for_a_while,
    long_call,
    another_voice_now_and_then,
    another_shared_screen,
    two_other_uplinks,
    own_uplink_and_another,
    between_two_own_downlink,
    between_two_other_uplink,
)
