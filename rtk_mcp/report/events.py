"""What happened to the participant, from the report's events."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from rtk_mcp.api.models.participant import PeerEvent
from rtk_mcp.api.models.report_metadata import PeerReportMetadata
from rtk_mcp.report.context import Event, Span
from rtk_mcp.report.scalars import EARLIEST_S, LATEST_S, identifier

MAX_DETAILS = 20
MAX_DETAIL_CHARS = 200
_FOREVER = float("inf")


def read_events(meta: PeerReportMetadata, peer_events: Iterable[PeerEvent]) -> tuple[Event, ...]:
    """Every event with a name: the client's in the report's order, then the service's joining and leaving."""
    told = [(event.name, event.timestamp, _trimmed(event.metadata)) for event in meta.events]
    told += [(event.event_name, event.created_at, {}) for event in peer_events]
    return tuple(
        Event(identifier(name) or "unknown", _plausible(at), details) for name, at, details in told if name
    )


def _plausible(at: datetime | None) -> datetime | None:
    """The time, None from a broken clock."""
    return at if at is not None and EARLIEST_S <= at.timestamp() <= LATEST_S else None


def _trimmed(details: dict[str, Any]) -> dict[str, Any]:
    """An event's details, each of a length that can be told, and those of an object in them; no deeper."""
    inner = {
        name: _plain(value) for name, value in islice(details.items(), MAX_DETAILS) if isinstance(value, dict)
    }
    return _plain(details) | inner


def _plain(details: dict[str, Any]) -> dict[str, Any]:
    told = ((name, value) for name, value in details.items() if isinstance(value, str | int | float | bool))
    return {
        name[:MAX_DETAIL_CHARS]: value[:MAX_DETAIL_CHARS] if isinstance(value, str) else value
        for name, value in islice(told, MAX_DETAILS)
    }


def hidden_spans(events: tuple[Event, ...]) -> tuple[Span, ...]:
    """When the meeting's tab was in the background; one without an end lasts to the end."""
    spans: list[Span] = []
    since: float | None = None
    for event in sorted((e for e in events if e.at), key=lambda e: e.at.timestamp() if e.at else 0.0):
        hides = _hides(event)
        at = event.at.timestamp() if event.at else 0.0
        if hides and since is None:
            since = at
        elif hides is False and since is not None:
            spans.append((since, at))
            since = None
    if since is not None:
        spans.append((since, _FOREVER))
    return tuple(spans)


def _hides(event: Event) -> bool | None:
    """Whether an event hides the tab (True), shows it again (False) or says nothing about it."""
    if event.name.endswith("_backgrounded"):
        return True
    if event.name.endswith("_foregrounded"):
        return False
    active = event.details.get("is_meetings_tab_active") if event.name == "tab_change" else None
    return None if not isinstance(active, bool) else not active
