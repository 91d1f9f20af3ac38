"""What a question on speech or chat asks for, from a tool's arguments to what is looked for in one meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from rtk_mcp.meeting.calling import people_called
from rtk_mcp.meeting.matching import Query
from rtk_mcp.meeting.people import Person
from rtk_mcp.meeting.selecting import Wanted
from rtk_mcp.render.spoken import Question
from rtk_mcp.tools.arguments import query_of
from rtk_mcp.tools.time_span import offsets


class _Meeting(Protocol):
    @property
    def people(self) -> Sequence[Person]: ...
    @property
    def started_at(self) -> datetime | None: ...
    @property
    def length_s(self) -> float: ...


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

    def of(self, meeting: _Meeting) -> tuple[Wanted, Question]:
        """What is looked for in a meeting, and what its answer says of that.

        Raises:
            BadArgument: start or end is no moment, or they are the wrong way round.
        """
        start_s, end_s, note = offsets(self.start, self.end, meeting.started_at, meeting.length_s)
        people = people_called(meeting.people, self.person) if self.person else None
        return (
            Wanted(self.query, people, start_s, end_s),
            Question(self.query, self.person, people, note, start_s, end_s),
        )
