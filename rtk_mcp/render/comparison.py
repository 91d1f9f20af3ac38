"""A comparison as text and as structured content, both within the budget."""

from typing import Final

from rtk_mcp.meeting.comparing.comparison import Comparison
from rtk_mcp.meeting.comparing.dimensions import Grouping
from rtk_mcp.render.budget import (
    STRUCTURED_BUDGET,
    TEXT_BUDGET,
    Detail,
    Line,
    Section,
    byte_length,
    fit_sections,
)
from rtk_mcp.render.comparison_claims import claim_lines
from rtk_mcp.render.comparison_groups import group_sections
from rtk_mcp.render.comparison_headline import counted, headline, setting
from rtk_mcp.render.comparison_items import structured
from rtk_mcp.render.comparison_model import QualityComparison
from rtk_mcp.render.comparison_next import next_lines, unread_line
from rtk_mcp.render.comparison_notes import note_lines
from rtk_mcp.render.comparison_view import Scope, View
from rtk_mcp.render.listing import Rendered

_NOTE_BYTES: Final = 230
"""Of the line that says what was left out."""


def render_comparison(
    compared: Comparison, scope: Scope, group_by: Grouping | None, detail: Detail
) -> Rendered[QualityComparison]:
    """The answer first, then what it rests on; the least important lines go first when it does not fit."""
    view = View(compared, scope, group_by)
    cursor = f"\n\nMore with cursor={scope.next_cursor}: it adds to these." if scope.next_cursor else ""
    told = [headline(view), unread_line(view)]
    told += [setting(view), counted(view)] if compared.whole.people else []
    head = [Line(text, number, "what is counted") for number, text in enumerate(told) if text]
    sections = [
        Section("", head),
        Section("", [*claim_lines(view, detail), *next_lines(view, detail)]),
        *group_sections(view, detail),
        Section("", list(note_lines(view, detail))),
    ]
    text, left = fit_sections(sections, TEXT_BUDGET[detail] - _NOTE_BYTES - byte_length(cursor))
    kinds = list(dict.fromkeys(line.kind for line in left if line.kind))
    if kinds:
        text += f"\n\nLeft out: {', '.join(kinds)}."
        text += "" if detail == "full" else " detail=full shows more."
    answer = structured(view, ", ".join(kinds) or None, STRUCTURED_BUDGET[detail])
    return Rendered(text + cursor, answer)
