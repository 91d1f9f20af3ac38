"""All sessions of one world, found by session or peer id."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from rtk_mcp.sandbox.simulation.plan import Person
from rtk_mcp.sandbox.world.build import build_room, build_session
from rtk_mcp.sandbox.world.model import Session
from rtk_mcp.sandbox.world.timetable import MEETINGS


@dataclass(frozen=True, slots=True)
class World:
    """Sessions by id, breakout rooms among them; `keys` names them as the table does."""

    sessions: dict[str, Session]
    peers: dict[str, tuple[Session, Person]]
    keys: dict[str, Session]

    @classmethod
    def build(cls, *, seed: int, now: datetime) -> Self:
        """The world as it is at `now` (an aware time)."""
        found: list[Session] = []
        for meeting in MEETINGS:
            session = build_session(meeting, seed=seed, now=now)
            found.append(session)
            found.extend(build_room(room, session, seed=seed) for room in meeting.rooms)
        return cls(
            sessions={session.id: session for session in found},
            peers={person.peer_id: (session, person) for session in found for person in session.people},
            keys={session.key: session for session in found},
        )

    def rooms_of(self, session: Session) -> tuple[Session, ...]:
        """A session's breakout rooms."""
        return tuple(self.sessions[room] for room in session.rooms)

    @property
    def listed(self) -> tuple[Session, ...]:
        """What the list of sessions shows: everything but breakout rooms, which their parent shows."""
        return tuple(session for session in self.sessions.values() if session.parent_id is None)
