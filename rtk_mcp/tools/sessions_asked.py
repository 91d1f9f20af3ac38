"""Which sessions a comparison is about, so many a call."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.ids import check_peer_id, check_session_id
from rtk_mcp.api.models.session import SessionFacts, SessionPage
from rtk_mcp.errors import BadArgument
from rtk_mcp.tools.session_pages import next_sessions, session_start

MAX_SESSIONS: Final = 25
"""Per call."""
MAX_IDS: Final = 2_000
_CURSOR: Final = re.compile(r"(p[0-9a-f-]{3,30}|s\d{1,4})\.(\d{1,5})", re.ASCII)
"""Which session is next, and how many of its stays are done."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whose calls are compared: of these sessions, or these peers, or else of the sessions found so."""

    session_ids: tuple[str, ...] | None = None
    peer_ids: tuple[str, ...] | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None
    associated_id: str | None = None
    app_id: str | None = None

    def check(self) -> None:
        """Look at it before anything is asked.

        Raises:
            BadArgument: an id is none, there are none or too many, or it asks for two things at once.
        """
        for name, ids, check in (
            ("session_ids", self.session_ids, check_session_id),
            ("peer_ids", self.peer_ids, check_peer_id),
        ):
            if ids is not None and not 0 < len(ids) <= MAX_IDS:
                raise BadArgument(name, f"takes 1 to {MAX_IDS:,} ids; leave it out for none.")
            for each in ids or ():
                check(each, name)
        ranged = (self.start_time, self.end_time, self.associated_id)
        several = [
            name for name, given in (("session_ids", self.session_ids), ("peer_ids", self.peer_ids)) if given
        ]
        if len(several) > 1 or (several and any(each is not None for each in ranged)):
            raise BadArgument(
                several[0],
                "ask for session_ids, or peer_ids, or a time range and associated_id: one of the three.",
            )


@dataclass(frozen=True, slots=True)
class Place:
    """One session to look into.

    Attributes:
        session_id: None for peers whose sessions only their reports tell.
        cursor: what a cursor that begins with it begins with.
        done: so many of its stays came before.
        session: what is known of it.
        peer_ids: its stays, where these are what was asked for.
    """

    session_id: str | None
    cursor: str
    done: int = 0
    session: SessionFacts | None = None
    peer_ids: tuple[str, ...] = ()

    def at(self, stay: int) -> str:
        """The cursor that begins with one of its stays."""
        return f"{self.cursor}.{stay}"


@dataclass(frozen=True, slots=True)
class Places:
    """The next sessions, the cursor for what comes after them, and how many there are in all, where that is known."""

    places: list[Place]
    after: str | None
    total: int | None


async def next_places(kit: RealtimeKit, question: Question, cursor: str | None) -> Places:
    """The next sessions, the newest first unless they are named.

    Raises:
        BadArgument: the cursor is none of ours.
    """
    match = _CURSOR.fullmatch(cursor) if cursor is not None else None
    named = question.session_ids or question.peer_ids
    if cursor is not None and (match is None or (match[1][0] == "s") is not bool(named)):
        raise BadArgument(
            "cursor",
            "pass next_cursor of the last answer unchanged, with the same arguments, or leave it out.",
        )
    begin, done = (match[1], int(match[2])) if match else (None, 0)
    if question.peer_ids:
        return Places(
            [Place(None, "s0", done, SessionFacts(), (*dict.fromkeys(question.peer_ids),))], None, None
        )
    if question.session_ids:
        return _named((*dict.fromkeys(question.session_ids),), int(begin[1:]) if begin else 0, done)

    async def ask(number: int) -> SessionPage:
        return await kit.list_sessions(
            app_id=question.app_id,
            page_no=number,
            per_page=MAX_SESSIONS,
            sort_by="createdAt",
            sort_order="DESC",
            start_time=question.start_time,
            end_time=question.end_time,
            associated_id=question.associated_id,
        )

    found = await next_sessions(ask, session_start(begin), MAX_SESSIONS)
    places = [
        Place(session.id, before, 0 if number else done, session)
        for number, (session, before) in enumerate(zip(found.sessions, found.cursors, strict=True))
    ]
    return Places(places, f"{found.after}.0" if found.after else None, found.total)


def _named(ids: Sequence[str], first: int, done: int) -> Places:
    places = [
        Place(session_id, f"s{number}", done if number == first else 0)
        for number, session_id in enumerate(ids)
        if first <= number < first + MAX_SESSIONS
    ]
    after = first + MAX_SESSIONS
    return Places(places, f"s{after}.0" if after < len(ids) else None, len(ids))
