"""Argument types that several tools share, each with the sentence that tells a model when to use it."""

from datetime import datetime
from typing import Annotated, NoReturn, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema

from rtk_mcp.api.models.parameters import ReportFilter
from rtk_mcp.render.budget import Detail

AppId = Annotated[str | None, Field(description="Leave out for the configured app", max_length=64)]
SessionId = Annotated[
    str,
    Field(
        description="Session id from list_sessions (UUID; old V1 meetings: a room name like abcdef-ghijkl)"
    ),
]
ParticipantId = Annotated[str, Field(description="Participant id from list_participants (UUID)")]
PeerId = Annotated[
    str,
    Field(description="Peer id: a participant's id from list_participants (UUID); it changes on a rejoin"),
]
PageNo = Annotated[int | None, Field(ge=0, description="Page; pass next_page_no of the last answer")]
PerPage = Annotated[int | None, Field(ge=0, description="Results per page")]


def _iso_time(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else _not_a_time()
    except ValueError:
        return _not_a_time()


def _not_a_time() -> NoReturn:
    raise ValueError("must be an ISO 8601 date-time, such as 2026-11-17T14:00:00Z")


Time = Annotated[datetime | None, BeforeValidator(_iso_time)]
IncludePeerEvents = Annotated[
    bool | None, Field(description="Also joining and leaving events, to see rejoins and drops")
]
Cursor = Annotated[str | None, Field(description="next_cursor of the last answer, to read on", max_length=32)]
DetailLevel = Annotated[Detail, Field(description="Size: 1,200, 4,000 or 16,000 bytes of text")]


def _several(value: object) -> object:
    """One filter, or several separated by commas, as the API's text has it."""
    return tuple(value.split(",")) if isinstance(value, str) else value


Filters = Annotated[
    tuple[ReportFilter, ...] | None,
    BeforeValidator(_several),
    WithJsonSchema({"type": "string", "enum": list(get_args(ReportFilter))}),
]
"""Published as one value, which every version of the API takes; a list is taken as well."""
