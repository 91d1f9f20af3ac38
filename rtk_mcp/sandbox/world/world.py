"""All sessions of one world, found by session or peer id."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from typing import Self

from rtk_mcp.sandbox.simulation.plan import Person
from rtk_mcp.sandbox.world.build import build_outline, build_room, build_session
from rtk_mcp.sandbox.world.meeting import Meeting
from rtk_mcp.sandbox.world.model import Session
from rtk_mcp.sandbox.world.timetable import MEETINGS, PUT_OFF


@dataclass(frozen=True, slots=True)
class World:
    """Sessions by id, breakout rooms among them; `keys` names them as the table does."""

    sessions: dict[str, Session]
    peers: dict[str, tuple[Session, Person]]
    keys: dict[str, Session]
    put_off: dict[str, Callable[[], Session]] = field(compare=False)

    @classmethod
    def build(cls, *, seed: int, now: datetime, more: Iterable[Meeting] = ()) -> Self:
        """The world as it is at `now` (an aware time).

        Of `more` meetings, as of those put off, there is only the outline until `whole` is asked.
        """
        found: list[Session] = []
        for meeting in MEETINGS:
            session = build_session(meeting, seed=seed, now=now)
            found.append(session)
            found.extend(build_room(room, session, seed=seed) for room in meeting.rooms)
        put_off: dict[str, Callable[[], Session]] = {}
        for meeting in (*PUT_OFF, *more):
            session = build_outline(meeting, seed=seed, now=now)
            found.append(session)
            put_off[session.id] = cache(partial(build_session, meeting, seed=seed, now=now))
        return cls(
            sessions={session.id: session for session in found},
            peers={person.peer_id: (session, person) for session in found for person in session.people},
            keys={session.key: session for session in found},
            put_off=put_off,
        )

    def whole(self, session: Session) -> Session:
        """The session with everything that was said and written in it."""
        build = self.put_off.get(session.id)
        return session if build is None else build()

    def rooms_of(self, session: Session) -> tuple[Session, ...]:
        """A session's breakout rooms."""
        return tuple(self.sessions[room] for room in session.rooms)

    @property
    def listed(self) -> tuple[Session, ...]:
        """What the list of sessions shows: everything but breakout rooms, which their parent shows."""
        return tuple(session for session in self.sessions.values() if session.parent_id is None)
