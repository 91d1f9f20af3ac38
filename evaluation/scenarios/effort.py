"""Devices and uplinks that cannot keep up with the pictures.

Processors are drawn at 25 to 50 % of the work at hand, where frames are dropped by the third and more; uplinks from 200
to 400 kbit/s, which is enough for a small picture and never for the full one.
"""

from random import Random

from evaluation.consequences import SENT_BADLY, SLOW_DEVICE
from evaluation.drawing import DrawnCall
from evaluation.label import Case, cause
from rtk_mcp.sandbox.simulation.plan import CpuChange, Link


def narrow_uplink(rng: Random) -> Case:
    """The uplink carries a small picture only."""
    call = DrawnCall(rng, measured=True)
    call.change_network(call.subject, up=Link(bandwidth_kbps=rng.uniform(200.0, 400.0)), relay=None)
    found = cause("bandwidth-limited-uplink", directions=("send",), media=("video",))
    symptoms = (*SENT_BADLY, "high-round-trip-time", "network-congestion")
    return call.case(found, consequences=symptoms, verdicts=("fair",))


def narrow_uplink_for_a_while(rng: Random) -> Case:
    """The same for a stretch of the call."""
    call = DrawnCall(rng, measured=True, minutes=(8.0, 20.0))
    span = call.for_a_while(call.subject, up=Link(bandwidth_kbps=rng.uniform(200.0, 400.0)))
    found = cause("bandwidth-limited-uplink", directions=("send",), media=("video",), span=span)
    symptoms = (*SENT_BADLY, "high-round-trip-time", "network-congestion", "uplink-packet-loss")
    return call.case(found, consequences=symptoms, verdicts=("fair",))


def slow_device(rng: Random) -> Case:
    """The device can neither encode its own picture in time nor show the others'."""
    call = DrawnCall(rng)
    call.change_device(call.subject, cpu_headroom=rng.uniform(0.25, 0.45), cpus=2)
    found = cause("cpu-limited", directions=("send",), media=("video",))
    return call.case(found, consequences=SLOW_DEVICE, verdicts=("poor",))


def slow_device_for_a_while(rng: Random) -> Case:
    """Another program takes the processor for a stretch of the call."""
    call = DrawnCall(rng, minutes=(8.0, 20.0))
    span = call.some_span()
    changes = (CpuChange(span[0], rng.uniform(0.25, 0.45)), CpuChange(span[1], 1.0))
    call.change(call.subject, cpu_changes=changes)
    found = cause("cpu-limited", directions=("send",), media=("video",), span=span)
    return call.case(found, consequences=SLOW_DEVICE, verdicts=("poor",))


def slow_encoder(rng: Random) -> Case:
    """The device cannot encode its own picture in time, and has no other to show."""
    call = DrawnCall(rng)
    for other in call.others:
        call.change(other, camera_on=())
    call.change_device(call.subject, cpu_headroom=rng.uniform(0.3, 0.5), cpus=2)
    found = cause("cpu-limited", directions=("send",), media=("video",))
    return call.case(found, consequences=SLOW_DEVICE, verdicts=("fair",))


def slow_decoder(rng: Random) -> Case:
    """The device cannot show the others' pictures in time; its own camera is off."""
    call = DrawnCall(rng)
    call.change_device(call.subject, cpu_headroom=rng.uniform(0.2, 0.42), cpus=2)
    call.change(call.subject, camera_on=())
    found = cause("decoder-overload", directions=("receive",), media=("video",))
    return call.case(found, consequences=SLOW_DEVICE, verdicts=("poor",))


EFFORT = (
    narrow_uplink,
    narrow_uplink_for_a_while,
    slow_device,
    slow_device_for_a_while,
    slow_encoder,
    slow_decoder,
)
