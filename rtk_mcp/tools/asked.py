"""What a question on speech or chat asks for, from a tool's arguments to what answers in one meeting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self, TypeVar

from rtk_mcp.meeting.calling import people_called
from rtk_mcp.meeting.matching import Query
from rtk_mcp.meeting.people import Person
from rtk_mcp.meeting.selecting import Searched, Selection, Wanted, select
from rtk_mcp.render.spoken import Question
from rtk_mcp.tools.arguments import query_of
from rtk_mcp.tools.time_span import offsets


class _Meeting(Searched, Protocol):
    @property
    def people(self) -> Sequence[Person]: ...
    @property
    def started_at(self) -> datetime | None: ...
    @property
    def length_s(self) -> float: ...


MeetingT = TypeVar("MeetingT", bound=_Meeting)
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments; None is not given."""

    query: Query | None
    person: str | None
    start: str | None
    end: str | None

    @classmethod
    def read(cls, query: str | None, person: str | None, start: str | None, end: str | None) -> Self:
        """Read them.

        Raises:
            BadArgument: the query has no word in it.
        """
        return cls(query_of(query), person, start, end)

    def answered(
        self, meeting: MeetingT, render: Callable[[MeetingT, Selection, Question], AnswerT]
    ) -> AnswerT:
        """What `render` makes of a meeting, of what answers in it, and of what the answer says of the question.

        Raises:
            BadArgument: start or end is no moment, or they are the wrong way round; or what `render` raises.
        """
        start_s, end_s, note = offsets(self.start, self.end, meeting.started_at, meeting.length_s)
        people = people_called(meeting.people, self.person) if self.person else None
        return render(
            meeting,
            select(meeting, Wanted(self.query, people, start_s, end_s)),
            Question(self.query, self.person, people, note, start_s, end_s),
        )
