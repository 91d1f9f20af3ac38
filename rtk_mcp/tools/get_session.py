"""`get_session`: one session, its breakout rooms on request."""

from typing import Annotated

from mcp.types import CallToolResult
from pydantic import Field

from rtk_mcp.render.sessions import SessionDetails, render_session
from rtk_mcp.tools.arguments import AppId, DetailLevel, SessionId
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import RtkTool, answer


def build(services: Services) -> RtkTool:
    async def get_session(
        session_id: SessionId,
        include_breakout_rooms: Annotated[
            bool | None, Field(description="Also list its breakout rooms")
        ] = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, SessionDetails]:
        """Get one session: title, status, start, end, how many people, recording status.

        Use it when a session id is known, or to see breakout rooms.
        """
        session = await services.kit.get_session(
            session_id, include_breakout_rooms=include_breakout_rooms, app_id=app_id
        )
        rendered = render_session(session, detail)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(get_session, title="Get a session", timeout_s=services.settings.timeout_s)
