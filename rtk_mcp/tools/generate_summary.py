"""`generate_summary`: the one tool that writes; it asks the user where the host can ask, and waits for the result."""

from functools import partial
from typing import Annotated, Final

import anyio.to_thread
from mcp.server.elicitation import AcceptedElicitation, CancelledElicitation, DeclinedElicitation
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.resolve import Elicit, Resolve
from mcp.types import CallToolResult, ToolAnnotations
from pydantic import BaseModel, Field

from rtk_mcp.api.deadline import deadline
from rtk_mcp.api.ids import check_session_id
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import RtkError, TimedOut, UpstreamDown, UpstreamError, UpstreamNonsense
from rtk_mcp.meeting.absence import Absence
from rtk_mcp.meeting.contents import Found
from rtk_mcp.render.budget import iso_utc
from rtk_mcp.render.sessions import MAX_TITLE_CHARS
from rtk_mcp.render.spoken import title_of
from rtk_mcp.render.summary import Circumstances, SummaryContent, render_summary
from rtk_mcp.render.summary_absence import shown_status
from rtk_mcp.render.untrusted import quote, word
from rtk_mcp.tools.arguments import AppId, SessionId
from rtk_mcp.tools.finding_summary import Progress, Waited, wait_for_summary
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.summary_requests import SummaryRequests, key_of
from rtk_mcp.tools.tool import RtkTool, answer

WRITES = ToolAnnotations(
    read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=True
)
_NOT_NOW: Final = frozenset({Absence.SESSION_LIVE, Absence.LINK_EXPIRED})
"""One cannot be made yet, or there is one that cannot be read just now."""
_MAY_HAVE_ARRIVED: Final = (UpstreamDown, UpstreamNonsense, TimedOut)

_NOT_SENT: Final = "Nothing was sent."
_THERE_ALREADY: Final = "It was there already: nothing was sent."
_ON_ITS_WAY: Final = "This server asked for it before: nothing more was sent."
_SENT: Final = "RealtimeKit was asked to write the summary."
_SENT_AND_WRITTEN: Final = "RealtimeKit was asked to write it, and has."
_DECLINED: Final = "The user declined: nothing was sent."


class Confirmation(BaseModel):
    """The user's answer to the question before a summary is asked for."""

    send: bool = Field(True, description="Ask RealtimeKit to write the summary now")


class SummaryRequested(SummaryContent):
    """Whether the service was asked, what it said, and the summary if it is there."""

    sent: bool
    status: str | None = Field(None, description="The service's word")


def build(services: Services, requests: SummaryRequests) -> RtkTool:
    async def look(session_id: str, app_id: str | None) -> Found[str]:
        """What there is before anything is sent, whatever was read before."""
        check_session_id(session_id)
        services.contents.forget_summary(session_id, app_id)
        try:
            with deadline(services.settings.timeout_s):
                return await services.contents.summary(session_id, app_id=app_id, look_again=True)
        except UpstreamError as error:
            raise type(error)(f"{error} {_NOT_SENT}") from None

    async def confirm(
        ctx: Context,
        session_id: str,
        app_id: str | None,
        found: Annotated[Found[str], Resolve(look)],
    ) -> Confirmation | Elicit[Confirmation]:
        """Ask the user, or take the call itself as the wish when the host cannot ask or nothing is to be sent."""
        if not _worth_asking(found) or requests.on_its_way(key_of(services.settings, session_id, app_id)):
            return Confirmation(send=True)
        if not _can_ask(ctx):
            return Confirmation(send=True)
        return Elicit(
            f"Ask RealtimeKit to write a summary of {_meeting(found.session)} (session {word(session_id)})? "
            "It reads the transcript and may be billed.",
            Confirmation,
        )

    async def generate_summary(
        ctx: Context,
        session_id: SessionId,
        found: Annotated[Found[str], Resolve(look)],
        confirmed: Annotated[
            AcceptedElicitation[Confirmation] | DeclinedElicitation | CancelledElicitation, Resolve(confirm)
        ],
        app_id: AppId = None,
    ) -> Annotated[CallToolResult, SummaryRequested]:
        """Have RealtimeKit write a session's summary, and wait for it.

        Only when the user wants one: it may be billed. Where there is one already it is given, and nothing sent.
        """
        desk = _Desk(services, requests, session_id, app_id)
        if not _worth_asking(found):
            return await desk.tell(found, _NOT_SENT if found.content is None else _THERE_ALREADY)
        if not isinstance(confirmed, AcceptedElicitation) or not confirmed.data.send:
            return _declined(session_id)
        sent = await desk.send()
        waited = await desk.wait(
            found.session, partial(ctx.report_progress, message="Waiting for the summary")
        )
        if waited.summary:
            return await desk.tell(waited.summary, _SENT_AND_WRITTEN if sent else _ON_ITS_WAY, sent=sent)
        said = _SENT if sent else _ON_ITS_WAY
        trouble = f"{said} Looking for it failed: {waited.trouble}" if waited.trouble else said
        return await desk.tell(found, trouble, sent=sent)

    return RtkTool.build(generate_summary, title="Generate a summary", annotations=WRITES)


