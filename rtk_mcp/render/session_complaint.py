"""What the data say to a complaint, with people named."""

from typing import Final

from rtk_mcp.meeting.quality.complaints.explanation import Explanation, Outcome
from rtk_mcp.render.budget import Line, Section, shortened
from rtk_mcp.render.session_model import ComplaintAnswer
from rtk_mcp.render.session_names import Names

_LEADS: Final[dict[Outcome, str]] = {
    "found": "THE DATA SHOWS IT",
    "at another time": "NOT AT THAT TIME, BUT AT ANOTHER",
    "only mild": "THE DATA SHOWS ONLY MILD TROUBLE",
    "not shown": "THE DATA DOES NOT SHOW IT",
    "cannot be told": "THE DATA CANNOT TELL",
}
_FIRST, _MORE, _CHECKED = range(-300, 0, 100)
"""Before all else in the answer."""
LEAD_BYTES: Final = 600
"""Of the sentence that answers: so much fits beside its setting into any detail."""


def complaint_answer(explanation: Explanation, names: Names) -> ComplaintAnswer:
    """The explanation as structured content."""
    return ComplaintAnswer(
        outcome=explanation.outcome,
        told=[names.within(each) for each in explanation.told],
        checked=[names.within(each) for each in explanation.checked] or None,
        not_told=explanation.untold,
    )


def complaint_section(answer: ComplaintAnswer | None) -> Section:
    """The same as text; empty without a complaint."""
    if answer is None:
        return Section("", [])
    lead = next(text for outcome, text in _LEADS.items() if outcome == answer.outcome)
    first, *more = answer.told
    lines = [Line(shortened(f"{lead}: {first}", LEAD_BYTES), _FIRST)]
    lines += [
        Line(f"Also: {each}", _MORE + place, "more on the complaint") for place, each in enumerate(more)
    ]
    lines += [Line(each, _CHECKED + place, "other causes") for place, each in enumerate(answer.checked or ())]
    lines += [Line(answer.not_told, _CHECKED)] if answer.not_told else []
    return Section("", lines)
