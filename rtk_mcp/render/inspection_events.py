"""What happened to a participant, by time, with what the client noted of it: device labels, permissions, tabs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from rtk_mcp.render.budget import iso_utc, number_text
from rtk_mcp.render.inspection_masks import Masks
from rtk_mcp.render.untrusted import quote, word
from rtk_mcp.report.context import Context, DeviceChange, Event

MAX_DETAILS: Final = 4
MAX_WORD_CHARS: Final = 60
_TELLING: Final = re.compile(
    r"device|selected|permission|connect|tab_|ground|muted|_on$|_off$|screenshare|failed|PEER_|join|leave"
)
"""Names of what a person or a network did; the others are the client's own steps."""


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as a line; `telling` ones are kept when not all fit."""

    text: str
    at_s: float | None
    telling: bool


def told_events(context: Context, masks: Masks) -> list[ToldEvent]:
    """All events and device changes in time, those without a time at the end."""
    told = [_told(event, masks) for event in context.events]
    told += [_told_device(change, masks) for change in context.devices]
    return sorted(told, key=lambda each: (each.at_s is None, each.at_s or 0.0))


def kept_events(events: Sequence[ToldEvent], number: int) -> list[ToldEvent]:
    """So many events, the telling ones before the others, in time."""
    ranked = sorted(range(len(events)), key=lambda place: (not events[place].telling, place))[:number]
    return [events[place] for place in sorted(ranked)]


def _told(event: Event, masks: Masks) -> ToldEvent:
    at_s = event.at.timestamp() if event.at else None
    when = iso_utc(datetime.fromtimestamp(at_s, UTC)) if at_s is not None else "time unknown"
    details = [text for _, text in zip(range(MAX_DETAILS), _details(event.details, masks), strict=False)]
    text = " ".join([f"{when} {word(masks.key(event.name), MAX_WORD_CHARS)}", ", ".join(details)]).rstrip()
    return ToldEvent(text, at_s, _TELLING.search(event.name) is not None)


def _told_device(change: DeviceChange, masks: Masks) -> ToldEvent:
    """Devices of the first list were merely there."""
    when = iso_utc(datetime.fromtimestamp(change.at_s, UTC))
    kind = "found" if change.first and change.kind == "added" else change.kind
    label = f" {quote(masks.text(change.label, 'label'), MAX_WORD_CHARS)}" if change.label else ""
    return ToldEvent(f"{when} {change.thing} {kind}{label}", change.at_s, not change.first)


def _details(values: dict[str, Any], masks: Masks, depth: int = 0) -> Iterator[str]:
    """Plain values by their keys, those one level down too; what would be masked says nothing and is left out."""
    for key, value in values.items():
        if masks.hides(key) or value is None:
            continue
        if isinstance(value, dict) and depth == 0:
            yield from _details(value, masks, depth + 1)
        elif isinstance(value, bool):
            yield f"{word(masks.key(key), MAX_WORD_CHARS)}={str(value).lower()}"
        elif isinstance(value, int | float):
            yield f"{word(masks.key(key), MAX_WORD_CHARS)}={number_text(value) if abs(value) < 1 << 53 else '?'}"
        elif isinstance(value, str) and value:
            shown = masks.text(value[: 4 * MAX_WORD_CHARS], key)
            yield f"{word(masks.key(key), MAX_WORD_CHARS)}={word(shown, MAX_WORD_CHARS)}"
