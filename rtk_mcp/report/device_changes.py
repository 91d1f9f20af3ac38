"""Devices that came, went and were taken into use, from the report's four lists."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, Literal

from rtk_mcp.api.models.report_metadata import Device, DeviceUpdate, PeerReportMetadata
from rtk_mcp.report.context import DeviceChange, Thing
from rtk_mcp.report.scalars import identifier

_THINGS: Final[Mapping[str, Thing]] = MappingProxyType(
    {"audioinput": "microphone", "videoinput": "camera", "audiooutput": "speaker"}
)
"""The browser's words for them."""


MAX_LABEL_CHARS: Final = 200
"""More of it is no name; a report has thousands of devices at most."""


def read_devices(meta: PeerReportMetadata) -> tuple[DeviceChange, ...]:
    """Every change with a time, in time order; the first list of each kind only enumerates what is there."""
    lists: tuple[tuple[Thing, tuple[DeviceUpdate, ...]], ...] = (
        ("microphone", meta.audio_devices_updates),
        ("camera", meta.video_devices_updates),
        ("speaker", meta.speaker_devices_updates),
    )
    changes = [change for thing, updates in lists for change in _updates(thing, updates)]
    known = {change.device_id: change.thing for change in changes if change.device_id}
    for selected in meta.selected_device_updates:
        device = selected.device
        named = identifier(device.device_id) if device else None
        thing = (_thing(device) if device else None) or (known.get(named) if named else None)
        if selected.timestamp and thing:
            changes.append(_change(thing, "selected", selected.timestamp.timestamp(), device))
    return tuple(sorted(changes, key=lambda change: change.at_s))


def _updates(thing: Thing, updates: tuple[DeviceUpdate, ...]) -> Iterator[DeviceChange]:
    timed = sorted(
        (update.timestamp.timestamp(), place) for place, update in enumerate(updates) if update.timestamp
    )
    for turn, (at_s, place) in enumerate(timed):
        for device in updates[place].added:
            yield _change(_thing(device) or thing, "added", at_s, device, first=turn == 0)
        for device in updates[place].removed:
            yield _change(_thing(device) or thing, "removed", at_s, device, first=turn == 0)


def _change(
    thing: Thing,
    kind: Literal["added", "removed", "selected"],
    at_s: float,
    device: Device | None,
    *,
    first: bool = False,
) -> DeviceChange:
    named = identifier(device.device_id) if device else None
    label = device.label[:MAX_LABEL_CHARS] if device and device.label else None
    return DeviceChange(thing, kind, at_s, named, first=first, label=label)


def _thing(device: Device) -> Thing | None:
    return _THINGS.get((device.kind or "").lower())
