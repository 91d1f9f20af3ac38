"""`list_sessions`: the way in to every question about meetings."""

from typing import Annotated

from mcp.types import CallToolResult
from pydantic import Field

from rtk_mcp.api.models.parameters import SessionSortBy, SessionStatus, SortOrder
from rtk_mcp.api.models.session import SessionPage
from rtk_mcp.render.sessions import SessionList, render_sessions
from rtk_mcp.tools.arguments import AppId, DetailLevel, PageNo, PerPage, Time
from rtk_mcp.tools.paging import DEFAULT_PER_PAGE, asked_page, place
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import RtkTool, answer


def build(services: Services) -> RtkTool:
    async def list_sessions(
        start_time: Annotated[
            Time, Field(description="Sessions from this time on (ISO 8601, UTC without an offset)")
        ] = None,
        end_time: Annotated[Time, Field(description="Sessions up to this time")] = None,
        search: Annotated[
            str | None, Field(description="Part of a meeting's title, a meeting id or a session id")
        ] = None,
        status: Annotated[SessionStatus | None, Field(description="LIVE for meetings going on now")] = None,
        associated_id: Annotated[
            str | None, Field(description="Meeting id: all sessions of one recurring meeting")
        ] = None,
        participants: Annotated[
            str | None, Field(description="Range of participant counts, as in 1:10")
        ] = None,
        sort_by: Annotated[
            SessionSortBy | None, Field(description="createdAt for newest or oldest first")
        ] = None,
        sort_order: SortOrder | None = None,
        page_no: PageNo = None,
        per_page: PerPage = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, SessionList]:
        """List meeting sessions with id, title, status, start, length and size.

        Use it first, to find the session that a question is about: by time, by title, or those that are live now.
        """
        size = DEFAULT_PER_PAGE if per_page is None else per_page

        async def ask(number: int) -> SessionPage:
            return await services.kit.list_sessions(
                app_id=app_id,
                page_no=number,
                per_page=size,
                sort_by=sort_by,
                sort_order=sort_order,
                start_time=start_time,
                end_time=end_time,
                status=status,
                search=search,
                associated_id=associated_id,
                participants=participants,
            )

        page, number = await asked_page(ask, page_no, lambda got: got.sessions)
        rendered = render_sessions(page, place(page.paging, number, size, len(page.sessions)), detail)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(list_sessions, title="List sessions", timeout_s=services.settings.timeout_s)
