"""The way that media takes, and what becomes of it on the way: relays, VPNs, lost connections, hidden tabs, no data."""

from dataclasses import replace
from random import Random

from evaluation.consequences import RECEIVED_BADLY
from evaluation.drawing import DrawnCall
from evaluation.label import Case, cause
from evaluation.links import lossy
from rtk_mcp.sandbox.simulation.plan import Link, NetworkChange

_RECONNECTED = (
    "uplink-packet-loss",
    "downlink-packet-loss",
    "inbound-loss-unattributed",
    "remote-sender-loss",
    "audio-concealment",
    "video-freeze",
    "high-jitter",
    "high-round-trip-time",
    "low-quality-score",
    "low-frame-rate",
    "playout-delay-high",
    "bandwidth-limited-uplink",
    "keyframe-storm",
    "network-congestion",
)


def blocked_udp(rng: Random) -> Case:
    """Media goes over TCP or TLS to a relay, on a line that loses nothing: worth knowing, and not felt."""
    call = DrawnCall(rng)
    clean = Link(0.0, 2.0, 50_000.0)
    call.change_network(
        call.subject, relay=rng.choice(("tcp", "tls")), up=clean, down=clean, rtt_ms=rng.uniform(15.0, 60.0)
    )
    return call.case(cause("tcp-relay"))


def blocked_udp_on_a_bad_line(rng: Random) -> Case:
    """Media goes over TCP or TLS to a relay, and what the line loses comes late."""
    call = DrawnCall(rng)
    bad = Link(rng.uniform(0.02, 0.04), 6.0, 30_000.0)
    call.change_network(
        call.subject, relay=rng.choice(("tcp", "tls")), up=bad, down=bad, rtt_ms=rng.uniform(110.0, 145.0)
    )
    symptoms = (*RECEIVED_BADLY, "high-round-trip-time", "bandwidth-limited-uplink")
    return call.case(cause("tcp-relay"), consequences=symptoms, verdicts=("fair", "poor"))


def through_a_vpn(rng: Random) -> Case:
    """The browser says that both ways go through a VPN; it is a good one."""
    call = DrawnCall(rng)
    call.change_network(call.subject, kind="vpn", relay=None)
    call.change_device(call.subject, browser="Chrome", engine="Blink", browser_version="143.0.0.0")
    return call.case(cause("vpn-path"))


def through_a_slow_vpn(rng: Random) -> Case:
    """The VPN takes the media round half the world."""
    call = DrawnCall(rng, measured=True)
    call.change_network(call.subject, kind="vpn", relay=None, rtt_ms=rng.uniform(345.0, 450.0))
    call.change_device(call.subject, browser="Chrome", engine="Blink", browser_version="143.0.0.0")
    return call.case(
        cause("vpn-path", within=("high-round-trip-time",)), cause("high-round-trip-time"), verdicts=("poor",)
    )


def outages(rng: Random) -> Case:
    """The network goes two to four times, for 20 to 50 s each."""
    call = DrawnCall(rng, minutes=(10.0, 20.0))
    number = rng.randint(2, 4)
    part_s = (call.duration_s - 60.0) / number
    starts = [40.0 + part_s * place + rng.uniform(0.0, part_s - 80.0) for place in range(number)]
    call.change(call.subject, outages=tuple((start, start + rng.uniform(20.0, 50.0)) for start in starts))
    return call.case(cause("reconnects"), consequences=_RECONNECTED, verdicts=("fair", "poor"))


def handover(rng: Random) -> Case:
    """The device moves from Wi-Fi to the mobile network and is back in the call after some seconds."""
    call = DrawnCall(rng)
    there = replace(call.people[call.subject].network, kind="wifi", asn="AS64500", relay=None)
    mobile = replace(there, kind="cellular", asn="AS64511", rtt_ms=there.rtt_ms + 20.0)
    at_s = call.duration_s * rng.uniform(0.2, 0.8)
    call.change(call.subject, network=there, network_changes=(NetworkChange(at_s, mobile),))
    return call.case(cause("reconnects"), consequences=_RECONNECTED, verdicts=("good", "fair"))


def hidden_and_lossy(rng: Random) -> Case:
    """The tab is in the background for most of a call that is lossy anyway."""
    call = DrawnCall(rng, people=rng.randint(3, 6))
    call.change_network(call.subject, down=lossy(rng))
    call.change(call.subject, tab_hidden=((call.duration_s * 0.2, call.duration_s * rng.uniform(0.7, 0.9)),))
    found = cause("downlink-packet-loss", directions=("receive",), media=("audio", "video"))
    return call.case(found, cause("tab-hidden"), consequences=RECEIVED_BADLY, verdicts=("poor",))


def short_stay(rng: Random) -> Case:
    """The looked-at person is gone after a few seconds: too little to judge."""
    call = DrawnCall(rng)
    joins_s = call.people[call.subject].joins_s
    call.change(call.subject, leaves_s=joins_s + rng.uniform(4.0, 24.0))
    return call.case(cause("quality-data-missing"), verdicts=("unknown",))


def alone_and_not_measured(rng: Random) -> Case:
    """The looked-at person is alone, and nothing measures what is sent: there is nothing to judge the call by."""
    call = DrawnCall(rng, people=1, measured=False)
    return call.case(cause("quality-data-missing"), verdicts=("unknown",))


def nothing_to_report(rng: Random) -> Case:
    """The looked-at person is alone and muted: there is no media to judge."""
    call = DrawnCall(rng, people=1)
    call.change(call.subject, microphone_on=(), camera_on=())
    return call.case(cause("quality-data-missing"), verdicts=("unknown",))


CONNECTION = (
    blocked_udp,
    blocked_udp_on_a_bad_line,
    through_a_vpn,
    through_a_slow_vpn,
    outages,
    handover,
    hidden_and_lossy,
    short_stay,
    alone_and_not_measured,
    nothing_to_report,
)
