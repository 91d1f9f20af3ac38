"""What answers on speech and on chat have in common: the names, what was found, and what to know about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.matching import Query
from rtk_mcp.meeting.people import Person
from rtk_mcp.meeting.selecting import Selection
from rtk_mcp.render.people import labels_of
from rtk_mcp.render.sessions import MAX_TITLE_CHARS
from rtk_mcp.render.untrusted import clean, quote
from rtk_mcp.report.phrases import count

MAX_CHARS: Final = 20_000
"""Of one text before it is cut to what fits: minutes of speech without a break."""
_MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as far as the answer repeats it.

    Attributes:
        person: the name or id that was asked for.
        people: whom that means; empty for nobody.
        note: how a moment was read.
    """

    query: Query | None = None
    person: str | None = None
    people: frozenset[int] | None = None
    note: str | None = None


def title_of(session: SessionFacts | None) -> str | None:
    """The meeting's name, cleaned."""
    title = session.meeting_display_name if session else None
    return clean(title, MAX_TITLE_CHARS) if title else None


def found_line(selection: Selection, question: Question, noun: str) -> str:
    """What answers, as in: 7 utterances by "Ana" answer "pricing"."""
    hits = len(selection.hits or ())
    by = f" by {quote(question.person)}" if question.person else ""
    words = quote(question.query.text) if question.query else ""
    if not hits:
        return f"No {noun}{by} answers {words}."
    verb = "answers" if hits == 1 else "answer"
    return f"{count(hits, noun)}{by} {verb} {words} (marked >, with what is around)."


def notes_of(
    selection: Selection, question: Question, people: Sequence[Person], unreadable: int
) -> list[str]:
    """What a reader must know of how it was found and read."""
    notes = [question.note] if question.note else []
    if question.people is not None and not question.people:
        notes.append(_nobody(question.person or "", labels_of(people)))
    if selection.hits and selection.closeness != "all":
        notes.append(_CLOSENESS[selection.closeness])
    if unreadable:
        notes.append(f"{count(unreadable, 'row')} of the file could not be read.")
    return notes


def _nobody(person: str, names: Sequence[str]) -> str:
    listed = ", ".join(map(quote, names[:_MOST_NAMED]))
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"Nobody in it is called {quote(person)}; there are {listed or 'no names'}{more}."


_CLOSENESS: Final = {
    "near": "None has all of these words; these have them together with the one next to them.",
    "some": "None has all of these words; these have some of them.",
}
