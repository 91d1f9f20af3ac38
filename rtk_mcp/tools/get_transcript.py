"""`get_transcript`: what was said, searched and paged; or the file in one of the API's formats."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import anyio.to_thread
from mcp.server.mcpserver import Context
from mcp.types import CallToolResult
from pydantic import Field

from rtk_mcp.api.models.parameters import TranscriptFormat
from rtk_mcp.errors import BadArgument
from rtk_mcp.meeting.artifacts import read_artifact
from rtk_mcp.meeting.conversation import Conversation
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.content import render_content
from rtk_mcp.render.transcript import (
    Transcript,
    file_of_transcript,
    render_no_transcript,
    render_transcript,
)
from rtk_mcp.tools.arguments import AppId, Cursor, DetailLevel, SearchQuery, SessionId
from rtk_mcp.tools.asked import Asked
from rtk_mcp.tools.everyone import all_participants
from rtk_mcp.tools.hard_to_hear import hard_to_hear
from rtk_mcp.tools.reading_meeting import meeting_of
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.time_span import EndMoment, Moment
from rtk_mcp.tools.tool import RtkTool, answer

if TYPE_CHECKING:
    from rtk_mcp.meeting.quality.audibility import Audibility


def build(services: Services) -> RtkTool:
    async def get_transcript(
        ctx: Context,
        session_id: SessionId,
        query: SearchQuery = None,
        speaker: Annotated[str | None, Field(min_length=1, max_length=200, description="Name or id")] = None,
        start: Moment = None,
        end: EndMoment = None,
        format: Annotated[  # noqa: A002 - the API's own name
            TranscriptFormat | None, Field(description="The file itself instead of utterances")
        ] = None,
        quality: Annotated[
            bool, Field(description="Mark what was hardly audible; reads everybody's report")
        ] = False,
        cursor: Cursor = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, Transcript]:
        """Get what was said in a session: who spoke how much, then every utterance with its time and speaker.

        With query or speaker only those that answer, with what stands around them. Without content, `reason` says why.
        """
        if format is not None:
            if quality or any(each is not None for each in (query, speaker, start, end)):
                raise BadArgument(
                    "format",
                    "gives the whole file: leave it out to search by words, speaker or time, or to mark.",
                )
            return await _file(services, session_id, format, app_id, cursor, detail)
        asked = Asked.read(query, speaker, start, end)
        found = await services.contents.conversation(session_id, app_id=app_id)
        if found.content is None:
            rendered = render_no_transcript(session_id, found.reason or "", found.absence or "")
        else:
            render = partial(
                render_transcript,
                session_id=session_id,
                session=found.session,
                cursor=cursor,
                detail=detail,
                hearing=await _hearing(services, ctx, found.content, session_id, app_id) if quality else None,
            )
            rendered = await anyio.to_thread.run_sync(asked.answered, found.content, render)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(get_transcript, title="Get the transcript", timeout_s=services.settings.timeout_s)


async def _hearing(
    services: Services, ctx: Context, conversation: Conversation, session_id: str, app_id: str | None
) -> "Audibility":
    session = await services.kit.get_session(session_id, app_id=app_id)
    everybody = await all_participants(services.kit, session_id, app_id)
    meeting = await meeting_of(services, ctx, session, everybody, app_id)
    return await hard_to_hear(conversation, meeting)


async def _file(
    services: Services,
    session_id: str,
    form: TranscriptFormat,
    app_id: str | None,
    cursor: str | None,
    detail: Detail,
) -> CallToolResult:
    artifact = await read_artifact(
        services.kit,
        services.downloads,
        "transcript",
        session_id,
        lambda: services.kit.get_transcript(session_id, app_id=app_id, format=form),
        app_id=app_id,
    )
    render = partial(render_content, artifact, session_id=session_id, form=form, cursor=cursor, detail=detail)
    rendered = await anyio.to_thread.run_sync(render)
    return answer(rendered.text, file_of_transcript(rendered.structured))
