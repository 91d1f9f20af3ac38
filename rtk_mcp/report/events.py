"""What happened to the participant, from the report's events."""

from collections.abc import Iterable

from rtk_mcp.api.models.participant import PeerEvent
from rtk_mcp.api.models.report_metadata import PeerReportMetadata
from rtk_mcp.report.context import Event, Span
from rtk_mcp.report.scalars import identifier

_FOREVER = float("inf")


def read_events(meta: PeerReportMetadata, peer_events: Iterable[PeerEvent]) -> tuple[Event, ...]:
    """Every event with a name: the client's in the report's order, then the service's joining and leaving."""
    told = [(event.name, event.timestamp, event.metadata) for event in meta.events]
    told += [(event.event_name, event.created_at, {}) for event in peer_events]
    return tuple(Event(identifier(name) or "unknown", at, details) for name, at, details in told if name)


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
