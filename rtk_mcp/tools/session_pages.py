"""Sessions over the pages of the service, so many a call, with cursors to go on."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from rtk_mcp.api.models.session import Session, SessionPage
from rtk_mcp.errors import BadArgument
from rtk_mcp.tools.paging import asked_page, place

_CURSOR: Final = re.compile(r"p(\d{1,6})-(\d{1,4})(?:-([0-9a-f]{6}))?", re.ASCII)
"""Page of sessions, how many of it are done, and a mark of the page before it."""


@dataclass(frozen=True, slots=True)
class SessionStart:
    """Where to begin: a page, how many of it are done, and the mark of the page before."""

    page_no: int | None = None
    done: int = 0
    before: str | None = None


@dataclass(frozen=True, slots=True)
class SomeSessions:
    """The next sessions, the cursor that begins with each, and the one for what comes after them all.

    `total` is how many there are on all pages, where the service says so.
    """

    sessions: list[Session]
    cursors: list[str]
    after: str | None
    total: int | None = None


def session_start(cursor: str | None) -> SessionStart:
    """Where a cursor says to begin.

    Raises:
        BadArgument: it is none of ours.
    """
    if cursor is None:
        return SessionStart()
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise BadArgument(
            "cursor", "pass next_cursor of the last answer unchanged, or leave it out to start over."
        )
    return SessionStart(int(match[1]), int(match[2]), match[3])


async def next_sessions(
    ask: Callable[[int], Awaitable[SessionPage]], start: SessionStart, most: int
) -> SomeSessions:
    """At most so many sessions; `ask` gives a page of as many.

    A page that begins as the one before it did is no page: some services give the same one for ever.
    """
    sessions: list[Session] = []
    cursors: list[str] = []
    page, number = await asked_page(ask, start.page_no, lambda got: got.sessions)
    done, before = start.done, start.before
    while page.sessions and _mark(page) != before:
        rows = page.sessions[done:][: most - len(sessions)]
        cursors += [f"p{number}-{done + index}" for index in range(len(rows))]
        sessions += rows
        done += len(rows)
        if done < len(page.sessions):
            return SomeSessions(sessions, cursors, f"p{number}-{done}", page.paging.total_count)
        following = place(page.paging, number, most, len(page.sessions)).next_page_no
        if following is None:
            break
        if len(sessions) >= most:
            return SomeSessions(sessions, cursors, f"p{following}-0-{_mark(page)}", page.paging.total_count)
        number, done, before = following, 0, _mark(page)
        page = await ask(number)
    return SomeSessions(sessions, cursors, None, page.paging.total_count)


def _mark(page: SessionPage) -> str | None:
    """What tells a page from another; None of an empty one."""
    if not page.sessions:
        return None
    return sha256((page.sessions[0].id or "").encode()).hexdigest()[:6]
