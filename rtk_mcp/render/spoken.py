"""What answers on speech and on chat have in common: the names, what was found, and what to know about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.matching import Query
from rtk_mcp.meeting.people import Person
from rtk_mcp.meeting.selecting import Selection
from rtk_mcp.render.budget import TEXT_BUDGET, Detail
from rtk_mcp.render.excerpts import excerpt
from rtk_mcp.render.inert import inert
from rtk_mcp.render.moments import offset_text
from rtk_mcp.render.people import labels_of
from rtk_mcp.render.sessions import MAX_TITLE_CHARS
from rtk_mcp.render.untrusted import clean, quote
from rtk_mcp.report.phrases import count

ROW_BYTES: Final = MappingProxyType[Detail, int](
    {detail: budget // 3 for detail, budget in TEXT_BUDGET.items()}
)
"""Of one utterance or message at most: there is room for a few on each page."""
_MAX_CHARS: Final = 20_000
"""Of one text before it is cut to what fits: minutes of speech without a break."""
_MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as far as the answer repeats it.

    Attributes:
        person: the name or id that was asked for.
        people: whom that means; empty for nobody.
        note: how a moment was read.
        start_s, end_s: seconds from the session's start; None is not bounded.
    """

    query: Query | None = None
    person: str | None = None
    people: frozenset[int] | None = None
    note: str | None = None
    start_s: float | None = None
    end_s: float | None = None

    @property
    def bounded(self) -> bool:
        """Whether a time is asked for."""
        return self.start_s is not None or self.end_s is not None


def words_of(text: str, query: Query | None, max_bytes: int) -> str:
    """What somebody said or wrote, cleaned and inert; of a longer text the part that answers the query."""
    return excerpt(inert(clean(text, _MAX_CHARS)), query, max_bytes)


def title_of(session: SessionFacts | None) -> str | None:
    """The meeting's name, cleaned."""
    title = session.meeting_display_name if session else None
    return clean(title, MAX_TITLE_CHARS) if title else None


def found_line(selection: Selection, question: Question, noun: str) -> str:
    """What answers, as in: 7 utterances by "Ana" answer "pricing"."""
    number = len(selection.places if selection.hits is None else selection.hits)
    by = f" by {quote(question.person)}" if question.person else ""
    when = f" {_time(question)}" if question.bounded else ""
    found = f"{count(number, noun)}{by}{when}" if number else f"No {noun}{by}{when}"
    if question.query is None:
        return f"{found}." if by or when else ""
    verb = (
        _VERBS[selection.closeness] if number > 1 or (number and selection.closeness != "all") else "answers"
    )
    around = " (marked >, with what is around)" if number else ""
    return f"{found} {verb} {quote(question.query.text)}{around}."


def notes_of(
    selection: Selection,
    question: Question,
    people: Sequence[Person],
    unreadable: int,
    times_s: Sequence[float | None],
) -> list[str]:
    """What a reader must know of how it was found and read; `times_s` are those of everything there is."""
    notes = [question.note] if question.note else []
    if question.people is not None and not question.people:
        notes.append(_nobody(question.person or "", labels_of(people)))
    known = [each for each in times_s if each is not None]
    if question.bounded and not selection.places and known:
        notes.append(f"The file runs from {offset_text(min(known))} to {offset_text(max(known))}.")
    if unreadable:
        notes.append(f"{count(unreadable, 'row')} of the file could not be read.")
    return notes


def _time(question: Question) -> str:
    start, end = question.start_s, question.end_s
    since = "" if start is None else f"from {offset_text(start)}"
    until = "" if end is None else f"to {offset_text(end)}"
    return f"{since} {until}".strip()


def _nobody(person: str, names: Sequence[str]) -> str:
    listed = ", ".join(map(quote, names[:_MOST_NAMED]))
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"Nobody who is in this file is called {quote(person)}; there are {listed or 'no names'}{more}."


_VERBS: Final = {
    "all": "answer",
    "near": "have, together with the one next to them, all words of",
    "some": "have some, none all, of the words of",
}
