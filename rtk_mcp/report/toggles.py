"""When microphone and camera were on, as far as the events tell."""

from typing import Literal

from rtk_mcp.report.context import Event, Span
from rtk_mcp.report.times import at_s, in_time

Toggled = Literal["audio", "video"]

_FOREVER = float("inf")


def on_spans(events: tuple[Event, ...], media: Toggled) -> tuple[Span, ...]:
    """Stretches in which it was on, seconds since 1970; the last may have no end. Nothing known is nothing."""
    spans: list[Span] = []
    since: float | None = None
    for event in in_time(events):
        if event.name == f"{media}_on" and since is None:
            since = at_s(event)
        elif event.name == f"{media}_off" and since is not None:
            spans.append((since, at_s(event)))
            since = None
    return (*spans, (since, _FOREVER)) if since is not None else tuple(spans)
