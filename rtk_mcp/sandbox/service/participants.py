"""The participants of a session, and one of them.

Where the documentation is silent: by time of joining, earliest first; the consolidated view has one row per
user, with the id and the times of their first stay and the durations of all, breakout rooms included.
"""

from typing import Any

from rtk_mcp.sandbox.service.faults import not_found
from rtk_mcp.sandbox.service.filters import report_filter
from rtk_mcp.sandbox.service.paging import page_of
from rtk_mcp.sandbox.service.query import Query
from rtk_mcp.sandbox.service.state import Service
from rtk_mcp.sandbox.service.wire import participant_row
from rtk_mcp.sandbox.world.model import Session

_SEARCHED = ("id", "custom_participant_id", "display_name")


def list_participants(service: Service, query: Query, session_id: str) -> dict[str, Any]:
    """`paging` stands inside `data` here."""
    session = service.session(session_id)
    with_events = query.switch("include_peer_events")
    consolidated = query.choice("view", ("raw", "consolidated")) == "consolidated"
    sort_by = query.choice("sort_by", ("joinedAt", "duration"))
    descending = query.choice("sort_order", ("ASC", "DESC")) == "DESC"
    search = (query.text("search") or "").casefold()
    rows = _rows(service, session, consolidated=consolidated, with_events=with_events)
    rows = [row for row in rows if any(search in row[field].casefold() for field in _SEARCHED)]
    field = "duration" if sort_by == "duration" else "joined_at"
    rows.sort(key=lambda row: (row[field], row["id"]), reverse=descending)
    page, paging = page_of(rows, query)
    return {"success": True, "data": {"participants": page, "paging": paging}}


def get_participant(service: Service, query: Query, session_id: str, participant_id: str) -> dict[str, Any]:
    """One stay of this session; `filters` is checked, and has nothing to narrow here."""
    session = service.session(session_id)
    report_filter(query)
    person = session.person(service.uuid(participant_id, "participant"))
    if person is None:
        raise not_found("Participant")
    row = participant_row(session, person, with_events=query.switch("include_peer_events"))
    return {"success": True, "data": {"participant": row}}


def _rows(
    service: Service, session: Session, *, consolidated: bool, with_events: bool
) -> list[dict[str, Any]]:
    rows = [participant_row(session, person, with_events=with_events) for person in session.people]
    if not consolidated:
        return rows
    by_user: dict[str, dict[str, Any]] = {}
    rooms = service.world.rooms_of(session)
    rows += [
        participant_row(room, person, with_events=with_events) for room in rooms for person in room.people
    ]
    for row in rows:
        first = by_user.setdefault(row["user_id"], row)
        if first is not row:
            first["duration"] = round(first["duration"] + row["duration"], 4)
            first["left_at"] = (
                max(first["left_at"], row["left_at"]) if first["left_at"] and row["left_at"] else None
            )
            first["updated_at"] = max(first["updated_at"], row["updated_at"])
            first.get("peer_events", []).extend(row.get("peer_events", []))
    return list(by_user.values())
