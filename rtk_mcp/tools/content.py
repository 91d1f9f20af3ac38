"""`get_chat`, `get_transcript`, `get_summary`: what was written and said, not links to it."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated

import anyio
from mcp.types import CallToolResult
from pydantic import Field

from rtk_mcp.api.models.link import DownloadLink
from rtk_mcp.api.models.parameters import TranscriptFormat
from rtk_mcp.meeting.artifacts import Kind, read_artifact
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.content import Content, render_content
from rtk_mcp.tools.arguments import AppId, Cursor, DetailLevel, SessionId
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import RtkTool, answer


def build_chat(services: Services) -> RtkTool:
    async def get_chat(
        session_id: SessionId,
        cursor: Cursor = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, Content]:
        """Get the chat messages of a session as CSV text: who wrote what and when.

        Without content, `reason` says why.
        """
        return await _content(
            services,
            "chat",
            session_id,
            lambda: services.kit.get_chat(session_id, app_id=app_id),
            app_id,
            cursor,
            detail,
        )

    return RtkTool.build(get_chat, title="Get the chat", timeout_s=services.settings.timeout_s)


def build_transcript(services: Services) -> RtkTool:
    async def get_transcript(
        session_id: SessionId,
        format: Annotated[  # noqa: A002 - the API's own name
            TranscriptFormat | None, Field(description="SRT and VTT are the shortest to read; default CSV")
        ] = None,
        cursor: Cursor = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, Content]:
        """Get what was said in a session: the transcript's text with speakers and times.

        Long meetings come in pieces: follow next_cursor. Without content, `reason` says why.
        """
        return await _content(
            services,
            "transcript",
            session_id,
            lambda: services.kit.get_transcript(session_id, app_id=app_id, format=format),
            app_id,
            cursor,
            detail,
            form=format or "CSV",
        )

    return RtkTool.build(get_transcript, title="Get the transcript", timeout_s=services.settings.timeout_s)


def build_summary(services: Services) -> RtkTool:
    async def get_summary(
        session_id: SessionId,
        cursor: Cursor = None,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, Content]:
        """Get the written summary of a session: topics, decisions, action items.

        Use it first for "what was decided". Without content, `reason` says why.
        """
        return await _content(
            services,
            "summary",
            session_id,
            lambda: services.kit.get_summary(session_id, app_id=app_id),
            app_id,
            cursor,
            detail,
        )

    return RtkTool.build(get_summary, title="Get the summary", timeout_s=services.settings.timeout_s)


async def _content(
    services: Services,
    kind: Kind,
    session_id: str,
    ask: Callable[[], Awaitable[DownloadLink]],
    app_id: str | None,
    cursor: str | None,
    detail: Detail,
    *,
    form: str | None = None,
) -> CallToolResult:
    artifact = await read_artifact(services.kit, services.downloads, kind, session_id, ask, app_id=app_id)
    render = partial(render_content, artifact, session_id=session_id, form=form, cursor=cursor, detail=detail)
    rendered = await anyio.to_thread.run_sync(render)
    return answer(rendered.text, rendered.structured)
