"""The devices at hand and in use: the first list is mere enumeration, a later one is somebody at a plug."""

from typing import Any

from rtk_mcp.sandbox.simulation.changes import Role
from rtk_mcp.sandbox.simulation.clock import Clock
from rtk_mcp.sandbox.simulation.plan import CallPlan, Person
from rtk_mcp.sandbox.simulation.randomness import chance
from rtk_mcp.sandbox.simulation.streams import stay

ROLES: tuple[Role, ...] = ("microphone", "camera", "speaker")
KINDS: dict[Role, str] = {"microphone": "audioinput", "camera": "videoinput", "speaker": "audiooutput"}
LISTS: dict[Role, str] = {
    "microphone": "audio_devices_updates",
    "camera": "video_devices_updates",
    "speaker": "speaker_devices_updates",
}
NOTICED_S = 0.4
"""From a plug being pulled to another device being in use."""


def device_updates(plan: CallPlan, person: Person, clock: Clock) -> dict[str, Any]:
    """The three lists of device changes and the one of selections."""
    joined = stay(person, plan)[0]
    found: dict[str, Any] = {}
    selected: list[tuple[float, dict[str, Any]]] = []
    for role in ROLES:
        label = _label(person, role)
        known = [_device(plan, person, role, name) for name in _enumerated(label, role)]
        updates = [{"added": known, "removed": [], "timestamp": clock.stamp(joined - 1.2)}]
        selected.append((joined - 0.8, known[-1]))
        for change in sorted(person.device_changes, key=lambda change: change.at_s):
            if change.device != role:
                continue
            removed = [_device(plan, person, role, label)] if label else []
            fresh = [_device(plan, person, role, change.replaced_by)] if change.replaced_by else []
            updates.append({"added": fresh, "removed": removed, "timestamp": clock.stamp(change.at_s)})
            label = change.replaced_by or ""
            if fresh:
                selected.append((change.at_s + NOTICED_S, fresh[0]))
        found[LISTS[role]] = updates
    selected.sort(key=lambda entry: entry[0])
    found["selected_device_updates"] = [
        {"device": device, "timestamp": clock.stamp(time_s)} for time_s, device in selected
    ]
    return found


def _label(person: Person, role: Role) -> str:
    device = person.device
    return {"microphone": device.microphone, "camera": device.camera, "speaker": device.speaker}[role]


def _enumerated(label: str, role: Role) -> list[str]:
    return [label] if role == "camera" else [f"Default - {label}", label]


def _device(plan: CallPlan, person: Person, role: Role, label: str) -> dict[str, str]:
    if label.startswith("Default - "):
        return {"device_id": "default", "kind": KINDS[role], "label": label}
    number = chance(plan.meeting_id, person.user_id, role, label).getrandbits(256)
    return {"device_id": f"{number:064x}", "kind": KINDS[role], "label": label}
