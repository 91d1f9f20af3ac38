"""An inspection within its budget: as many of each kind of item as fit, and a note on what does not."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rtk_mcp.render.budget import (
    STRUCTURED_BUDGET,
    TEXT_BUDGET,
    Detail,
    Section,
    fit_sections,
    json_bytes,
)
from rtk_mcp.render.inspection_model import InspectionResult

_NOTE_BYTES: Final = 250
_SHRINK: Final = 0.85

Counts = Mapping[str, int]
"""How many items of each kind."""


def fit_text(sections: Sequence[Section], detail: Detail, note: Callable[[Counts], str]) -> str:
    """The sections as text; where some lines go, with the note on how many of each kind did."""
    parts = list(sections)
    text, left_out = fit_sections(parts, TEXT_BUDGET[detail])
    if not left_out:
        return text
    text, left_out = fit_sections(parts, TEXT_BUDGET[detail] - _NOTE_BYTES)
    return f"{text}\n\n{note(Counter(line.kind for line in left_out))}"


def fit_counts(
    there: Counts, detail: Detail, build: Callable[[Counts, Counts], InspectionResult]
) -> InspectionResult:
    """The largest result that fits; the kind with the most items loses some first.

    Args:
        there: how many items there are.
        detail: whose budget.
        build: makes the result of how many are told, and how many are left out.
    """
    told = dict(there)
    while True:
        result = build(told, {kind: there[kind] - told[kind] for kind in there})
        size = json_bytes(result)
        if size <= STRUCTURED_BUDGET[detail] or not any(told.values()):
            return result
        most = max(told, key=told.__getitem__)
        told[most] = int(told[most] * _SHRINK)
