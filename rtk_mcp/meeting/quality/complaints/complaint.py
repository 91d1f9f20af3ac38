"""A complaint, as somebody said it."""

from dataclasses import dataclass

from rtk_mcp.meeting.quality.complaints.symptoms import Symptom
from rtk_mcp.report.context import Span


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
