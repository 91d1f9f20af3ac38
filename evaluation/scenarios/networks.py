"""Healthy calls over networks that have an odd moment or an odd name."""

from dataclasses import replace
from random import Random

from evaluation.drawing import DrawnCall
from evaluation.label import Case
from rtk_mcp.sandbox.simulation.plan import Link, NetworkChange


def relay_over_udp(rng: Random) -> Case:
    """A relay over UDP is neutral."""
    call = DrawnCall(rng)
    call.change_network(call.subject, relay="udp")
    return call.case()


def one_spike(rng: Random) -> Case:
    """A few bad seconds of everything, once: a blip is no finding."""
    call = DrawnCall(rng)
    good = call.people[call.subject].network
    at_s = call.duration_s * rng.uniform(0.2, 0.8)
    bad = Link(loss_ratio=rng.uniform(0.15, 0.3), jitter_ms=40.0, spells_ratio=0.0)
    spike = replace(good, up=bad, down=bad, rtt_ms=good.rtt_ms + rng.uniform(100.0, 700.0))
    changes = (NetworkChange(at_s, spike), NetworkChange(at_s + rng.uniform(2.0, 3.5), good))
    call.change(call.subject, network_changes=changes)
    return call.case()


def spikes_now_and_then(rng: Random) -> Case:
    """Every two and a half minutes the Wi-Fi looks around for some seconds, and everything is late for that long."""
    call = DrawnCall(rng, minutes=(10.0, 20.0))
    good = replace(call.people[call.subject].network, kind="wifi")
    late = replace(good, rtt_ms=good.rtt_ms + rng.uniform(150.0, 500.0))
    changes: list[NetworkChange] = []
    at_s = rng.uniform(30.0, 120.0)
    while at_s < call.duration_s:
        changes += [NetworkChange(at_s, late), NetworkChange(at_s + rng.uniform(2.0, 4.0), good)]
        at_s += rng.uniform(140.0, 200.0)
    call.change(call.subject, network=good, network_changes=tuple(changes))
    return call.case()


def ramp_up(rng: Random) -> Case:
    """The first seconds are rough, as a Wi-Fi that wakes up is, and all the rest is well."""
    call = DrawnCall(rng)
    person = call.people[call.subject]
    rough = Link(loss_ratio=0.25, jitter_ms=50.0, bandwidth_kbps=500.0)
    until_s = person.joins_s + rng.uniform(3.0, 6.0)
    call.change(call.subject, network_changes=(NetworkChange(until_s, person.network),))
    call.change_network(call.subject, up=rough, down=rough)
    return call.case()


def on_a_phone(rng: Random) -> Case:
    """A phone on a good mobile network: a little uneven, nothing anybody would notice."""
    call = DrawnCall(rng)
    link = Link(
        rng.uniform(0.0, 0.0008), rng.uniform(4.0, 7.5), rng.uniform(6_000.0, 30_000.0), spells_ratio=0.3
    )
    call.change_network(
        call.subject, kind="cellular", up=link, down=link, rtt_ms=rng.uniform(35.0, 85.0), relay=None
    )
    call.change_device(call.subject, is_mobile=True, os="Android", os_version="15", simulcast_layers=2)
    return call.case()


NETWORKS = (
    relay_over_udp,
    one_spike,
    spikes_now_and_then,
    ramp_up,
    on_a_phone,
)
