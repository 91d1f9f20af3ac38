"""The `metadata` part of a report: the device, the browser, the network as the service saw it, and the events."""

from typing import Any

from rtk_mcp.sandbox.simulation.addresses import public_address, route
from rtk_mcp.sandbox.simulation.browser import browser_metadata
from rtk_mcp.sandbox.simulation.candidates import candidate_pairs
from rtk_mcp.sandbox.simulation.clock import Clock
from rtk_mcp.sandbox.simulation.devices import device_updates
from rtk_mcp.sandbox.simulation.events import events
from rtk_mcp.sandbox.simulation.physics import Physics
from rtk_mcp.sandbox.simulation.plan import Person
from rtk_mcp.sandbox.simulation.randomness import chance
from rtk_mcp.sandbox.simulation.sdp import session_description
from rtk_mcp.sandbox.simulation.streams import stay

_SDP_ODDS = 0.3
_CHECKED_ODDS = 0.5
"""Current SDKs skip the connectivity checks; the flags are then false or not there, which says nothing."""


def metadata(physics: Physics, number: int, clock: Clock) -> dict[str, Any]:
    """Everything in a participant's report that is no media sample."""
    plan, person = physics.plan, physics.plan.people[number]
    device = person.device
    native = "web" not in device.sdk_name
    found: dict[str, Any] = {
        "events": events(physics, number, clock),
        "pc_metadata": [_connection(physics, number, clock)],
        **device_updates(plan, person, clock),
        "candidate_pairs": candidate_pairs(physics, number, clock),
        "device_info": {
            "cpus": device.cpus,
            "is_mobile": device.is_mobile,
            "os": device.os,
            "os_version": device.os_version,
        },
        "browser_metadata": browser_metadata(device),
        "sdk_name": device.sdk_name,
        "sdk_type": "native" if native else "web",
        "sdk_version": device.sdk_version,
        "room_view_type": "groupCall" if person.preset.startswith("group_call") else "webinar",
        "ip_information": _ip_information(person),
    }
    if native:
        found["native_metadata"] = {"audio_encoder": "opus", "video_encoder": "VP8"}
    return found


def _connection(physics: Physics, number: int, clock: Clock) -> dict[str, Any]:
    person = physics.plan.people[number]
    rng = chance(physics.plan.seed, person.peer_id, "connection")
    found: dict[str, Any] = {"timestamp": clock.stamp(stay(person, physics.plan)[0] + rng.uniform(2.0, 5.0))}
    if person.device.engine == "Blink":
        found = {"effective_network_type": "4g", **found}
    if rng.random() < _CHECKED_ODDS:
        direct = person.network.relay is None
        found |= {"reflexive_connectivity": direct, "relay_connectivity": True, "turn_connectivity": True}
    else:
        found |= {"reflexive_connectivity": False, "relay_connectivity": False, "turn_connectivity": False}
    if rng.random() < _SDP_ODDS:
        found["sdp"] = [session_description(physics, number)]
    return found


def _ip_information(person: Person) -> dict[str, Any]:
    network = person.network
    domain = "".join(letter for letter in network.organisation.lower() if letter.isalnum())
    kind = {"cellular": "isp", "vpn": "hosting"}.get(network.kind, "isp")
    return {
        "city": network.city,
        "country": network.country,
        "timezone": network.timezone,
        "region": network.region,
        "asn": {
            "asn": network.asn,
            "domain": f"{domain}.example",
            "name": network.organisation,
            "route": route(network),
            "type": kind,
        },
        "ipv4": public_address(person.user_id, network),
        "org": f"{network.asn} {network.organisation}",
    }
