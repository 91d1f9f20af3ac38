"""What was said and written in a meeting, in one form whatever file it came from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

PLACEHOLDERS: Final = frozenset({"", "TEST", "unique_id", "user_id", "null", "undefined"})
"""What stands where a name or an id should: the service's literals, and how JavaScript writes that there is none."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a file names; None is what it does not say, and what is known to be a placeholder."""

    peer_id: str | None = None
    user_id: str | None = None
    custom_participant_id: str | None = None
    name: str | None = None


class Utterance(NamedTuple):
    """Some words of one speaker without a break.

    Attributes:
        start_s: when they began, seconds; see `Transcript.clock`.
        end_s: when they ended; None where the file has no ends.
        speaker: place of the speaker in `Transcript.speakers`.
        text: as it was written down, not cleaned.
    """

    start_s: float
    end_s: float | None
    speaker: int
    text: str


Clock = Literal["session", "world"]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript.

    Attributes:
        speakers: each one that the file tells apart, in order of appearance.
        utterances: in order of their starts.
        clock: `session`: seconds from the session's start; `world`: seconds since 1970.
        unreadable: rows or cues that are none, left out.
    """

    speakers: tuple[Identity, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    clock: Clock = "session"
    unreadable: int = 0


MessageKind = Literal["text", "image", "file", "other"]


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message.

    Attributes:
        at: when it was written; None where that cannot be read.
        text: as it was written, not cleaned; of an image or a file what it is called, never its address.
    """

    sender: Identity
    at: datetime | None
    kind: MessageKind
    text: str
    edited: bool = False
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat: its messages in order of time, and how many rows were none and left out."""

    messages: tuple[Message, ...] = ()
    unreadable: int = 0
