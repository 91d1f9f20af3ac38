"""Argument types that several tools share, each with the sentence that tells a model when to use it."""

from datetime import datetime
from typing import Annotated, NoReturn, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema

from rtk_mcp.api.models.parameters import ReportFilter
from rtk_mcp.errors import BadArgument
from rtk_mcp.meeting.matching import Query
from rtk_mcp.render.budget import Detail

AppId = str | None
"""Another app than the configured one."""
SessionId = Annotated[
    str,
    Field(description="UUID from list_sessions; of old V1 meetings a name like abcdef-ghijkl"),
]
ParticipantId = Annotated[str, Field(description="UUID from list_participants")]
PeerId = Annotated[
    str,
    Field(description="A participant's id from list_participants (UUID); new on a rejoin"),
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
IncludePeerEvents = Annotated[bool | None, Field(description="Also joining and leaving: rejoins and drops")]
Cursor = Annotated[str | None, Field(description="next_cursor of the last answer, to read on")]
DetailLevel = Detail
"""1.2, 4 or 16 kB of text, as the server's instructions tell."""
SearchQuery = Annotated[
    str | None,
    Field(max_length=400, description='Words, all of which must be there; "a phrase" in quotes'),
]


def query_of(text: str | None) -> Query | None:
    """What to search for; None when nothing is asked for.

    Raises:
        BadArgument: it has no word in it.
    """
    if text is None:
        return None
    query = Query(text)
    if not query.terms:
        raise BadArgument("query", "has no word to search for.")
    return query


ShowPrivate = Annotated[bool, Field(description="Also IP address, city, region: only if the user asks")]


MAX_NAMES_CHARS = 2_000
"""All names that any argument takes, several times over."""


def several(value: object) -> object:
    """One name, or several separated by commas, as the API's text has it."""
    if isinstance(value, str) and len(value) > MAX_NAMES_CHARS:
        raise ValueError("these are more names than there can be")
    return tuple(value.split(",")) if isinstance(value, str) else value


Filters = Annotated[
    tuple[ReportFilter, ...] | None,
    BeforeValidator(several),
    WithJsonSchema({"type": "string", "enum": list(get_args(ReportFilter))}),
]
"""Published as one value, which every version of the API takes; a list is taken as well."""
