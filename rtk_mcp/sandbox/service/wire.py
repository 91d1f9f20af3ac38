"""The world's sessions and people as the API spells them, casing and slips included."""

from datetime import timedelta
from itertools import accumulate
from typing import Any

from rtk_mcp.sandbox.access import made_uuid
from rtk_mcp.sandbox.simulation.plan import Person
from rtk_mcp.sandbox.times import iso
from rtk_mcp.sandbox.world.model import Session

_ROW_WRITTEN_AFTER = timedelta(milliseconds=14)
_MINUTE_S = 60.0


def session_row(session: Session, app_id: str) -> dict[str, Any]:
    """A session of the list; `ended_at` is null while it is live."""
    ended_at = session.ended_at
    row: dict[str, Any] = {
        "id": session.id,
        "associated_id": session.meeting_id,
        "meeting_display_name": session.title,
        "type": session.kind,
        "status": "LIVE" if session.live else "ENDED",
        "live_participants": sum(person.leaves_s is None for person in session.people),
        "max_concurrent_participants": most_at_once(session),
        "total_participants": len(session.people),
        "minutes_consumed": round(sum(map(session.seconds_in, session.people)) / _MINUTE_S, 4),
        "organization_id": app_id,
        "started_at": iso(session.started_at),
        "created_at": iso(session.started_at - _ROW_WRITTEN_AFTER),
        "updated_at": iso(session.at(session.duration_s) + _ROW_WRITTEN_AFTER),
        "ended_at": iso(ended_at) if ended_at else None,
        "recording_status": None,
        "meta": {"room_name": session.meeting_id},
    }
    if session.parent_id:
        row["parent_session_id"] = session.parent_id
    return row


def most_at_once(session: Session) -> int:
    """The largest number of people who were there at the same time."""
    comings = [(person.joins_s, 1) for person in session.people]
    goings = [(person.leaves_s, -1) for person in session.people if person.leaves_s is not None]
    return max(accumulate(step for _, step in sorted(comings + goings)))


def participant_row(session: Session, person: Person, *, with_events: bool) -> dict[str, Any]:
    """One stay; `left_at` is null while the person is there."""
    joined_at = session.at(person.joins_s)
    left_at = session.at(person.leaves_s) if person.leaves_s is not None else None
    updated_at = (left_at or joined_at) + _ROW_WRITTEN_AFTER
    row: dict[str, Any] = {
        "id": person.peer_id,
        "user_id": person.user_id,
        "custom_participant_id": person.custom_participant_id,
        "display_name": person.name,
        "preset_name": person.preset,
        "duration": round(session.seconds_in(person) / _MINUTE_S, 4),
        "joined_at": iso(joined_at) + ('"' if person.peer_id == session.stray_quote_peer_id else ""),
        "left_at": iso(left_at) if left_at else None,
        "created_at": iso(joined_at + _ROW_WRITTEN_AFTER),
        "updated_at": iso(updated_at),
    }
    if with_events:
        row["peer_events"] = peer_events(session, person)
    return row


def peer_events(session: Session, person: Person) -> list[dict[str, Any]]:
    """The lifecycle of a stay; the first event comes before most of what the later ones know."""
    moments = [("PEER_CREATED", person.joins_s - 0.4), ("PEER_JOINING", person.joins_s)]
    if person.leaves_s is not None:
        moments.append(("PEER_LEAVING", person.leaves_s))
    events = []
    for name, seconds in moments:
        created = name == "PEER_CREATED"
        time = iso(session.at(seconds))
        minutes = round(session.seconds_in(person) / _MINUTE_S, 4) if name == "PEER_LEAVING" else 0
        events.append(
            {
                "id": made_uuid(session.seed, f"{name}/{person.peer_id}"),
                "event_name": name,
                "peer_id": person.peer_id,
                "participant_id": None if created else person.peer_id,
                "session_id": None if created else session.id,
                "socket_session_id": None if created else made_uuid(session.seed, f"socket/{person.peer_id}"),
                "preset_view_type": None if created else session.view_type,
                "minutes_consumed": minutes,
                "created_at": time,
                "updated_at": time,
            }
        )
    return events
