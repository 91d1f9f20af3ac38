"""A session (one meeting that took place or is taking place), and a page of them."""

from typing import Any

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from rtk_mcp.api.models.base import Count, ParticipantMinutes, Timestamp, WireModel
from rtk_mcp.api.models.paging import Paging


class SessionFacts(WireModel):
    """What is told of a session, be it a main one or a breakout room; None is what the service did not say.

    Attributes:
        id: UUID, or a room name such as `abcdef-ghijkl` for old V1 meetings.
        associated_id: id of the meeting that this session is a run of.
        organization_id: id of the app that hosted it.
        type: meeting, livestream or participant; other values may come.
        status: LIVE or ENDED; other values may come.
        live_participants: people in the session now.
        max_concurrent_participants: most people at once.
        total_participants: people who were in it at all; not documented, may be absent.
        minutes_consumed: participant-minutes since it started.
        ended_at: None while LIVE.
        parent_session_id: the main session, for a breakout room; not documented.
        recording_status, livestream_status: not documented, values vary.
        meta: free-form; `room_name` has been seen in it.
    """

    model_config = ConfigDict(alias_generator=to_camel)

    id: str | None = None
    associated_id: str | None = None
    organization_id: str | None = None
    meeting_display_name: str | None = None
    type: str | None = None
    status: str | None = None
    live_participants: Count = None
    max_concurrent_participants: Count = None
    total_participants: Count = None
    minutes_consumed: ParticipantMinutes = None
    created_at: Timestamp = None
    started_at: Timestamp = None
    updated_at: Timestamp = None
    ended_at: Timestamp = None
    parent_session_id: str | None = None
    recording_status: str | None = None
    livestream_status: str | None = None
    meta: dict[str, Any] | None = None


class Session(SessionFacts):
    """One session.

    Attributes:
        breakout_rooms: when asked for; a room has no rooms of its own.
    """

    breakout_rooms: tuple[SessionFacts, ...] = ()


class SessionPage(WireModel):
    """One page of sessions, in the service's order."""

    sessions: tuple[Session, ...] = ()
    paging: Paging = Field(default_factory=Paging)
