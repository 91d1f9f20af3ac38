"""How far a client's clock is off, by what the service says of the stay.

Samples can only be taken while somebody is there. The service knows when that was by its own clock: a client whose
samples begin before it came, or end after it left, has a clock that is wrong by at least as much.
"""

from typing import Final

from rtk_mcp.meeting.quality.model import Stay

TOLERANCE_S: Final = 20.0
"""Uploads, joining and leaving take some seconds; clocks of computers are usually right to within a few."""


def offset_s(stay: Stay) -> float | None:
    """Seconds by which the client's clock is ahead, negative behind; 0 within what cannot be told; None unknown."""
    span = stay.signals.span if stay.signals else None
    if span is None or stay.joined is None:
        return None
    at_most_s = (span[0] - stay.joined).total_seconds()
    at_least_s = (span[1] - stay.left).total_seconds() if stay.left else None
    if at_most_s < -TOLERANCE_S:
        return at_most_s
    if at_least_s is not None and at_least_s > TOLERANCE_S:
        return at_least_s
    return 0.0
