"""Where in a meeting some words are: its title, summary, transcript and chat."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.calling import people_called
from rtk_mcp.meeting.conversation import Conversation
from rtk_mcp.meeting.matching import Closeness, Query, Texts
from rtk_mcp.meeting.people import Person
from rtk_mcp.meeting.written import WrittenChat

Source = Literal["title", "summary", "transcript", "chat"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that has the words; texts are not cleaned.

    Attributes:
        offset_s: seconds from the session's start; None where there is no time.
        person: place in the source's people of who said or wrote it; None for unknown, and where nobody did.
    """

    source: Source
    text: str
    closeness: Closeness
    offset_s: float | None = None
    person: int | None = None


@dataclass(slots=True)
class Searched:
    """One session as far as it was searched.

    Attributes:
        hits: in order within each source.
        people: of a source with speakers or senders.
        without: sources that the session does not have.
        failed: sources that could not be read, with why.
        unread: sources that were not come to.
    """

    session: SessionFacts
    hits: list[Hit] = field(default_factory=list)
    people: dict[Source, tuple[Person, ...]] = field(default_factory=dict)
    without: list[Source] = field(default_factory=list)
    failed: dict[Source, str] = field(default_factory=dict)
    unread: set[Source] = field(default_factory=set)


def in_title(title: str | None, query: Query) -> list[Hit]:
    """The title, if it has the words."""
    return _hits("title", [title] if title else [], query)


def in_summary(text: str, query: Query) -> list[Hit]:
    """Lines of a summary."""
    return _hits("summary", [line.strip() for line in text.splitlines() if line.strip()], query)


def in_transcript(conversation: Conversation, query: Query, person: str | None) -> list[Hit]:
    """Utterances; with `person` of that name or id alone."""
    return _by_people(
        "transcript", conversation, [each.text for each in conversation.utterances], query, person
    )


def in_chat(chat: WrittenChat, query: Query, person: str | None) -> list[Hit]:
    """Messages; with `person` of that name or id alone."""
    return _by_people("chat", chat, [each.text for each in chat.messages], query, person)


def _by_people(
    source: Source,
    meeting: Conversation | WrittenChat,
    texts: Sequence[str],
    query: Query,
    person: str | None,
) -> list[Hit]:
    wanted = people_called(meeting.people, person) if person else frozenset()
    places, closeness = query.hits(meeting.texts)
    return [
        Hit(source, texts[place], closeness, meeting.starts_s[place], who)
        for place in places
        if (who := meeting.person_at(place)) in wanted or not person
    ]


def _hits(source: Source, texts: Sequence[str], query: Query) -> list[Hit]:
    places, closeness = query.hits(Texts(texts))
    return [Hit(source, texts[place], closeness) for place in places]