class _Desk:
    """What one call does about one session's summary."""

    def __init__(
        self, services: Services, requests: SummaryRequests, session_id: str, app_id: str | None
    ) -> None:
        self._services, self._requests = services, requests
        self._session_id, self._app_id = session_id, app_id
        self._key = key_of(services.settings, session_id, app_id)

    async def send(self) -> bool:
        """Send the one request; False when this process has sent it before."""
        if not self._requests.begin(self._key):
            return False
        try:
            taken = await self._services.kit.generate_summary(self._session_id, app_id=self._app_id)
        except _MAY_HAVE_ARRIVED:
            raise
        except RtkError:
            self._requests.refused(self._key)
            raise
        self._requests.arrived(self._key, taken.status or taken.message)
        return True

    async def wait(self, session: SessionFacts | None, progress: Progress) -> Waited:
        """Until it is there, if it can still come."""
        if not self._requests.on_its_way(self._key):
            return Waited()
        return await wait_for_summary(
            self._services.contents,
            self._session_id,
            self._app_id,
            session,
            progress,
            wait_s=self._services.settings.summary_wait_s,
        )

    async def tell(self, found: Found[str], said: str, *, sent: bool = False) -> CallToolResult:
        """The summary, or why there is none."""
        asked = self._requests.find(self._key)
        circumstances = Circumstances(asked, can_ask=not self._services.settings.read_only)
        render = partial(render_summary, found, circumstances, session_id=self._session_id, said=said)
        rendered = await anyio.to_thread.run_sync(render)
        status = shown_status(asked.status) if asked and asked.status else None
        return answer(rendered.text, SummaryRequested(**dict(rendered.structured), sent=sent, status=status))


def _declined(session_id: str) -> CallToolResult:
    return answer(
        _DECLINED,
        SummaryRequested(session_id=session_id, sent=False, reason=_DECLINED, reason_code="declined"),
    )


def _worth_asking(found: Found[str]) -> bool:
    return found.content is None and found.absence not in _NOT_NOW


def _meeting(session: SessionFacts | None) -> str:
    """The meeting as a person recognises it."""
    title = quote(title_of(session) or "untitled", MAX_TITLE_CHARS)
    started = f", {iso_utc(session.started_at)}" if session and session.started_at else ""
    return f"the meeting {title}{started}"


def _can_ask(ctx: Context) -> bool:
    """Whether the host declared form elicitation; a bare `elicitation: {}` means forms."""
    elicitation = ctx.client_capabilities.elicitation if ctx.client_capabilities else None
    return elicitation is not None and (elicitation.form is not None or elicitation.url is None)
