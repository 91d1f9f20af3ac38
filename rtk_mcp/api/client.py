"""RealtimeKit's Sessions API: one async method per endpoint, all nine.

Every method takes `app_id` for another app than the configured one, checks its arguments before anything is
sent, and raises the errors of `rtk_mcp.errors`: `BadArgument`, `NotConfigured`, or one of `UpstreamError`.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from rtk_mcp.api import endpoints, query
from rtk_mcp.api.caller import Caller, Parameters
from rtk_mcp.api.connection import BACKOFF_S, Answer, Taker
from rtk_mcp.api.endpoints import Endpoint
from rtk_mcp.api.ids import check_peer_id, check_session_id
from rtk_mcp.api.models.link import DownloadLink, SummaryRequest
from rtk_mcp.api.models.parameters import (
    ParticipantSortBy,
    ParticipantView,
    ReportFilters,
    SessionSortBy,
    SessionStatus,
    SortOrder,
    TranscriptFormat,
)
from rtk_mcp.api.models.participant import Participant, ParticipantPage
from rtk_mcp.api.models.session import Session, SessionPage
from rtk_mcp.api.reading import (
    ObjectTaker,
    json_object,
    read,
    read_link,
    read_object,
    read_page,
    read_summary_request,
)
from rtk_mcp.api.scope import Scope
from rtk_mcp.errors import NotConfigured, TimedOut, UpstreamDown, UpstreamNonsense
from rtk_mcp.settings import Settings

TakerT = TypeVar("TakerT", bound=Taker)

_MAY_HAVE_ARRIVED = (
    " The request may have arrived all the same and is never sent twice: look with get_summary in a"
    " minute before asking for a summary again."
)


class RealtimeKit:
    """The client; safe to use from concurrent tasks, which share its connections."""

    def __init__(self, settings: Settings, *, backoff_s: float = BACKOFF_S) -> None:
        """No I/O happens here; `backoff_s` is the first wait between two tries."""
        self._settings = settings
        self._caller = Caller(settings, backoff_s)

    def scope(self, app_id: str | None = None) -> Scope:
        """Whose data the answers about this app, or the configured one, are; raises `BadArgument`."""
        return Scope.of(self._settings, app_id)

    async def aclose(self) -> None:
        """End the connections."""
        await self._caller.aclose()

    async def list_sessions(
        self,
        *,
        app_id: str | None = None,
        page_no: int | None = None,
        per_page: int | None = None,
        sort_by: SessionSortBy | None = None,
        sort_order: SortOrder | None = None,
        start_time: datetime | None = None,
        end_time: datetime | None = None,
        status: SessionStatus | None = None,
        search: str | None = None,
        associated_id: str | None = None,
        participants: str | None = None,
    ) -> SessionPage:
        """One page of an app's sessions. Times without offset are UTC; `participants` is like `1:10`."""
        parameters = {
            "page_no": query.number("page_no", page_no),
            "per_page": query.number("per_page", per_page),
            "sort_by": query.choice("sort_by", sort_by, SessionSortBy),
            "sort_order": query.choice("sort_order", sort_order, SortOrder),
            **query.time_range(start_time, end_time),
            "status": query.choice("status", status, SessionStatus),
            "search": query.text("search", search),
            "associated_id": None
            if associated_id is None
            else check_session_id(associated_id, "associated_id"),
            "participants": query.count_or_range("participants", participants),
        }
        answer = await self._caller.call(endpoints.LIST_SESSIONS, {}, parameters, app_id=app_id)
        return await read(
            answer.body, partial(read_page, SessionPage, endpoint=endpoints.LIST_SESSIONS, items="sessions")
        )

    async def get_session(
        self, session_id: str, *, include_breakout_rooms: bool | None = None, app_id: str | None = None
    ) -> Session:
        """One session, with its breakout rooms when asked for."""
        ids = {"session_id": check_session_id(session_id)}
        parameters = {"include_breakout_rooms": query.flag("include_breakout_rooms", include_breakout_rooms)}
        answer = await self._caller.call(endpoints.GET_SESSION, ids, parameters, app_id=app_id)
        return await read(answer.body, partial(read_object, Session, endpoint=endpoints.GET_SESSION))

    async def list_participants(
        self,
        session_id: str,
        *,
        app_id: str | None = None,
        search: str | None = None,
        page_no: int | None = None,
        per_page: int | None = None,
        sort_order: SortOrder | None = None,
        sort_by: ParticipantSortBy | None = None,
        include_peer_events: bool | None = None,
        view: ParticipantView | None = None,
    ) -> ParticipantPage:
        """One page of a session's participants; `view` says how breakout rooms count towards durations."""
        ids = {"session_id": check_session_id(session_id)}
        parameters = {
            "search": query.text("search", search),
            "page_no": query.number("page_no", page_no),
            "per_page": query.number("per_page", per_page),
            "sort_order": query.choice("sort_order", sort_order, SortOrder),
            "sort_by": query.choice("sort_by", sort_by, ParticipantSortBy),
            "include_peer_events": query.flag("include_peer_events", include_peer_events),
            "view": query.choice("view", view, ParticipantView),
        }
        answer = await self._caller.call(endpoints.LIST_PARTICIPANTS, ids, parameters, app_id=app_id)
        return await read(
            answer.body,
            partial(read_page, ParticipantPage, endpoint=endpoints.LIST_PARTICIPANTS, items="participants"),
        )

    async def get_participant(
        self,
        session_id: str,
        participant_id: str,
        *,
        app_id: str | None = None,
        include_peer_events: bool | None = None,
        filters: ReportFilters | None = None,
    ) -> Participant:
        """One participant. Several filters that the service refuses are dropped and asked without."""
        ids = {
            "session_id": check_session_id(session_id),
            "participant_id": check_peer_id(participant_id, "participant_id"),
        }
        answer = await self._filtered(endpoints.GET_PARTICIPANT, ids, include_peer_events, filters, app_id)
        return await read(
            answer.body,
            partial(read_object, Participant, endpoint=endpoints.GET_PARTICIPANT, inside="participant"),
        )

    async def get_chat(self, session_id: str, *, app_id: str | None = None) -> DownloadLink:
        """The link to a session's chat; it lives about a day."""
        return await self._link(endpoints.GET_CHAT, session_id, {}, app_id)

    async def get_transcript(
        self,
        session_id: str,
        *,
        app_id: str | None = None,
        format: TranscriptFormat | None = None,  # noqa: A002 - the API's own name
    ) -> DownloadLink:
        """The link to a session's transcript, CSV unless `format` says otherwise; it lives about a week."""
        parameters = {"format": query.choice("format", format, TranscriptFormat)}
        return await self._link(endpoints.GET_TRANSCRIPT, session_id, parameters, app_id)

    async def get_summary(self, session_id: str, *, app_id: str | None = None) -> DownloadLink:
        """The link to the summary of a session's transcript; it lives about a week."""
        return await self._link(endpoints.GET_SUMMARY, session_id, {}, app_id)

    async def generate_summary(self, session_id: str, *, app_id: str | None = None) -> SummaryRequest:
        """Ask for a summary to be written, in one request that is never repeated.

        Raises `NotConfigured` without sending when the configuration is read-only.
        """
        if self._settings.read_only:
            raise NotConfigured(
                "This server is read-only (RTK_MCP_READ_ONLY or --read-only): it asks for no summary."
            )
        ids = {"session_id": check_session_id(session_id)}
        try:
            answer = await self._caller.call(endpoints.GENERATE_SUMMARY, ids, app_id=app_id)
            return await read(answer.body, partial(read_summary_request, endpoint=endpoints.GENERATE_SUMMARY))
        except (UpstreamDown, UpstreamNonsense, TimedOut) as error:
            raise type(error)(f"{error}{_MAY_HAVE_ARRIVED}") from None

    async def get_peer_report(
        self,
        peer_id: str,
        *,
        app_id: str | None = None,
        filters: ReportFilters | None = None,
        include_peer_events: bool | None = None,
    ) -> bytes:
        """A peer report's whole answer as JSON text, decoded but not parsed: it can be many megabytes.

        `rtk_mcp.api.envelope.unwrap` takes the report out of it, or raises what the answer reports. Several
        filters that the service refuses are dropped and asked without.
        """
        ids = {"peer_id": check_peer_id(peer_id)}
        answer = await self._filtered(endpoints.GET_PEER_REPORT, ids, include_peer_events, filters, app_id)
        return json_object(answer.body)

    async def read_peer_report(
        self,
        peer_id: str,
        make_reader: Callable[[], TakerT],
        *,
        app_id: str | None = None,
        filters: ReportFilters | None = None,
        include_peer_events: bool | None = None,
    ) -> TakerT:
        """The same answer given to a reader while it comes, so that it is never held whole.

        Args:
            peer_id: whose report.
            make_reader: makes what takes the decoded JSON text; each try of the request has a new one.
            app_id: another app than the configured one.
            filters: as in `get_peer_report`.
            include_peer_events: as in `get_peer_report`.

        Returns:
            The reader that has taken all of it. What the reader itself raises ends the call.
        """
        ids = {"peer_id": check_peer_id(peer_id)}
        made: list[ObjectTaker[TakerT]] = []

        def make_taker() -> Taker:
            made[:] = [ObjectTaker(make_reader())]
            return made[0]

        await self._filtered(endpoints.GET_PEER_REPORT, ids, include_peer_events, filters, app_id, make_taker)
        return await made[0].finish()

    async def _filtered(
        self,
        endpoint: Endpoint,
        ids: dict[str, str],
        include_peer_events: bool | None,
        filters: ReportFilters | None,
        app_id: str | None,
        make_taker: Callable[[], Taker] | None = None,
    ) -> Answer:
        """Several filters at once may be refused: then everything is asked for."""
        events = {"include_peer_events": query.flag("include_peer_events", include_peer_events)}
        wanted = query.filters("filters", filters)
        fallback = events if wanted is not None and "," in wanted else None
        return await self._caller.call(
            endpoint,
            ids,
            {**events, "filters": wanted},
            app_id=app_id,
            fallback=fallback,
            make_taker=make_taker,
        )

    async def _link(
        self, endpoint: Endpoint, session_id: str, parameters: Parameters, app_id: str | None
    ) -> DownloadLink:
        ids = {"session_id": check_session_id(session_id)}
        answer = await self._caller.call(endpoint, ids, parameters, app_id=app_id)
        return await read(answer.body, partial(read_link, endpoint=endpoint))
