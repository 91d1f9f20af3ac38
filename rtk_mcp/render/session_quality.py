"""A whole meeting's diagnosis as text and as structured content, both within the budget."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.quality.complaints.explanation import Explanation
from rtk_mcp.meeting.quality.model import SessionDiagnosis
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail, cut_text, fit_sections, json_bytes
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.session_complaint import complaint_answer
from rtk_mcp.render.session_findings import MOST_NAMED
from rtk_mcp.render.session_items import session_item
from rtk_mcp.render.session_model import SessionCoverage, SessionFindingItem, SessionQuality
from rtk_mcp.render.session_names import Names
from rtk_mcp.render.session_text import session_sections

_Update = dict[str, Any]
"""Fields of an answer and their new values."""
_LAST_BYTES: Final = 300
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
    """What matters least goes first, step by step, until the rest fits."""
    answer = whole.model_copy(update={"left_out": left_out})
    for cut in _CUTS:
        while json_bytes(answer) > room:
            less = answer.model_copy(update=cut(answer))
            if less == answer:
                break
            answer = less
    return answer


def _less_people(answer: SessionQuality) -> _Update:
    return {"people": answer.people[: max(len(answer.people) * 3 // 4, 1)]}


def _less_on_findings(answer: SessionQuality) -> _Update:
    return {"findings": [each.model_copy(update=_lean(each)) for each in answer.findings]}


def _lean(item: SessionFindingItem) -> _Update:
    return {
        "evidence": item.evidence[:1],
        "advice": None,
        "streams": [],
        "affected": item.affected[:MOST_NAMED],
        "participants": item.participants[:MOST_NAMED],
    }


def _less_told(answer: SessionQuality) -> _Update:
    """Without the beside; of a complaint the answer alone."""
    complaint = answer.complaint
    return {
        "clocks": None,
        "ruled_out": None,
        "timeline": None,
        "hard_to_hear": answer.hard_to_hear[:1] if answer.hard_to_hear else None,
        "coverage": answer.coverage.model_copy(
            update={"missing": None, "more_missing": _missing(answer.coverage)}
        ),
        "complaint": complaint.model_copy(update={"told": complaint.told[:1], "checked": None})
        if complaint
        else None,
    }


def _missing(coverage: SessionCoverage) -> int | None:
    return (coverage.more_missing or 0) + len(coverage.missing or ()) or None


def _less_findings(answer: SessionQuality) -> _Update:
    return {"findings": answer.findings[: max(len(answer.findings) - 1, 1)]}


def _shorter(answer: SessionQuality) -> _Update:
    """Last of all, the longest texts."""
    return {
        "headline": cut_text(answer.headline, _LAST_BYTES)[0],
        "hard_to_hear": None,
        "notes": None,
        "people": [each.model_copy(update={"peer_ids": each.peer_ids[:1]}) for each in answer.people],
        "findings": [
            each.model_copy(
                update={
                    "summary": cut_text(each.summary, _LAST_BYTES)[0],
                    "affected": each.affected[:1],
                    "participants": each.participants[:1],
                }
            )
            for each in answer.findings
        ],
    }


_CUTS: Final[tuple[Callable[[SessionQuality], _Update], ...]] = (
    _less_people,
    _less_on_findings,
    _less_findings,
    _less_told,
    _shorter,
)
