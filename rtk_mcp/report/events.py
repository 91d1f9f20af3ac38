"""What happened to the participant, from the report's events."""

from rtk_mcp.api.models.report_metadata import PeerReportMetadata
from rtk_mcp.report.context import Event, Span
from rtk_mcp.report.scalars import identifier

_FOREVER = float("inf")


def read_events(meta: PeerReportMetadata) -> tuple[Event, ...]:
    """Every event with a name, in the report's order."""
    return tuple(
        Event(name=identifier(event.name) or "unknown", at=event.timestamp, details=event.metadata)
        for event in meta.events
        if event.name
    )


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
