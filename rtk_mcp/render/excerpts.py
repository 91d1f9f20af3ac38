"""The part of a long text that matters, within a size."""

from rtk_mcp.meeting.matching import Query
from rtk_mcp.render.budget import byte_length, cut_text
from rtk_mcp.render.untrusted import ELLIPSIS

_BEFORE_RATIO = 3
"""A third of an excerpt stands before what was searched for."""


def excerpt(text: str, query: Query | None, max_bytes: int) -> str:
    """The text, or about the first word of the query in it as much as fits, with an ellipsis at each cut."""
    if byte_length(text) <= max_bytes:
        return text
    room = max_bytes - 2 * byte_length(ELLIPSIS)
    found = query.first_in(text) if query else None
    start = 0 if found is None else _start_of_word(text, max(found - room // _BEFORE_RATIO, 0))
    piece, length = cut_text(text[start:], room)
    ends = start + length < len(text)
    if ends and " " in piece[len(piece) // 2 :]:
        piece = piece.rpartition(" ")[0]
    return f"{ELLIPSIS if start else ''}{piece.strip()}{ELLIPSIS if ends else ''}"


def _start_of_word(text: str, near: int) -> int:
    blank = text.find(" ", near, near + 40)
    return near if near == 0 or blank < 0 else blank + 1
