"""A whole meeting's diagnosis as text and as structured content, both within the budget."""

from collections.abc import Sequence
from typing import Final

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.quality.complaints.explanation import Explanation
from rtk_mcp.meeting.quality.model import SessionDiagnosis
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail, fit_sections, json_bytes
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.session_complaint import complaint_answer
from rtk_mcp.render.session_items import session_item
from rtk_mcp.render.session_model import SessionQuality
from rtk_mcp.render.session_names import Names
from rtk_mcp.render.session_text import MOST_NAMED, session_sections

_NOTE_BYTES: Final = 230
"""Of the line that says what was left out."""


def render_session_quality(
    diagnosis: SessionDiagnosis,
    session: SessionFacts,
    detail: Detail,
    *,
    explanation: Explanation | None = None,
    speech: Sequence[str] = (),
    notes: Sequence[str] = (),
    more: str = "detail=full shows more; get_peer_report shows one person.",
) -> Rendered[SessionQuality]:
    """The diagnosis with people named; the least important lines go first when it does not fit.

    An answer to a complaint leads. `speech` tells what of the transcript was hard to hear, `notes` how the question
    was read, `more` how to see what was left out.
    """
    names = Names.of(diagnosis.people)
    whole = session_item(diagnosis, names, session).model_copy(
        update={
            "complaint": complaint_answer(explanation, names) if explanation else None,
            "hard_to_hear": [names.within(each) for each in speech] or None,
            "notes": list(notes) or None,
        }
    )
    text, left = fit_sections(session_sections(whole, detail), TEXT_BUDGET[detail] - _NOTE_BYTES)
    kinds = list(dict.fromkeys(line.kind for line in left if line.kind))
    if kinds:
        text += f"\n\nLeft out: {', '.join(kinds)}. {more}"
    return Rendered(text, _fitting(whole, ", ".join(kinds) or None, STRUCTURED_BUDGET[detail]))


def _fitting(whole: SessionQuality, left_out: str | None, room: int) -> SessionQuality:
    """Without the end of the people, then with fewer words on each finding, then without the last findings."""
    answer = whole.model_copy(update={"left_out": left_out})
    while json_bytes(answer) > room and len(answer.people) > 1:
        answer = answer.model_copy(update={"people": answer.people[: len(answer.people) * 3 // 4]})
    if json_bytes(answer) > room:
        lean = [
            each.model_copy(
                update={
                    "evidence": each.evidence[:1],
                    "advice": None,
                    "streams": [],
                    "affected": each.affected[:MOST_NAMED],
                }
            )
            for each in answer.findings
        ]
        answer = answer.model_copy(update={"findings": lean, "clocks": None})
    while json_bytes(answer) > room and len(answer.findings) > 1:
        answer = answer.model_copy(update={"findings": answer.findings[:-1]})
    return answer
