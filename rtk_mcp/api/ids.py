"""Ids, checked before anything is sent: a string that passes is safe as one path segment."""

import re

from rtk_mcp.errors import BadArgument

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_ROOM_NAME = re.compile(r"[a-z]{6}-[a-z]{6}", re.ASCII)
_HEX = re.compile(r"[0-9a-fA-F]{32}", re.ASCII)


def check_session_id(value: str, argument: str = "session_id") -> str:
    """A UUID or the room name of a V1 meeting, as given; raises `BadArgument`."""
    return _check(
        argument,
        value,
        (_UUID, _ROOM_NAME),
        "a UUID, or a room name such as abcdef-ghijkl for old V1 meetings",
    )


def is_session_id(value: str) -> bool:
    """Whether a session id, such as one of an answer, could be asked for."""
    return bool(_UUID.fullmatch(value) or _ROOM_NAME.fullmatch(value))


def is_peer_id(value: str) -> bool:
    """Whether a peer id, such as one of an answer, could be asked for."""
    return _UUID.fullmatch(value) is not None


def check_peer_id(value: str, argument: str = "peer_id") -> str:
    """A UUID, as given; raises `BadArgument`."""
    return _check(argument, value, (_UUID,), "a UUID: the `id` of a participant in list_participants")


def check_app_id(value: str, argument: str = "app_id") -> str:
    """A UUID or 32 hexadecimal digits, as given; raises `BadArgument`."""
    return _check(argument, value, (_UUID, _HEX), "a UUID, as the RealtimeKit dashboard shows it")


def _check(argument: str, value: object, shapes: tuple[re.Pattern[str], ...], wanted: str) -> str:
    if isinstance(value, str) and any(shape.fullmatch(value) for shape in shapes):
        return value
    raise BadArgument(argument, f"must be {wanted}. Nothing was sent.")
