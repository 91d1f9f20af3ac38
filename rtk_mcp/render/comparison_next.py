"""What a comparison does not tell: what is not read yet, and who knows whose network it was."""

from collections.abc import Iterator
from typing import Final

from rtk_mcp.render.budget import Detail, Line
from rtk_mcp.render.comparison_view import View
from rtk_mcp.render.untrusted import word

_NEXT, _BRIEF_NEXT = 8, 250
_MOST_SESSIONS: Final = 2


def unread_line(view: View) -> str | None:
    """How much of what was asked for is not in the answer yet; None when all of it is."""
    scope = view.scope
    if not scope.next_cursor:
        return None
    if scope.unread is None:
        return "Not all of it yet: more comes with next_cursor."
    what = "people" if view.group_by == "person" and not scope.sessions else "sessions"
    are = "is" if scope.unread == 1 else "are"
    return f"Not all of it yet: {scope.unread} of {scope.of} {what} {are} not read; next_cursor goes on."


def next_lines(view: View, detail: Detail = "standard") -> Iterator[Line]:
    """For the sessions with the most poor calls: the tool that looks at all of their reports together.

    In brief there is one, and the rows that were asked for come before it.
    """
    brief = detail == "brief"
    priority = _BRIEF_NEXT if brief and view.group_by else _NEXT
    for rank, group in enumerate(view.worst_sessions[: 1 if brief else _MOST_SESSIONS]):
        found = view.session_profile(group)
        poor = f"{found.verdicts['poor']} of {found.judged} POOR"
        title = view.words.title(group)
        where = f" in {title}" if title else ""
        told = f"diagnose_session(session_id={word(group.label)}) tells whose network it was{where} ({poor})."
        yield Line(told, priority + rank, "what to ask next")
