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
        knows_person: somebody in it is called as was asked for.
        nameless_hits: hits by speakers whom the file does not name, when somebody's words were asked for.
        without: sources that the session does not have.
        failed: sources that could not be read, with why.
        unread: sources that were not come to.
    """

    session: SessionFacts
    hits: list[Hit] = field(default_factory=list)
    people: dict[Source, tuple[Person, ...]] = field(default_factory=dict)
    without: list[Source] = field(default_factory=list)
    knows_person: bool = False
    nameless_hits: int = 0
    failed: dict[Source, str] = field(default_factory=dict)
    unread: set[Source] = field(default_factory=set)


def search_title(result: Searched, query: Query) -> None:
    """Add the title to the hits, if it has the words."""
    title = result.session.meeting_display_name
    result.hits += _hits("title", [title] if title else [], query)


def search_summary(result: Searched, text: str, query: Query) -> None:
    """Add lines of a summary; those of a section stand with its title, so that both answer."""
    from rtk_mcp.meeting.summary_sections import sections_of  # noqa: PLC0415 - with the first summary

    sections = sections_of(text)
    lines = [f"{section.title}: {item}" for section in sections for item in section.items]
    told = {item for section in sections for item in section.items}
    plain = (line.strip().lstrip("-*#> ").strip() for line in text.splitlines())
    lines += [
        line for line in plain if line and line not in told and line not in {each.title for each in sections}
    ]
    result.hits += _hits("summary", lines, query)


def search_words(
    result: Searched, source: Source, meeting: Conversation | WrittenChat, query: Query, person: str | None
) -> None:
    """Add utterances or messages; with `person` of that name or id alone."""
    result.people[source] = meeting.people
    places, closeness = query.hits(meeting.texts)
    wanted = people_called(meeting.people, person) if person else frozenset()
    result.knows_person = result.knows_person or bool(wanted)
    texts = [each.text for each in meeting.said]
    by = [meeting.person_at(place) for place in places]
    result.hits += [
        Hit(source, texts[place], closeness, meeting.starts_s[place], who)
        for place, who in zip(places, by, strict=True)
        if who in wanted or not person
    ]
    if person and not meeting.people:
        result.nameless_hits += len(places)


def _hits(source: Source, texts: Sequence[str], query: Query) -> list[Hit]:
    places, closeness = query.hits(Texts(texts))
    return [Hit(source, texts[place], closeness) for place in places]
