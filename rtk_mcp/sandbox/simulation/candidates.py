"""The ICE candidate pairs as last seen: one for what is sent, one for what is received."""

from dataclasses import dataclass
from typing import Any

from rtk_mcp.sandbox.simulation.addresses import home_address, public_address, server_address
from rtk_mcp.sandbox.simulation.clock import Clock
from rtk_mcp.sandbox.simulation.link import LinkTrace
from rtk_mcp.sandbox.simulation.microphone import OVERHEAD_BYTES
from rtk_mcp.sandbox.simulation.physics import Physics
from rtk_mcp.sandbox.simulation.plan import Network, Person
from rtk_mcp.sandbox.simulation.randomness import chance
from rtk_mcp.sandbox.simulation.streams import connections, stay

_FEEDBACK_SHARE = 0.22
"""RTCP packets coming back for each media packet going out, about one in five."""
_FEEDBACK_BYTES = 48
_CHECK_S = 2.5
"""How often ICE checks consent, and so measures a round trip."""
_UNPROBED_BPS = 54_000
"""Without video nothing is probed; the estimate stays near what audio takes and says nothing about the path."""
_TURN = {
    "udp": "turn:turn.example.net:3478?transport=udp",
    "tcp": "turn:turn.example.net:3478?transport=tcp",
    "tls": "turns:turn.example.net:443?transport=tcp",
}


@dataclass(slots=True)
class _Traffic:
    bytes_: int = 0
    packets: int = 0


def candidate_pairs(physics: Physics, number: int, clock: Clock) -> dict[str, Any]:
    """The `candidate_pairs` section."""
    person = physics.plan.people[number]
    end = stay(person, physics.plan)[1]
    sent = _sent(physics, number)
    received = _received(physics, number)
    pairs: dict[str, Any] = {"producing_transport": [], "consuming_transport": []}
    if sent.packets:
        video = any(producer.is_video for producer in physics.producers[number])
        estimate = physics.uplinks[number].available_kbps * 1000.0 if video else _UNPROBED_BPS
        pairs["producing_transport"].append(
            _pair(physics, number, clock, end, sent, estimate, producing=True)
        )
    if received.packets:
        estimate = physics.downlink(number).available_kbps * 1000.0
        pairs["consuming_transport"].append(
            _pair(physics, number, clock, end, received, estimate, producing=False)
        )
    return pairs


def _last_connection(physics: Physics, number: int) -> tuple[int, int]:
    """The seconds of the connection that the last snapshot is of; an earlier one took its counters with it."""
    person = physics.plan.people[number]
    start, end = (stay(person, physics.plan), *connections(person, physics.plan))[-1]
    return int(start), int(end)


def _sent(physics: Physics, number: int) -> _Traffic:
    traffic = _Traffic()
    since, _ = _last_connection(physics, number)
    for layers in physics.uplinks[number].layers.values():
        for layer in layers:
            packets = sum(layer.packets[since:])
            traffic.packets += packets
            traffic.bytes_ += sum(layer.bytes_[since:]) + packets * OVERHEAD_BYTES
    return traffic


def _received(physics: Physics, number: int) -> _Traffic:
    traffic = _Traffic()
    joined, left = _last_connection(physics, number)
    forwarded = physics.downlink(number).layers
    for producer in (p for owner, own in enumerate(physics.producers) if owner != number for p in own):
        layers = physics.uplinks[producer.owner].layers[producer.producer_id]
        if not producer.is_video:
            packets = sum(layers[0].packets[joined:left])
            traffic.packets += packets
            traffic.bytes_ += sum(layers[0].bytes_[joined:left]) + packets * OVERHEAD_BYTES
            continue
        for second, layer in enumerate(forwarded.get(producer.producer_id, ())):
            if layer >= 0 and second >= joined:
                traffic.packets += layers[layer].packets[second]
                traffic.bytes_ += layers[layer].bytes_[second]
    return traffic


