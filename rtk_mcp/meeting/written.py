"""A chat in its meeting: who each sender is, and how far into the session everything was written."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.identities import resolve
from rtk_mcp.meeting.matching import Texts
from rtk_mcp.meeting.people import Person
from rtk_mcp.meeting.spoken import Chat, Message


@dataclass(frozen=True)
class WrittenChat:
    """What was written in a session.

    Attributes:
        messages: in order.
        people: those who wrote.
        senders: for each message the place of who wrote it; None is unknown.
        started_at: of the session; None where not known.
        unreadable: rows of the file that could not be read.
    """

    messages: tuple[Message, ...]
    people: tuple[Person, ...]
    senders: tuple[int | None, ...]
    started_at: datetime | None
    unreadable: int = 0

    @classmethod
    def of(cls, chat: Chat, session: SessionFacts | None) -> "WrittenChat":
        """The chat with its senders told apart."""
        identities = tuple(dict.fromkeys(each.sender for each in chat.messages))
        found = resolve(identities)
        person_of = dict(zip(identities, found.person_of, strict=True))
        return cls(
            chat.messages,
            found.people,
            tuple(person_of[each.sender] for each in chat.messages),
            session.started_at if session else None,
            chat.unreadable,
        )

    @property
    def said(self) -> tuple[Message, ...]:
        """What has a text."""
        return self.messages

    @cached_property
    def starts_s(self) -> list[float | None]:
        """When each message was written, seconds from the session's start."""
        return [self._offset_s(each.at) for each in self.messages]

    @cached_property
    def texts(self) -> Texts:
        """The messages' texts, to be searched."""
        return Texts([each.text for each in self.messages])

    def person_at(self, place: int) -> int | None:
        """Who wrote a message."""
        return self.senders[place]

    @property
    def length_s(self) -> float:
        """Until the last message."""
        return max((each for each in self.starts_s if each is not None), default=0.0)

    def _offset_s(self, at: datetime | None) -> float | None:
        return (at - self.started_at).total_seconds() if at and self.started_at else None
