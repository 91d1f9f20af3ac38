"""The list of sessions, and one of them.

Where the documentation is silent: newest first unless sorted otherwise; times filter by the start of the
session, both ends included; `participants` counts stays, both ends included; breakout rooms are shown by
their parent alone.
"""

from typing import Any

from rtk_mcp.sandbox.service.paging import page_of
from rtk_mcp.sandbox.service.query import Query
from rtk_mcp.sandbox.service.state import Service
from rtk_mcp.sandbox.service.wire import session_row
from rtk_mcp.sandbox.world.model import Session


def list_sessions(service: Service, query: Query) -> dict[str, Any]:
    """`paging` stands beside `data` here."""
    sort_by = query.choice("sort_by", ("minutesConsumed", "createdAt"))
    ascending = query.choice("sort_order", ("ASC", "DESC")) == "ASC"
    rows = [session_row(session, service.access.app_id) for session in _matching(service, query)]
    field = "minutes_consumed" if sort_by == "minutesConsumed" else "created_at"
    rows.sort(key=lambda row: (row[field], row["id"]), reverse=not ascending)
    page, paging = page_of(rows, query)
    return {"success": True, "data": {"sessions": page}, "paging": paging}


def get_session(service: Service, query: Query, session_id: str) -> dict[str, Any]:
    """One session, with its breakout rooms when asked."""
    session = service.session(session_id)
    row = session_row(session, service.access.app_id)
    if query.switch("include_breakout_rooms"):
        row["breakout_rooms"] = [
            session_row(room, service.access.app_id) for room in service.world.rooms_of(session)
        ]
    return {"success": True, "data": row}


def _matching(service: Service, query: Query) -> list[Session]:
    status = query.choice("status", ("LIVE", "ENDED"))
    start, end = query.time("start_time"), query.time("end_time")
    people = query.span("participants")
    meeting_id = query.text("associated_id")
    search = (query.text("search") or "").casefold()
    return [
        session
        for session in service.world.listed
        if (status is None or session.live == (status == "LIVE"))
        and (start is None or session.started_at >= start)
        and (end is None or session.started_at <= end)
        and (people is None or people[0] <= len(session.people) <= people[1])
        and (meeting_id is None or session.meeting_id == meeting_id)
        and any(search in text.casefold() for text in (session.title, session.meeting_id, session.id))
    ]
