"""The moment at which a collector looks, and the time since it last did."""

from dataclasses import dataclass

from rtk_mcp.sandbox.simulation.plan import Span
from rtk_mcp.sandbox.simulation.spans import Spans, covered


@dataclass(frozen=True, slots=True)
class Window:
    """One sample: the time after the one before, up to now."""

    start: float
    end: float
    stamp: str
    first: bool

    @property
    def second(self) -> int:
        """The second of the call whose state the sample shows."""
        return max(0, int(self.end - 0.2))


def windows(times: list[float], stamps: list[str], connection: Span) -> list[Window]:
    """The samples taken while one connection was up."""
    found: list[Window] = []
    before = connection[0]
    for time_s, stamp in zip(times, stamps, strict=True):
        if connection[0] <= time_s <= connection[1]:
            found.append(Window(before, time_s, stamp, first=not found))
            before = time_s
    return found


def is_open(spans: Spans, window: Window) -> bool:
    """Whether a stream was unmuted at any time since the last sample, and so gets a row."""
    return covered(spans, window.start, window.end) > 0.0
