"""A stretch of a session, as tools take it: two moments in any of the ways in which people name them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from rtk_mcp.errors import BadArgument
from rtk_mcp.report.call_time import place, read_call_time

Moment = Annotated[
    str | None,
    Field(
        max_length=40,
        description="ISO time, UTC time of day (14:20Z) or offset into the session (00:12:30)",
    ),
]
EndMoment = Annotated[str | None, Field(max_length=40)]


def offsets(
    start: str | None,
    end: str | None,
    started_at: datetime | None,
    length_s: float,
    *,
    names: tuple[str, str] = ("start", "end"),
) -> tuple[float | None, float | None, str | None]:
    """Both moments as seconds from the session's start, and how an ambiguous one was read.

    `names` are what the tool's arguments are called.

    Raises:
        BadArgument: one is no moment, or the end is before the start.
    """
    first = None if start is None else read_call_time(names[0], start)
    last = None if end is None else read_call_time(names[1], end)
    began_s = started_at.timestamp() if started_at else 0.0
    found = place(first, last, (began_s, began_s + length_s))
    start_s, end_s = (None if each is None else each - began_s for each in (found.start_s, found.end_s))
    if start_s is not None and end_s is not None and end_s < start_s:
        raise BadArgument(names[1], f"must be after {names[0]}.")
    return start_s, end_s, found.note
