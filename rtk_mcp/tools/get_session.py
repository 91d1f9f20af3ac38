"""`get_session`: one session, its breakout rooms and who spoke in it on request."""

from typing import Annotated

from mcp.types import CallToolResult
from pydantic import Field

from rtk_mcp.api.models.session import Session
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.people import labels_of
from rtk_mcp.render.sessions import SessionDetails, SpokenIn, render_session
from rtk_mcp.render.talking import speaker_items, talk_lines
from rtk_mcp.tools.arguments import AppId, DetailLevel, SessionId
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import RtkTool, answer


def build(services: Services) -> RtkTool:
    async def get_session(
        session_id: SessionId,
        include_breakout_rooms: Annotated[
            bool | None, Field(description="Also list its breakout rooms")
        ] = None,
        include_talk_time: Annotated[bool, Field(description="Also who spoke how much")] = False,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, SessionDetails]:
        """Get one session: title, status, start, end, how many people, recording status, who spoke most.

        Use it when a session id is known, or to see breakout rooms.
        """
        session = await services.kit.get_session(
            session_id, include_breakout_rooms=include_breakout_rooms, app_id=app_id
        )
        spoken = await _spoken(services, session_id, session, app_id, detail) if include_talk_time else None
        rendered = render_session(session, detail, spoken)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(get_session, title="Get a session", timeout_s=services.settings.timeout_s)


async def _spoken(
    services: Services, session_id: str, session: Session, app_id: str | None, detail: Detail
) -> SpokenIn:
    found = await services.contents.conversation(session_id, app_id=app_id, session=session)
    if found.content is None:
        return SpokenIn((f"Who spoke is not known. {found.reason}",))
    names = labels_of(found.content.people)
    talk = found.content.talk
    return SpokenIn(tuple(talk_lines(talk, names, detail)), tuple(speaker_items(talk, names, detail)))
