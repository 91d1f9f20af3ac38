"""Packets lost on the looked-at person's own link.

Received audio with 2 % loss has about as many audible gaps as make it poor, so there mild loss is on a border.
"""

from dataclasses import replace
from random import Random

from evaluation.consequences import RECEIVED_BADLY, SENT_BADLY
from evaluation.drawing import DrawnCall
from evaluation.label import Case, cause
from evaluation.links import leaky, lossy, moderately_lossy
from rtk_mcp.sandbox.simulation.plan import Link, NetworkChange

_MEDIA = ("audio", "video")


def own_uplink(rng: Random) -> Case:
    """The looked-at person's uplink loses packets all the time."""
    call = DrawnCall(rng, measured=True)
    call.change_network(call.subject, up=lossy(rng))
    found = cause("uplink-packet-loss", directions=("send",), media=_MEDIA)
    return call.case(found, consequences=SENT_BADLY, verdicts=("poor",))


def own_uplink_for_a_while(rng: Random) -> Case:
    """The same for a stretch of the call."""
    call = DrawnCall(rng, measured=True)
    span = call.for_a_while(call.subject, up=lossy(rng))
    found = cause("uplink-packet-loss", directions=("send",), media=_MEDIA, span=span)
    return call.case(found, consequences=SENT_BADLY, verdicts=("poor",))


def own_uplink_mildly(rng: Random) -> Case:
    """The looked-at person's uplink loses a little all the time."""
    call = DrawnCall(rng, measured=True)
    call.change_network(call.subject, up=leaky(rng))
    found = cause("uplink-packet-loss", directions=("send",), media=_MEDIA)
    return call.case(found, consequences=SENT_BADLY, verdicts=("fair",))


def own_uplink_unmeasured(rng: Random) -> Case:
    """The uplink loses packets and nothing measures it: the report cannot know, and must not say that all is well."""
    call = DrawnCall(rng, measured=False)
    call.change_network(call.subject, up=lossy(rng))
    return call.case(consequences=SENT_BADLY, verdicts=("good", "fair"))


def own_downlink(rng: Random) -> Case:
    """The looked-at person's downlink loses packets of everyone."""
    call = DrawnCall(rng, people=rng.randint(3, 9))
    call.change_network(call.subject, down=lossy(rng))
    found = cause("downlink-packet-loss", directions=("receive",), media=_MEDIA)
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


def own_downlink_for_a_while(rng: Random) -> Case:
    """The same for a stretch of the call."""
    call = DrawnCall(rng, people=rng.randint(3, 9))
    span = call.for_a_while(call.subject, down=lossy(rng))
    found = cause("downlink-packet-loss", directions=("receive",), media=_MEDIA, span=span)
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


def own_downlink_mildly(rng: Random) -> Case:
    """The looked-at person's downlink loses a little of everyone."""
    call = DrawnCall(rng, people=rng.randint(3, 6))
    call.change_network(call.subject, down=leaky(rng))
    found = cause("downlink-packet-loss", directions=("receive",), media=_MEDIA)
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("fair", "poor"))


def own_uplink_moderately(rng: Random) -> Case:
    """The looked-at person's uplink loses 7 to 10 % evenly, with the camera off: poor, and only just."""
    call = DrawnCall(rng, measured=True)
    call.change(call.subject, camera_on=())
    call.change_network(call.subject, up=moderately_lossy(rng))
    found = cause("uplink-packet-loss", directions=("send",), media=("audio",))
    return call.case(found, consequences=SENT_BADLY, verdicts=("poor",))


def own_downlink_of_voices(rng: Random) -> Case:
    """The looked-at person's downlink loses 7 to 10 % of voices; all cameras are off."""
    call = DrawnCall(rng, people=rng.randint(3, 8))
    for place in range(len(call.people)):
        call.change(place, camera_on=())
    call.change_network(call.subject, down=moderately_lossy(rng))
    found = cause("downlink-packet-loss", directions=("receive",), media=("audio",))
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


def both_ways(rng: Random) -> Case:
    """A bad Wi-Fi loses packets on the way up and on the way down."""
    call = DrawnCall(rng, people=rng.randint(3, 6), measured=True)
    call.change_network(call.subject, up=lossy(rng), down=lossy(rng))
    up = cause("uplink-packet-loss", directions=("send",), media=_MEDIA)
    down = cause("downlink-packet-loss", directions=("receive",), media=_MEDIA)
    return call.case(up, down, consequences=(*SENT_BADLY, *RECEIVED_BADLY), verdicts=("poor",))


def short_call(rng: Random) -> Case:
    """Two and a half to five minutes with a lossy downlink."""
    call = DrawnCall(rng, people=rng.randint(3, 5), minutes=(2.5, 5.0))
    call.change_network(call.subject, down=lossy(rng))
    found = cause("downlink-packet-loss", directions=("receive",), media=_MEDIA)
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


def short_outburst(rng: Random) -> Case:
    """For half a minute of a longer call hardly anything of what is sent to the looked-at person arrives.

    Short, and so mild by the share of the call; but where it froze the pictures for two samples, that is poor.
    """
    call = DrawnCall(rng, people=rng.randint(3, 6), minutes=(12.0, 20.0))
    good = call.people[call.subject].network
    at_s = call.duration_s * rng.uniform(0.2, 0.8)
    span = (at_s, at_s + rng.uniform(25.0, 38.0))
    bad = replace(good, down=Link(rng.uniform(0.35, 0.6), 10.0, 40_000.0, spells_ratio=0.0))
    call.change(call.subject, network_changes=(NetworkChange(span[0], bad), NetworkChange(span[1], good)))
    found = cause("downlink-packet-loss", directions=("receive",), media=_MEDIA, span=span)
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("fair", "poor"))


def own_shared_screen(rng: Random) -> Case:
    """The looked-at person shares a screen, muted and with the camera off, over a lossy uplink."""
    call = DrawnCall(rng, measured=True)
    shown = (call.some_span((0.5, 0.7)),)
    call.change(call.subject, camera_on=(), microphone_on=(), talks=(), shares_screen=shown)
    call.change_network(call.subject, up=lossy(rng))
    found = cause("uplink-packet-loss", directions=("send",), media=("screenshare_video",))
    symptoms = (*SENT_BADLY, "screenshare-unreadable")
    return call.case(found, consequences=symptoms, verdicts=("poor",))


def summaries_alone(rng: Random) -> Case:
    """A lossy downlink of which only the summaries are left: they do not tell one sender from another."""
    call = DrawnCall(rng, people=rng.randint(3, 6))
    call.change_network(call.subject, down=lossy(rng))
    found = cause("inbound-loss-unattributed", directions=("receive",))
    symptoms = (*RECEIVED_BADLY, "uplink-not-measured", "downlink-packet-loss")
    return call.case(found, consequences=symptoms, verdicts=("poor",), without=("rows",))


LOSS = (
    own_uplink,
    own_uplink_for_a_while,
    own_uplink_mildly,
    own_uplink_unmeasured,
    own_downlink,
    own_downlink_for_a_while,
    own_downlink_mildly,
    own_uplink_moderately,
    own_downlink_of_voices,
    both_ways,
    short_call,
    short_outburst,
    own_shared_screen,
    summaries_alone,
)
