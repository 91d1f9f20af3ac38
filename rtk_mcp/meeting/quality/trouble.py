"""One finding of one report, as somebody's trouble, and who felt it."""

from dataclasses import dataclass
from typing import Literal

from rtk_mcp.meeting.quality.times import Slots
from rtk_mcp.report.finding import Confidence, Finding

Kind = Literal["uplink", "downlink", "device", "break"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One finding of one report, as somebody's trouble.

    Attributes:
        culprits: whose it is; two where the reports cannot tell which of them.
        seen_by: whose report shows it.
        slots: when, by the service's clock; all of the stay where the finding has no windows.
    """

    kind: Kind
    culprits: tuple[int, ...]
    seen_by: int
    finding: Finding
    slots: Slots
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Part:
    """A trouble as part of a finding; `felt`: places of those who felt it."""

    trouble: Trouble
    felt: frozenset[int]


@dataclass(frozen=True, slots=True)
class Complaint:
    """A finding of one report on what was received of a sender.

    Attributes:
        selective: most others came well at that time.
        still: nothing came at all.
    """

    sender: int
    receiver: int
    code: str
    slots: Slots
    selective: bool
    still: bool
