"""What a meeting's causes entitle its diagnosis to say."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rtk_mcp.report.finding import Verdict
from rtk_mcp.sandbox.simulation.plan import CallPlan, Span

SessionCode = Literal[
    "participant-uplink-problem",
    "participant-downlink-problem",
    "participant-device-problem",
    "shared-network-problem",
    "service-wide-problem",
    "single-participant-join-trouble",
    "no-quality-data",
]
UPLINK: SessionCode = "participant-uplink-problem"
DOWNLINK: SessionCode = "participant-downlink-problem"
DEVICE: SessionCode = "participant-device-problem"
SHARED: SessionCode = "shared-network-problem"
SERVICE: SessionCode = "service-wide-problem"
JOINING: SessionCode = "single-participant-join-trouble"
NO_DATA: SessionCode = "no-quality-data"
OWN_NETWORK: tuple[SessionCode, ...] = (UPLINK, DOWNLINK)

Fate = Literal["missing", "failed", "empty"]
"""What became of a report: none was there, it could not be had, or it came without any statistics."""


@dataclass(frozen=True, slots=True)
class MeetingCause:
    """One thing that is the matter in a meeting.

    Attributes:
        code: the finding that names it.
        or_as: other codes that are as right, where the reports cannot tell one from the other.
        culprits: user ids of those whose problem it is; empty where nobody's, or where the reports cannot tell whose.
        affected: user ids of those who felt it; empty where that is not asked.
        span: when it was there, in seconds from the meeting's start; None when it had no bounds to find.
    """

    code: SessionCode
    or_as: frozenset[str] = frozenset()
    culprits: frozenset[str] = frozenset()
    affected: frozenset[str] = frozenset()
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Neutral:
    """Findings that are neither hits nor made up: of these codes, and about nobody but `people` (user ids)."""

    codes: frozenset[str]
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class MeetingLabel:
    """The truth about one meeting.

    Attributes:
        causes: each ought to be found.
        verdicts: the right ones; more than one only where the cause by nature lies on a border.
    """

    causes: tuple[MeetingCause, ...] = ()
    neutral: tuple[Neutral, ...] = ()
    verdicts: frozenset[Verdict] = frozenset({"good"})

    @property
    def healthy(self) -> bool:
        """Whether nobody felt anything."""
        return self.verdicts == {"good"}


@dataclass(frozen=True, slots=True)
class MeetingCase:
    """A meeting and what is true of it; `fates` by peer id, a peer that is not in it has its report."""

    plan: CallPlan
    label: MeetingLabel
    fates: dict[str, Fate]


def neutral(codes: Iterable[str], people: Iterable[str]) -> Neutral:
    """From any iterables."""
    return Neutral(frozenset(codes), frozenset(people))
