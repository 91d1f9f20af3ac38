"""`get_summary`: what was decided, or why nothing is written about it and what to do."""

from functools import partial
from typing import Annotated

import anyio.to_thread
from mcp.types import CallToolResult

from rtk_mcp.render.summary import Circumstances, SummaryContent, render_summary
from rtk_mcp.tools.arguments import AppId, Cursor, DetailLevel, SessionId
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.summary_requests import SummaryRequests, key_of
from rtk_mcp.tools.tool import RtkTool, answer


def build(services: Services, requests: SummaryRequests) -> RtkTool:
    async def get_summary(
        session_id: SessionId,
        cursor: Cursor = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, SummaryContent]:
        """Get the written summary of a session: topics, decisions, action items.

        Use it first for "what was decided". Without one, `reason` and `next` say why and what to do.
        """
        found = await services.contents.summary(session_id, app_id=app_id, look_again=True)
        circumstances = Circumstances(
            requests.find(key_of(services.settings, session_id, app_id)),
            can_ask=not services.settings.read_only,
        )
        render = partial(
            render_summary, found, circumstances, session_id=session_id, cursor=cursor, detail=detail
        )
        rendered = await anyio.to_thread.run_sync(render)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(get_summary, title="Get the summary", timeout_s=services.settings.timeout_s)
