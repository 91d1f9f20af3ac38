"""A participant (one connection of one person to a session), and a page of them."""

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from rtk_mcp.api.models.base import Minutes, Timestamp, WireModel
from rtk_mcp.api.models.paging import Paging


class PeerEvent(WireModel):
    """A step in a connection's life.

    Attributes:
        event_name: PEER_CREATED, PEER_JOINING or PEER_LEAVING; other values may come.
        preset_view_type: GROUP_CALL, WEBINAR, AUDIO_ROOM, LIVESTREAM or CHAT; often None.
        minutes_consumed: minutes attributed to this event.
    """

    model_config = ConfigDict(alias_generator=to_camel)

    id: str | None = None
    event_name: str | None = None
    created_at: Timestamp = None
    updated_at: Timestamp = None
    minutes_consumed: Minutes = None
    peer_id: str | None = None
    participant_id: str | None = None
    session_id: str | None = None
    socket_session_id: str | None = None
    preset_view_type: str | None = None


class Participant(WireModel):
    """One peer of a session; somebody who rejoins is several.

    Attributes:
        id: the peer id, which asks for the peer report; new on every rejoin.
        user_id, custom_participant_id: stay the same when a person rejoins.
        duration: minutes in the session.
        left_at: None while the participant is in the session.
        peer_events: when asked for.
    """

    model_config = ConfigDict(alias_generator=to_camel)

    id: str | None = None
    user_id: str | None = None
    custom_participant_id: str | None = None
    display_name: str | None = None
    preset_name: str | None = None
    duration: Minutes = None
    joined_at: Timestamp = None
    left_at: Timestamp = None
    created_at: Timestamp = None
    updated_at: Timestamp = None
    peer_events: tuple[PeerEvent, ...] = ()


class ParticipantPage(WireModel):
    """One page of participants, in the service's order."""

    participants: tuple[Participant, ...] = ()
    paging: Paging = Field(default_factory=Paging)
