"""What the data say to a complaint."""

from dataclasses import dataclass
from typing import Literal

from rtk_mcp.meeting.quality.model import SessionFinding

Outcome = Literal["found", "at another time", "only mild", "not shown", "cannot be told"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the data say to a complaint; sentences name people by their places.

    Attributes:
        told: the answer, the most telling sentence first.
        findings: those of the diagnosis that explain it.
        checked: other causes, ruled out or not to be judged.
        untold: what no statistics tell; None when nothing was complained of in particular.
    """

    outcome: Outcome
    told: tuple[str, ...]
    findings: tuple[SessionFinding, ...] = ()
    checked: tuple[str, ...] = ()
    untold: str | None = None
