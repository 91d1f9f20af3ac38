"""What else happened about the time at which something stopped: the likeliest cause of it."""

from typing import Literal

from rtk_mcp.report.context import Thing
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.times import at_s
from rtk_mcp.report.toggles import Toggled

NEAR_S = 15.0
"""Two samples: an event and its consequence in the rows are at most that far apart."""

Circumstance = Literal["muted", "removed", "hidden", "unknown"]

_THING: dict[Toggled, Thing] = {"audio": "microphone", "video": "camera"}


def circumstance(signals: PeerSignals, media: Toggled, at: float) -> Circumstance:
    """Why media of this kind may have stopped at a time, from the events and device lists."""
    context = signals.context
    if any(
        change.kind == "removed"
        and not change.first
        and change.thing == _THING[media]
        and _near(change.at_s, at)
        for change in context.devices
    ):
        return "removed"
    if any(event.name == f"{media}_track_muted" and _near(at_s(event), at) for event in context.events):
        return "muted"
    if context.machine.is_mobile and any(_near(since, at) for since, _ in context.hidden):
        return "hidden"
    return "unknown"


def _near(event_s: float, at: float) -> bool:
    """An event shortly before, or within the sample that ends there."""
    return abs(event_s - at) <= NEAR_S
