"""A comparison as text and as structured content, both within the budget."""

from typing import Final

from rtk_mcp.meeting.comparing.comparison import Comparison
from rtk_mcp.meeting.comparing.dimensions import Dimension
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
from rtk_mcp.render.comparison_headline import headline, setting
from rtk_mcp.render.comparison_items import structured
from rtk_mcp.render.comparison_model import QualityComparison
from rtk_mcp.render.comparison_notes import note_lines
from rtk_mcp.render.comparison_view import Scope, View
from rtk_mcp.render.listing import Rendered

_NOTE_BYTES: Final = 230
"""Of the line that says what was left out."""


def render_comparison(
    compared: Comparison, scope: Scope, group_by: Dimension | None, detail: Detail
) -> Rendered[QualityComparison]:
    """The answer first, then what it rests on; the least important lines go first when it does not fit."""
    view = View(compared, scope, group_by)
    cursor = f"\n\nMore with cursor={scope.next_cursor}: it adds to these." if scope.next_cursor else ""
    head = (
        [Line(headline(view), 0), Line(setting(view), 1)]
        if compared.whole.people
        else [Line(headline(view), 0)]
    )
    sections = [
        Section("", head),
        Section("", list(claim_lines(view, detail))),
        *group_sections(view, detail),
        Section("", list(note_lines(view))),
    ]
    text, left = fit_sections(sections, TEXT_BUDGET[detail] - _NOTE_BYTES - byte_length(cursor))
    kinds = list(dict.fromkeys(line.kind for line in left if line.kind))
    if kinds:
        text += f"\n\nLeft out: {', '.join(kinds)}."
        text += "" if detail == "full" else " detail=full shows more."
    answer = structured(view, ", ".join(kinds) or None, STRUCTURED_BUDGET[detail])
    return Rendered(text + cursor, answer)
