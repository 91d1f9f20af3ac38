"""A line that carries less than is offered to it: packets wait, then drop."""

from random import Random

from evaluation.consequences import RECEIVED_BADLY, SENT_BADLY
from evaluation.drawing import DrawnCall
from evaluation.label import Case, cause
from evaluation.links import enough_to_fill
from rtk_mcp.sandbox.simulation.plan import Link, Rival

_SYMPTOMS_UP = (*SENT_BADLY, "uplink-packet-loss", "high-round-trip-time")
_SYMPTOMS_DOWN = (
    *RECEIVED_BADLY,
    "downlink-packet-loss",
    "inbound-loss-unattributed",
    "high-round-trip-time",
)


def crowded_uplink(rng: Random) -> Case:
    """For a while a backup of many small transfers goes up the same line."""
    call = DrawnCall(rng, measured=True, minutes=(8.0, 20.0))
    span = call.some_span()
    kbps = rng.uniform(1_200.0, 4_000.0)
    call.change_network(call.subject, up=Link(bandwidth_kbps=kbps), relay=None)
    call.change(call.subject, rivals=(Rival(span, "up", flows=enough_to_fill(rng, kbps)),))
    found = cause("network-congestion", span=span)
    return call.case(found, consequences=_SYMPTOMS_UP, verdicts=("poor",))


def crowded_downlink(rng: Random) -> Case:
    """For a while downloads of many small transfers come down the same line."""
    call = DrawnCall(rng, people=rng.randint(2, 6), measured=True, minutes=(8.0, 20.0))
    span = call.some_span()
    kbps = rng.uniform(3_000.0, 8_000.0)
    call.change_network(call.subject, down=Link(bandwidth_kbps=kbps), relay=None)
    call.change(call.subject, rivals=(Rival(span, "down", flows=enough_to_fill(rng, kbps)),))
    found = cause("network-congestion", span=span)
    return call.case(found, consequences=_SYMPTOMS_DOWN, verdicts=("poor",))


def too_narrow_for_a_voice(rng: Random) -> Case:
    """For a while the uplink carries less than the audio alone takes."""
    call = DrawnCall(rng, measured=True, minutes=(8.0, 20.0))
    span = call.for_a_while(call.subject, up=Link(bandwidth_kbps=rng.uniform(24.0, 36.0)))
    call.change(call.subject, camera_on=())
    found = cause("network-congestion", span=span)
    return call.case(found, consequences=_SYMPTOMS_UP, verdicts=("poor",))


CONGESTION = (crowded_uplink, crowded_downlink, too_narrow_for_a_voice)
