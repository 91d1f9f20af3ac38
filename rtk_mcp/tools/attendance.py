"""Attendance for `list_participants`: the whole session read, one row per person."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.models.parameters import ParticipantSortBy, ParticipantView, SortOrder
from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.attendance import Attendee, attendance_of
from rtk_mcp.render.attendance import ParticipantsOrAttendees, render_attendance
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.listing import Place, Rendered
from rtk_mcp.tools.everyone import MAX_PARTICIPANTS, all_participants

_CUT = f"Only the first {MAX_PARTICIPANTS} participants of the service's list were read."


async def answer_attendance(
    kit: RealtimeKit,
    session_id: str,
    *,
    app_id: str | None,
    search: str | None,
    view: ParticipantView | None,
    sort_by: ParticipantSortBy | None,
    sort_order: SortOrder | None,
    page_no: int | None,
    per_page: int | None,
    detail: Detail,
) -> Rendered[ParticipantsOrAttendees]:
    """Who was there and for how long; pages are of people, all on one unless `per_page` says otherwise.

    In the service's order when sorted by time of joining, else by time present, the longest first unless ascending.
    """
    rows = await all_participants(
        kit, session_id, app_id, search=search, view=view, sort_by=sort_by, sort_order=sort_order
    )
    attendees: Sequence[Attendee] = attendance_of(rows, await _now_if_live(kit, session_id, app_id, rows))
    if sort_by != "joinedAt":
        attendees = sorted(attendees, key=_present, reverse=sort_order != "ASC")
    place = _place(len(attendees), page_no or 1, per_page or max(len(attendees), 1))
    notes = [_CUT] if len(rows) == MAX_PARTICIPANTS else []
    return render_attendance(attendees, place, detail, notes)


async def _now_if_live(
    kit: RealtimeKit, session_id: str, app_id: str | None, rows: Sequence[Participant]
) -> datetime | None:
    """The time to which open stays last; the session is asked for only when there are any."""
    if all(row.left_at for row in rows):
        return None
    session = await kit.get_session(session_id, app_id=app_id)
    return datetime.now(UTC) if session.status == "LIVE" else None


def _present(attendee: Attendee) -> float:
    return -1 if attendee.present_s is None else attendee.present_s


def _place(total: int, page_no: int, per_page: int) -> Place:
    return Place(
        total=total,
        page_no=page_no,
        next_page_no=page_no + 1 if page_no * per_page < total else None,
        per_page=per_page,
        first_row=(page_no - 1) * per_page,
    )
