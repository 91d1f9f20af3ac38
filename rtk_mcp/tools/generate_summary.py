"""`generate_summary`: the one tool that writes; it asks the user wherever the host can ask."""

from typing import Annotated

from mcp.server.elicitation import AcceptedElicitation, CancelledElicitation, DeclinedElicitation
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.resolve import Elicit, Resolve
from mcp.types import CallToolResult, ToolAnnotations
from pydantic import BaseModel, Field

from rtk_mcp.api.ids import check_session_id
from rtk_mcp.api.models.session import Session
from rtk_mcp.render.budget import iso_utc
from rtk_mcp.render.sessions import MAX_TITLE_CHARS
from rtk_mcp.render.untrusted import clean, quote, word
from rtk_mcp.tools.arguments import AppId, SessionId
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import RtkTool, answer

WRITES = ToolAnnotations(
    read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=True
)


class Confirmation(BaseModel):
    """The user's answer to the question before a summary is asked for."""

    send: bool = Field(True, description="Ask RealtimeKit to write the summary now")


class SummaryRequested(BaseModel):
    """Whether the service was asked, and what it said."""

    session_id: str
    sent: bool
    status: str | None = Field(None, description="The service's own word")
    next: str


def build(services: Services) -> RtkTool:
    async def confirm(
        ctx: Context, session_id: str, app_id: str | None
    ) -> Confirmation | Elicit[Confirmation]:
        """Ask the user, or take the call itself as the wish when the host has no way to ask."""
        check_session_id(session_id)
        if not _can_ask(ctx):
            return Confirmation(send=True)
        session = await services.kit.get_session(session_id, app_id=app_id)
        return Elicit(
            f"Ask RealtimeKit to write a summary of {_meeting(session)}? It reads the transcript and may be billed.",
            Confirmation,
        )

    async def generate_summary(
        session_id: SessionId,
        confirmed: Annotated[
            AcceptedElicitation[Confirmation] | DeclinedElicitation | CancelledElicitation, Resolve(confirm)
        ],
        app_id: AppId = None,
    ) -> Annotated[CallToolResult, SummaryRequested]:
        """Ask RealtimeKit to write a summary of a session.

        Only when the user wants one and get_summary has none: it is sent once and may be billed. Read the result
        with get_summary about a minute later.
        """
        if not isinstance(confirmed, AcceptedElicitation) or not confirmed.data.send:
            return _answer(
                session_id, sent=False, status=None, next_step="The user declined: nothing was sent."
            )
        requested = await services.kit.generate_summary(session_id, app_id=app_id)
        status = clean(requested.status, max_chars=40) if requested.status else None
        return _answer(
            session_id, sent=True, status=status, next_step="Call get_summary in about a minute to read it."
        )

    return RtkTool.build(generate_summary, title="Generate a summary", annotations=WRITES)


def _meeting(session: Session) -> str:
    """The meeting as a person recognises it."""
    title = quote(session.meeting_display_name or "untitled", MAX_TITLE_CHARS)
    started = f", {iso_utc(session.started_at)}" if session.started_at else ""
    return f"the meeting {title}{started} (session {session.id})"


def _can_ask(ctx: Context) -> bool:
    """Whether the host declared form elicitation; a bare `elicitation: {}` means forms."""
    elicitation = ctx.client_capabilities.elicitation if ctx.client_capabilities else None
    return elicitation is not None and (elicitation.form is not None or elicitation.url is None)


def _answer(session_id: str, *, sent: bool, status: str | None, next_step: str) -> CallToolResult:
    asked = "RealtimeKit was asked to write the summary" if sent else "No summary was asked for"
    said = f" (its status: {word(status)})" if status else ""
    return answer(
        f"{asked}{said}. {next_step}",
        SummaryRequested(session_id=session_id, sent=sent, status=status, next=next_step),
    )
