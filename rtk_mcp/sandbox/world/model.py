"""What the sandbox's world is made of: sessions, what was said and written in them, and what was kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Literal

from rtk_mcp.sandbox.simulation.plan import CallPlan, Person

PayloadType = Literal["TEXT_MESSAGE", "IMAGE_MESSAGE", "FILE_MESSAGE"]
ViewType = Literal["GROUP_CALL", "WEBINAR", "LIVESTREAM"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One caption; times are milliseconds from the start of the session."""

    start_ms: int
    end_ms: int
    peer_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One line of chat; `payload` is text, or the address of a picture or file."""

    id: str
    peer_id: str
    at_s: float
    payload: str
    payload_type: PayloadType = "TEXT_MESSAGE"
    pinned: bool = False
    edited: bool = False


class TranscriptKept(Enum):
    """What the service has of a session's transcript."""

    YES = auto()
    LEGACY_CSV = auto()
    """From the older layout: CSV rows begin with an ISO time."""
    HEADER_CSV = auto()
    """The CSV has a row of column names first."""
    LEGACY_HEADER_CSV = auto()
    """From the older layout, with a row of column names first; whether there ever was one is not certain."""
    JUNK_SPEAKERS = auto()
    """The text is there; speakers are the literals TEST, unique_id and user_id."""
    FIRST_LINK_EXPIRED = auto()
    """The first link handed out is already over its time."""
    NOT_FOUND = auto()
    """The endpoint answers 404."""
    NO_LINK = auto()
    """The endpoint answers 200 without a link."""
    SHARED_EMPTY_FILE = auto()
    """The link leads to the file of 0 bytes that all such sessions share."""
    EMPTY_FILE = auto()
    """The link leads to the session's own file, which has 0 bytes."""
    DAMAGED = auto()
    """The link is answered with 200 and an XML error instead of a transcript, whatever the format."""
    GONE = auto()
    """The link leads to a file that storage no longer has: 404 NoSuchKey."""


_NO_TEXT = {
    *(TranscriptKept.NOT_FOUND, TranscriptKept.NO_LINK, TranscriptKept.SHARED_EMPTY_FILE),
    *(TranscriptKept.EMPTY_FILE, TranscriptKept.DAMAGED, TranscriptKept.GONE),
}


class ChatKept(Enum):
    """What the service has of a session's chat."""

    YES = auto()
    NOT_FOUND = auto()
    HEADER_ONLY = auto()
    JSON = auto()
    """A JSON file with the fields of the CSV's columns; a guess from a published `.json` link."""
    EMPTY_FILE = auto()
    """The link leads to a file of 0 bytes."""
    FIRST_LINK_EXPIRED = auto()
    """The first link handed out is already over its time."""


class SummaryKept(Enum):
    """What the service has of a session's summary before anyone asks for one."""

    MARKDOWN = auto()
    PLAIN_TEXT = auto()
    NOT_FOUND = auto()
    NO_LINK = auto()
    EMPTY_FILE = auto()
    FAILED = auto()
    """The endpoint answers 200 with a status and without a link; a guess, as no failure is documented."""
    NEVER_READY = auto()
    """The endpoint answers 404 for ever, though it accepts to make one."""


class ReportKept(Enum):
    """What the service has of one stay's peer report."""

    YES = auto()
    EMPTY = auto()
    """The report is there with nothing measured in it: too early, or the statistics never arrived."""
    NOT_FOUND = auto()
    """The endpoint answers 404."""
    CUT = auto()
    """The answer is 200, and its JSON ends in the middle."""
    FAILS = auto()
    """The endpoint answers 500, however often it is asked."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Which artifacts of a session can be had, and how the others are missing."""

    transcript: TranscriptKept = TranscriptKept.YES
    chat: ChatKept = ChatKept.YES
    summary: SummaryKept = SummaryKept.MARKDOWN

    @property
    def has_transcript(self) -> bool:
        """Whether there is text to read, in whatever form."""
        return self.transcript not in _NO_TEXT


@dataclass(frozen=True, slots=True)
class Session:
    """One session as the world knows it.

    Attributes:
        key: the name it has in the world's own list.
        id: a UUID, or a room name for a V1 session.
        meeting_id: a UUID, or a room name for a V1 meeting; shared by a recurring meeting's sessions.
        duration_s: from start to end, or up to now while live.
        people: one entry per stay; a rejoin is another stay with another peer id.
        summary: the text that a finished summary holds.
        parent_id: the session that a breakout room belongs to.
        rooms: ids of this session's breakout rooms.
        odd_reports: by peer id, how the reports are kept that cannot simply be read.
        stray_quote_peer_id: the peer whose join time was written with a stray quote.
    """

    key: str
    id: str
    meeting_id: str
    title: str
    kind: Literal["meeting", "livestream"]
    started_at: datetime
    duration_s: float
    live: bool
    people: tuple[Person, ...]
    utterances: tuple[Utterance, ...]
    chat: tuple[ChatMessage, ...]
    summary: str
    kept: Kept
    view_type: ViewType
    seed: int
    counters: Literal["delta", "cumulative"] = "delta"
    parent_id: str | None = None
    rooms: tuple[str, ...] = ()
    odd_reports: Mapping[str, ReportKept] = field(default_factory=dict)
    stray_quote_peer_id: str | None = None

    @property
    def ended_at(self) -> datetime | None:
        """None while live."""
        return None if self.live else self.at(self.duration_s)

    def at(self, seconds: float) -> datetime:
        """The time that many seconds into the session."""
        return self.started_at + timedelta(seconds=seconds)

    def person(self, peer_id: str) -> Person | None:
        """The stay with this peer id."""
        return next((person for person in self.people if person.peer_id == peer_id), None)

    def seconds_in(self, person: Person) -> float:
        """How long a stay lasted, up to now while live."""
        end = self.duration_s if person.leaves_s is None else person.leaves_s
        return end - person.joins_s

    def plan(self) -> CallPlan:
        """The causes from which the session's peer reports are simulated."""
        return CallPlan(
            session_id=self.id,
            meeting_id=self.meeting_id,
            started_at=self.started_at,
            duration_s=self.duration_s,
            people=self.people,
            seed=self.seed,
            counters=self.counters,
        )
