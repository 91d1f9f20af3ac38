"""What is known of a meeting's quality: people with their reports, and findings that name whose problem it was."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from rtk_mcp.meeting.people import Person
from rtk_mcp.meeting.quality.times import Slots, between, moved
from rtk_mcp.meeting.quality.trouble import Part
from rtk_mcp.report.diagnosis import Diagnosis
from rtk_mcp.report.finding import Finding, Verdict
from rtk_mcp.report.signals import PeerSignals


@dataclass(frozen=True)
class Stay:
    """One connection of one person, and its report.

    Attributes:
        person: place of whom in the meeting's people.
        joined, left: by the service's clock; None where it does not say, `left` also while the person is there.
        signals, diagnosis: None where there is no report.
        missing: why there is none.
        ahead_s: seconds by which the client's clock is ahead of the service's; None where it cannot be told.
    """

    peer_id: str
    person: int
    joined: datetime | None = None
    left: datetime | None = None
    signals: PeerSignals | None = field(default=None, repr=False)
    diagnosis: Diagnosis | None = field(default=None, repr=False)
    missing: str | None = None
    ahead_s: float | None = None

    @property
    def is_judged(self) -> bool:
        """Whether its report has enough in it to judge anything."""
        return self.diagnosis is not None and self.diagnosis.verdict != "unknown"

    @cached_property
    def present(self) -> Slots:
        """The slots of the stay; where the service tells no beginning or end, as far as there are samples."""
        first, last = self.signals.span or (None, None) if self.signals else (None, None)
        ahead_s = self.ahead_s or 0.0
        return between(self.joined or moved(first, -ahead_s), self.left or moved(last, -ahead_s))


@dataclass(frozen=True, slots=True)
class SessionFinding:
    """A finding with the people it concerns.

    Attributes:
        participants: places of those whose problem it is; never of a mere victim.
        affected: places of those who felt it.
        affected_min: person-minutes for which they did.
        parts: what of the reports it is made of.
    """

    finding: Finding
    participants: tuple[int, ...]
    affected: tuple[int, ...]
    affected_min: float
    parts: tuple[Part, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class PersonQuality:
    """One person over all stays.

    Attributes:
        minutes: in the meeting, stays that overlap count once; None where not told.
        judged: some report of theirs had enough in it to judge what they sent and received.
        verdict: the worst of their stays and of what is their trouble by others' reports; unknown without either.
        worst: code of the worst that their reports show, or that is said to be their trouble; None for nothing.
    """

    person: Person
    minutes: float | None
    judged: bool
    verdict: Verdict
    worst: str | None
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """How many of the people there had trouble, a mark for each step from `start` on."""

    start: datetime
    step_s: int
    marks: str


@dataclass(frozen=True, slots=True)
class SessionDiagnosis:
    """How a meeting went.

    Attributes:
        findings: the worst first.
        people: in the order of the participants list.
        shown: places of those whom the question was about; None for everybody.
        ruled_out: what the reports speak against, as sentences.
        timeline: of all of the time, or of the one asked about, for everybody; None where nobody's times are known.
        clocks: which clients' clocks were wrong, and which could not be compared, as sentences.
    """

    verdict: Verdict
    headline: str
    findings: tuple[SessionFinding, ...]
    people: tuple[PersonQuality, ...]
    shown: frozenset[int] | None = None
    ruled_out: tuple[str, ...] = ()
    timeline: Strip | None = None
    clocks: tuple[str, ...] = ()