def _pair(
    physics: Physics,
    number: int,
    clock: Clock,
    end: float,
    traffic: _Traffic,
    estimate_bps: float,
    *,
    producing: bool,
) -> dict[str, Any]:
    person = physics.plan.people[number]
    rng = chance(physics.plan.seed, person.peer_id, "pair", producing)
    second = max(0, int(end) - 1)
    network = physics.networks[number].by_second[second]
    rtt_s = _round_trip_s(network, physics.uplinks[number].link, physics.downlink(number).link, second)
    joined = stay(person, physics.plan)[0]
    back = _Traffic(
        int(traffic.packets * _FEEDBACK_SHARE) * _FEEDBACK_BYTES, int(traffic.packets * _FEEDBACK_SHARE)
    )
    out, into = (traffic, back) if producing else (back, traffic)
    last_ms = clock.epoch_ms(end)
    pair: dict[str, Any] = {
        "nominated": True,
        "current_round_trip_time": round(rtt_s, 3),
        "total_round_trip_time": round((end - joined) / _CHECK_S * rtt_s * rng.uniform(1.0, 1.2), 3),
        "bytes_received": into.bytes_,
        "bytes_sent": out.bytes_,
        "available_outgoing_bitrate": round(estimate_bps * rng.uniform(0.97, 1.03)),
        "last_packet_received_timestamp": last_ms - rng.randint(5, 60),
        "last_packet_sent_timestamp": last_ms - rng.randint(1, 30),
        "bytes_discarded_on_send": 0,
        "packets_sent": out.packets,
        "packets_received": into.packets,
        "packets_discarded_on_send": 0,
    }
    if not producing and person.device.engine == "WebKit":
        pair["available_incoming_bitrate"] = round(estimate_bps)
    pair |= _local(physics, person, network, producing=producing)
    role = "sfu-in" if producing else "sfu-out"
    pair |= {
        "remote_candidate_id": _candidate_id(physics, person, role),
        "remote_candidate_type": "host",
        "remote_candidate_address": server_address("sfu", physics.plan.session_id),
        "remote_candidate_port": rng.randint(40_000, 49_999),
        "remote_candidate_protocol": "udp",
    }
    if network.relay and person.device.engine == "Gecko":
        pair["remote_candidate_url"] = ""
    return pair


def _local(physics: Physics, person: Person, network: Network, *, producing: bool) -> dict[str, Any]:
    rng = chance(physics.plan.seed, person.peer_id, "local", producing)
    port = rng.randint(49_152, 65_535)
    found: dict[str, Any] = {"local_candidate_id": _candidate_id(physics, person, f"local {producing}")}
    if network.relay:
        found |= {
            "local_candidate_type": "relay",
            "local_candidate_address": server_address("turn", physics.plan.session_id),
            "local_candidate_port": rng.randint(49_152, 65_535),
            "local_candidate_protocol": network.relay,
            "local_candidate_url": _TURN[network.relay],
            "local_candidate_related_address": public_address(person.user_id, network),
            "local_candidate_related_port": port,
        }
    else:
        found |= {
            "local_candidate_type": "prflx",
            "local_candidate_address": public_address(person.user_id, network),
            "local_candidate_port": port,
            "local_candidate_protocol": "udp",
            "local_candidate_related_address": home_address(person.user_id, network),
            "local_candidate_related_port": port,
        }
    label = network_label(person, network)
    if label:
        found["local_candidate_network_type"] = label
    return found


def network_label(person: Person, network: Network) -> str | None:
    """What the browser calls the network: only Chromium says, and it takes a tethered phone for Wi-Fi."""
    if person.device.engine != "Blink":
        return None
    if network.kind == "cellular" and not person.device.is_mobile:
        return "wifi"
    return network.kind


def _round_trip_s(network: Network, up: LinkTrace, down: LinkTrace, second: int) -> float:
    return (network.rtt_ms + up.delay_ms[second] + down.delay_ms[second]) / 1000.0


def _candidate_id(physics: Physics, person: Person, role: str) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    rng = chance(physics.plan.seed, person.peer_id, "candidate", role)
    return "I" + "".join(rng.choice(letters) for _ in range(8))
