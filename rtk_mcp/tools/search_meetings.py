"""`search_meetings`: in which meetings something was said, over many sessions."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Annotated, Final, get_args

import anyio.to_thread
from mcp.server.mcpserver import Context
from mcp.types import CallToolResult
from pydantic import BeforeValidator, Field

from rtk_mcp.api.models.session import Session, SessionPage
from rtk_mcp.errors import BadArgument
from rtk_mcp.meeting.matching import Query
from rtk_mcp.meeting.searching import Source
from rtk_mcp.render.search import Batch, render_search
from rtk_mcp.render.search_model import SearchResult
from rtk_mcp.tools.arguments import AppId, Cursor, DetailLevel, Time, query_of, several
from rtk_mcp.tools.at_once import TIME_RATIO
from rtk_mcp.tools.paging import asked_page, place
from rtk_mcp.tools.searching_meetings import Search, search_sessions
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import RtkTool, answer

MAX_SESSIONS: Final = 50
"""Per call: three links and three files each at most, a quarter of what the service allows in five minutes."""
_CURSOR: Final = re.compile(r"p(\d{1,6})-(\d{1,4})(?:-([0-9a-f]{6}))?", re.ASCII)
"""Page of sessions, how many of it are done, and a mark of the page before it."""

Sources = Annotated[tuple[Source, ...] | None, BeforeValidator(several), Field(description="Default: all")]


def build(services: Services) -> RtkTool:
    async def search_meetings(
        ctx: Context,
        query: Annotated[str, Field(max_length=400, description='Words; "a phrase" in quotes')],
        start_time: Time = None,
        end_time: Time = None,
        associated_id: Annotated[str | None, Field(description="Meeting id: only its sessions")] = None,
        participants: Annotated[str | None, Field(description="Participant counts, as in 1:10")] = None,
        speaker: Annotated[
            str | None, Field(min_length=1, max_length=200, description="Only this person's words")
        ] = None,
        sources: Sources = None,
        cursor: Cursor = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, SearchResult]:
        """Find the meetings in which something was said or written: titles, transcripts, chats and summaries.

        Newest first, 50 sessions a call: narrow it by start_time and end_time. Read on in one with get_transcript and
        the same query.
        """
        words = query_of(query) or Query(query)

        async def ask(number: int) -> SessionPage:
            return await services.kit.list_sessions(
                app_id=app_id,
                page_no=number,
                per_page=MAX_SESSIONS,
                sort_by="createdAt",
                sort_order="DESC",
                start_time=start_time,
                end_time=end_time,
                associated_id=associated_id,
                participants=participants,
            )

        sessions, cursors, after = await _sessions(ask, _start_of(cursor))
        search = Search(words, speaker, _sources(sources, speaker), app_id)
        results, stopped = await search_sessions(
            services.contents,
            sessions,
            search,
            partial(ctx.report_progress, message="Searching sessions"),
            for_s=TIME_RATIO * services.settings.timeout_s,
        )
        render = partial(render_search, Batch(results, cursors, after, stopped), words, speaker, detail)
        rendered = await anyio.to_thread.run_sync(render)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(search_meetings, title="Search meetings", timeout_s=services.settings.timeout_s)


def _sources(asked: tuple[Source, ...] | None, speaker: str | None) -> frozenset[Source]:
    """Titles and summaries are nobody's words.

    Raises:
        BadArgument: nothing is left to search.
    """
    wanted = frozenset(asked or get_args(Source)) - (frozenset() if speaker is None else {"title", "summary"})
    if not wanted:
        raise BadArgument(
            "sources", "titles and summaries are nobody's words: leave out speaker, or sources."
        )
    return wanted


@dataclass(frozen=True, slots=True)
class _Start:
    """Where to begin: a page, how many of it are done, and the mark of the page before."""

    page_no: int | None = None
    done: int = 0
    before: str | None = None


def _start_of(cursor: str | None) -> _Start:
    if cursor is None:
        return _Start()
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise BadArgument(
            "cursor", "pass next_cursor of the last answer unchanged, or leave it out to start over."
        )
    return _Start(int(match[1]), int(match[2]), match[3])


async def _sessions(
    ask: Callable[[int], Awaitable[SessionPage]], start: _Start
) -> tuple[list[Session], list[str], str | None]:
    """The next sessions, the cursor that begins with each, and the one for what comes after them all.

    A page that begins as the one before it did is no page: some services give the same one for ever.
    """
    sessions: list[Session] = []
    cursors: list[str] = []
    page, number = await asked_page(ask, start.page_no, lambda got: got.sessions)
    done, before = start.done, start.before
    while page.sessions and _mark(page) != before:
        rows = page.sessions[done:][: MAX_SESSIONS - len(sessions)]
        cursors += [f"p{number}-{done + index}" for index in range(len(rows))]
        sessions += rows
        done += len(rows)
        if done < len(page.sessions):
            return sessions, cursors, f"p{number}-{done}"
        following = place(page.paging, number, MAX_SESSIONS, len(page.sessions)).next_page_no
        if following is None:
            break
        if len(sessions) >= MAX_SESSIONS:
            return sessions, cursors, f"p{following}-0-{_mark(page)}"
        number, done, before = following, 0, _mark(page)
        page = await ask(number)
    return sessions, cursors, None


def _mark(page: SessionPage) -> str | None:
    """What tells a page from another; None of an empty one."""
    if not page.sessions:
        return None
    return sha256((page.sessions[0].id or "").encode()).hexdigest()[:6]
