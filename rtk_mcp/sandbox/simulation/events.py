"""What the client noted down along the way: toggles, devices, permissions, tabs, connections."""

from collections.abc import Iterator
from typing import Any

from rtk_mcp.sandbox.simulation.clock import Clock
from rtk_mcp.sandbox.simulation.devices import NOTICED_S
from rtk_mcp.sandbox.simulation.network import is_handover
from rtk_mcp.sandbox.simulation.physics import Physics
from rtk_mcp.sandbox.simulation.plan import CallPlan, Person, Span
from rtk_mcp.sandbox.simulation.randomness import chance
from rtk_mcp.sandbox.simulation.spans import within, without
from rtk_mcp.sandbox.simulation.streams import LOSS_OF_CONTACT_S, Producer, stay

Noted = tuple[float, str, dict[str, Any]]


def events(physics: Physics, number: int, clock: Clock) -> list[dict[str, Any]]:
    """The `events` of a report, in time; some SDK versions call the tab's going to the background otherwise."""
    plan, person = physics.plan, physics.plan.people[number]
    span = stay(person, plan)
    noted = [
        *_joining(plan, person, span),
        *_permissions(person, span),
        *_toggles(physics, number, span),
        *_shares(person, physics.producers[number], span),
        *_tabs(person, span),
        *_devices(person, span),
        *_seizures(person, span),
        *_reconnects(person, span),
    ]
    noted.sort(key=lambda entry: entry[0])
    return [
        {"name": name, **({"metadata": details} if details else {}), "timestamp": clock.stamp(time_s)}
        for time_s, name, details in noted
    ]


def _joining(plan: CallPlan, person: Person, span: Span) -> Iterator[Noted]:
    rng = chance(plan.seed, person.peer_id, "joining")
    joined = span[0]
    yield joined - rng.uniform(2.0, 4.0), "precall_begin", {}
    yield joined - 0.6, "websocket_connected", {}
    if rng.random() < 0.7:  # noqa: PLR2004 - it is dropped from a good part of the reports
        yield joined, "call_join", {"room_view_type": "groupCall", "meeting_env": "prod"}
    yield joined + 0.05, "transport_connected", {}
    yield joined + rng.uniform(2.0, 5.0), "precall_end", {"effective_network_type": "4g"}
    yield joined + rng.uniform(0.1, 0.3), "ping_stat", {}


def _permissions(person: Person, span: Span) -> Iterator[Noted]:
    """Microphone and camera are asked for before joining; a screen, each time somebody shares."""
    refused = {refusal.device: refusal for refusal in person.refusals}
    for refusal, kind in ((refused.get("microphone"), "AUDIO"), (refused.get("camera"), "VIDEO")):
        if refusal is None or refusal.at_s > span[0]:
            yield span[0] - 1.5, "media_permission", {"device_type": kind, "permission": "ACCEPTED"}
        if refusal is not None:
            at_s = max(span[0] - 1.5, refusal.at_s)
            yield at_s, "media_permission", {"device_type": kind, "permission": refusal.permission}
            if refusal.until_s < span[1]:
                yield refusal.until_s, "media_permission", {"device_type": kind, "permission": "ACCEPTED"}


def _toggles(physics: Physics, number: int, span: Span) -> Iterator[Noted]:
    person = physics.plan.people[number]
    for name, spans, device in (
        ("audio", person.microphone_on, "microphone"),
        ("video", person.camera_on, "camera"),
    ):
        refused = [(refusal.at_s, refusal.until_s) for refusal in person.refusals if refusal.device == device]
        usable = without(within(spans, (span,)), refused)
        if not usable or usable[0][0] > span[0]:
            yield span[0] + 0.001, f"{name}_off", {}
        for start, end in usable:
            yield max(span[0] + 0.001, start), f"{name}_on", {}
            if end < span[1]:
                yield end, f"{name}_off", {}


def _shares(person: Person, producers: tuple[Producer, ...], span: Span) -> Iterator[Noted]:
    refusal = next((refusal for refusal in person.refusals if refusal.device == "screen"), None)
    for start, end in within(person.shares_screen, (span,)):
        yield max(span[0], start - 2.5), "screenshare_start_requested", {}
        if refusal is not None and refusal.at_s <= start < refusal.until_s:
            yield start, "media_permission", {"device_type": "SCREENSHARE", "permission": refusal.permission}
            continue
        ssrc = next(
            (p.ssrcs[0] for p in producers if p.media == "screenshare_video" and p.spans[0][0] >= start), None
        )
        yield start, "screenshare_started", {"ssrc": ssrc}
        yield min(end, span[1]), "screenshare_stopped", {"ssrc": ssrc}


def _tabs(person: Person, span: Span) -> Iterator[Noted]:
    renamed = chance("event names", person.device.sdk_version).random() < 0.4  # noqa: PLR2004
    view = "meeting_view" if renamed else "browser"
    for start, end in within(person.tab_hidden, (span,)):
        for time_s, active, name in ((start, False, "backgrounded"), (end, True, "foregrounded")):
            if time_s < span[1]:
                yield time_s, "tab_change", {"is_meetings_tab_active": active}
                yield time_s, f"{view}_{name}", {}


def _devices(person: Person, span: Span) -> Iterator[Noted]:
    for change in person.device_changes:
        if not span[0] <= change.at_s <= span[1]:
            continue
        media = {"microphone": "audio", "camera": "video", "speaker": "speaker"}[change.device]
        yield change.at_s, f"{media}_devices_updates", {}
        if change.replaced_by:
            yield change.at_s + NOTICED_S, f"selected_{change.device}_update", {"label": change.replaced_by}
        elif media != "speaker":
            yield change.at_s + 0.1, f"{media}_track_muted", {"device_type": media.upper()}


def _seizures(person: Person, span: Span) -> Iterator[Noted]:
    for seizure in person.seizures:
        media = {"microphone": "audio", "camera": "video"}[seizure.device]
        if seizure.noted and span[0] <= seizure.span[0] <= span[1]:
            yield seizure.span[0] + NOTICED_S, f"{media}_track_muted", {"device_type": media.upper()}


def _reconnects(person: Person, span: Span) -> Iterator[Noted]:
    network = person.network
    for change in sorted(person.network_changes, key=lambda change: change.at_s):
        if is_handover(network, change) and span[0] < change.at_s < span[1]:
            yield change.at_s + 1.1, "disconnect", {}
            yield change.at_s + 2.9, "transport_connected", {}
        network = change.network
    for start, end in person.outages:
        noticed = start + LOSS_OF_CONTACT_S
        if noticed >= min(end, span[1]) or end >= span[1]:
            continue
        yield noticed, "disconnect", {}
        yield noticed + 2.0, "reconnect_attempt", {}
        yield end, "websocket_connected", {}
        yield end + 0.3, "transport_connected", {}
