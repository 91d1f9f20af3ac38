"""Media that comes late or unevenly.

A poor round trip is drawn from 345 to 700 ms and a fair one from 190 to 255, the limits being 150 and 300; uneven links
from 50 to 90 ms of jitter, the limit being 30.
"""

from random import Random

from evaluation.consequences import RECEIVED_BADLY, SENT_BADLY
from evaluation.drawing import DrawnCall
from evaluation.label import Case, cause
from evaluation.links import uneven
from rtk_mcp.sandbox.simulation.plan import Link, Rival

_MEDIA = ("audio", "video", "connection")


def far_away(rng: Random) -> Case:
    """A detour of half a second and more there and back."""
    call = DrawnCall(rng, measured=True)
    call.change_network(call.subject, rtt_ms=rng.uniform(345.0, 700.0))
    return call.case(cause("high-round-trip-time"), verdicts=("poor",))


def rather_far(rng: Random) -> Case:
    """The other side of the world."""
    call = DrawnCall(rng, measured=True)
    call.change_network(call.subject, rtt_ms=rng.uniform(190.0, 255.0))
    return call.case(cause("high-round-trip-time"), verdicts=("fair",))


def uneven_downlink(rng: Random) -> Case:
    """What the looked-at person receives comes unevenly, of everyone."""
    call = DrawnCall(rng, people=rng.randint(3, 7))
    call.change_network(call.subject, down=uneven(rng))
    found = cause("high-jitter", directions=("receive",), media=_MEDIA)
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


def uneven_uplink(rng: Random) -> Case:
    """What the looked-at person sends arrives unevenly."""
    call = DrawnCall(rng, measured=True)
    call.change_network(call.subject, up=uneven(rng))
    found = cause("high-jitter", directions=("send",), media=_MEDIA)
    return call.case(found, consequences=SENT_BADLY, verdicts=("poor",))


def uneven_sender(rng: Random) -> Case:
    """What one other person sends arrives unevenly."""
    call = DrawnCall(rng, people=rng.randint(3, 7))
    guilty = rng.choice(call.others)
    call.change(guilty, microphone_on=((0.0, call.duration_s),))
    call.change_network(guilty, up=uneven(rng))
    found = cause("high-jitter", directions=("receive",), media=_MEDIA, peers=(call.peer(guilty),))
    return call.case(found, consequences=RECEIVED_BADLY, verdicts=("poor",))


def long_buffers(rng: Random) -> Case:
    """The page asks its jitter buffers to hold everything for 300 to 800 ms, where 250 is poor."""
    call = DrawnCall(rng)
    call.change_device(call.subject, least_playout_delay_ms=rng.uniform(300.0, 800.0))
    return call.case(cause("playout-delay-high", directions=("receive",)), verdicts=("poor",))


def rather_long_buffers(rng: Random) -> Case:
    """The page asks its jitter buffers to hold everything for 130 to 210 ms."""
    call = DrawnCall(rng)
    call.change_device(call.subject, least_playout_delay_ms=rng.uniform(130.0, 210.0))
    return call.case(cause("playout-delay-high", directions=("receive",)), verdicts=("fair",))


def long_queue(rng: Random) -> Case:
    """One large upload in the house keeps the router's queue long: packets wait, hardly any is lost."""
    call = DrawnCall(rng, measured=True, minutes=(8.0, 20.0))
    span = call.some_span()
    call.change_network(call.subject, up=Link(bandwidth_kbps=rng.uniform(3_000.0, 9_000.0)), relay=None)
    call.change(call.subject, rivals=(Rival(span, "up", flows=1),))
    found = cause("high-round-trip-time", within=("network-congestion",), span=span)
    return call.case(found, consequences=(*SENT_BADLY, "network-congestion"), verdicts=("poor",))


DELAY = (
    far_away,
    rather_far,
    uneven_downlink,
    uneven_uplink,
    uneven_sender,
    long_buffers,
    rather_long_buffers,
    long_queue,
)
