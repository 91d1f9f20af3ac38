"""A complaint, and what the data say to it."""

from dataclasses import dataclass
from typing import Literal

from rtk_mcp.meeting.quality.complaints.symptoms import Symptom
from rtk_mcp.meeting.quality.model import SessionFinding
from rtk_mcp.report.context import Span

Outcome = Literal["found", "at another time", "only mild", "not shown", "cannot be told"]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody said.

    Attributes:
        about: places of the people meant; None is anybody.
        symptom: None is anything.
        around: seconds since 1970; None is any time.
    """

    about: frozenset[int] | None = None
    symptom: Symptom | None = None
    around: Span | None = None


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
