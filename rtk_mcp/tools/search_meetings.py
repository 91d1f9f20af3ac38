"""`search_meetings`: in which meetings something was said, over many sessions."""

from functools import partial
from typing import Annotated, Final, get_args

import anyio.to_thread
from mcp.server.mcpserver import Context
from mcp.types import CallToolResult
from pydantic import BeforeValidator, Field

from rtk_mcp.api.models.session import SessionPage
from rtk_mcp.errors import BadArgument
from rtk_mcp.meeting.matching import Query
from rtk_mcp.meeting.searching import Source
from rtk_mcp.render.search import Batch, render_search
from rtk_mcp.render.search_model import SearchResult
from rtk_mcp.tools.arguments import AppId, Cursor, DetailLevel, Time, query_of, several
from rtk_mcp.tools.at_once import TIME_RATIO
from rtk_mcp.tools.searching_meetings import Search, search_sessions
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.session_pages import next_sessions, session_start
from rtk_mcp.tools.tool import RtkTool, answer

MAX_SESSIONS: Final = 50
"""Per call: three links and three files each at most, a quarter of what the service allows in five minutes."""

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

        found = await next_sessions(ask, session_start(cursor), MAX_SESSIONS)
        search = Search(words, speaker, _sources(sources, speaker), app_id)
        results, stopped = await search_sessions(
            services.contents,
            found.sessions,
            search,
            partial(ctx.report_progress, message="Searching sessions"),
            for_s=TIME_RATIO * services.settings.timeout_s,
        )
        render = partial(
            render_search, Batch(results, found.cursors, found.after, stopped), words, speaker, detail
        )
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
