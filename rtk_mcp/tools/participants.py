"""`list_participants` and `get_participant`: who was there, for how long, and their peer ids."""

from typing import Annotated

from mcp.types import CallToolResult
from pydantic import Field

from rtk_mcp.api.models.parameters import ParticipantSortBy, ParticipantView, SortOrder
from rtk_mcp.api.models.participant import ParticipantPage
from rtk_mcp.render.attendance import ParticipantsOrAttendees
from rtk_mcp.render.participants import ParticipantItem, render_participant, render_participants
from rtk_mcp.tools.arguments import (
    AppId,
    DetailLevel,
    Filters,
    IncludePeerEvents,
    PageNo,
    ParticipantId,
    PerPage,
    SessionId,
)
from rtk_mcp.tools.attendance import answer_attendance
from rtk_mcp.tools.paging import DEFAULT_PER_PAGE, asked_page, place
from rtk_mcp.tools.services import Services
from rtk_mcp.tools.tool import RtkTool, answer


def build_list(services: Services) -> RtkTool:
    async def list_participants(
        session_id: SessionId,
        search: Annotated[
            str | None, Field(description="Part of a name, a participant id or a custom participant id")
        ] = None,
        include_peer_events: IncludePeerEvents = None,
        view: Annotated[
            ParticipantView | None,
            Field(description="consolidated adds up a person's time over breakout rooms; default raw"),
        ] = None,
        sort_by: ParticipantSortBy | None = None,
        sort_order: SortOrder | None = None,
        page_no: PageNo = None,
        per_page: PerPage = None,
        attendance: Annotated[
            bool, Field(description="One row per person over rejoins and devices: who attended, how long")
        ] = False,
        app_id: AppId = None,
        detail: DetailLevel = "standard",
    ) -> Annotated[CallToolResult, ParticipantsOrAttendees]:
        """List who was in a session, when they joined and left, and how long they stayed.

        A person who rejoined appears once per stay with the same user id; attendance=true adds the stays up. The ids
        are the peer ids that get_peer_report takes.
        """
        if attendance:
            attendees = await answer_attendance(
                services.kit,
                session_id,
                app_id=app_id,
                search=search,
                view=view,
                sort_by=sort_by,
                sort_order=sort_order,
                page_no=page_no,
                per_page=per_page,
                detail=detail,
            )
            return answer(attendees.text, attendees.structured)
        size = DEFAULT_PER_PAGE if per_page is None else per_page

        async def ask(number: int) -> ParticipantPage:
            return await services.kit.list_participants(
                session_id,
                app_id=app_id,
                search=search,
                page_no=number,
                per_page=size,
                sort_order=sort_order,
                sort_by=sort_by,
                include_peer_events=include_peer_events,
                view=view,
            )

        page, number = await asked_page(ask, page_no, lambda got: got.participants)
        rendered = render_participants(page, place(page.paging, number, size, len(page.participants)), detail)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(list_participants, title="List participants", timeout_s=services.settings.timeout_s)


def build_get(services: Services) -> RtkTool:
    async def get_participant(
        session_id: SessionId,
        participant_id: ParticipantId,
        include_peer_events: IncludePeerEvents = None,
        filters: Annotated[
            Filters,
            Field(
                description="Passed on to the service; what it adds is not shown: for statistics use get_peer_report"
            ),
        ] = None,
        app_id: AppId = None,
    ) -> Annotated[CallToolResult, ParticipantItem]:
        """Get one participant of a session: name, ids, preset, stay. For call quality use get_peer_report."""
        participant = await services.kit.get_participant(
            session_id,
            participant_id,
            app_id=app_id,
            include_peer_events=include_peer_events,
            filters=filters,
        )
        rendered = render_participant(participant)
        return answer(rendered.text, rendered.structured)

    return RtkTool.build(get_participant, title="Get a participant", timeout_s=services.settings.timeout_s)
