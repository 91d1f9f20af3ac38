"""`get_chat`: what was written, searched and paged."""

from functools import partial
from typing import Annotated

import anyio.to_thread
from mcp.types import CallToolResult
from pydantic import Field

from rtk_mcp.render.chat import ChatMessages, render_chat, render_no_chat
from rtk_mcp.tools.arguments import AppId, Cursor, DetailLevel, SearchQuery, SessionId
from rtk_mcp.tools.asked import Asked
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.time_span import EndMoment, Moment
from rtk_mcp.tools.tool import RtkTool, answer


def build(services: Services) -> RtkTool:
    async def get_chat(
        session_id: SessionId,
        query: SearchQuery = None,
        sender: Annotated[str | None, Field(min_length=1, max_length=200, description="Name or id")] = None,
        start: Moment = None,
        end: EndMoment = None,
        cursor: Cursor = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, ChatMessages]:
        """Get the chat messages of a session: who wrote what and when; with query or sender only those that answer.

        Images and files are named, not fetched. Without messages, `reason` says why.
        """
        asked = Asked.read(query, sender, start, end)
        found = await services.contents.chat(session_id, app_id=app_id)
        if found.content is None:
            rendered = render_no_chat(session_id, found.reason or "", found.absence or "")
        else:
            render = partial(
                render_chat, session_id=session_id, session=found.session, cursor=cursor, detail=detail
            )
            rendered = await anyio.to_thread.run_sync(asked.answered, found.content, render)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(get_chat, title="Get the chat", timeout_s=services.settings.timeout_s)
