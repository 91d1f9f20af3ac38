"""How a comparison was made, and what its data lacks, as lines."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from rtk_mcp.meeting.comparing.differences import MIN_PEOPLE, big_enough
from rtk_mcp.render.budget import Line
from rtk_mcp.render.comparison_view import MOST_NAMED, View
from rtk_mcp.render.comparison_words import DIMENSION_WORDS, FISHER, MANN_WHITNEY, people
from rtk_mcp.render.untrusted import clean
from rtk_mcp.report.phrases import count

_STOPPED, _METHOD, _MISSING, _SMALL = 5, 15, 210, 220
_FORGOTTEN: Final = "What the calls before read is not kept any more: this is of this call's sessions alone."
_SHARED: Final = (
    "Each person counts once on each side, by one of their calls, drawn by lot; "
    f"both need {MIN_PEOPLE} judged people. People of one session share its conditions, which the tests do not know."
)


def note_lines(view: View) -> Iterator[Line]:
    """The most important first."""
    compared, scope = view.compared, view.scope
    if scope.stopped and compared.whole.people:
        yield Line(scope.stopped, _STOPPED, "why it stopped")
    if scope.forgotten:
        yield Line(_FORGOTTEN, _STOPPED, "what is missing")
    if compared.verdicts:
        yield Line(f"{_tests(view)} {_SHARED}", _METHOD, "how it was compared")
    if view.sessions == 1 and compared.whole.judged:
        yield Line("All of it is one session: it tells nothing of others.", _METHOD, "how it was compared")
    if scope.failed:
        failed = Counter(scope.failed.values())
        told = f"{count(failed.total(), 'session')} could not be read: {clean(failed.most_common(1)[0][0])}"
        yield Line(told, _MISSING, "failed sessions")
    yield from _missing_reports(view)
    yield from _unknown(view)
    yield from _small(view)


def _tests(view: View) -> str:
    told = f"Verdicts by {FISHER}, corrected for {count(len(view.compared.verdicts), 'comparison')}"
    if view.compared.metrics:
        told += f", metrics by the {MANN_WHITNEY}, for {len(view.compared.metrics)}"
    return f"{told} (Holm)."


def _missing_reports(view: View) -> Iterator[Line]:
    reasons = Counter(stay.missing for stay in view.compared.stays if stay.missing is not None)
    if reasons:
        told = f"No report of {count(reasons.total(), 'stay')}: {clean(reasons.most_common(1)[0][0])}"
        yield Line(told, _MISSING, "missing reports")
    if view.compared.whole.timeless:
        told = f"{count(view.compared.whole.timeless, 'stay')} of unknown length: not in the hours, nor in the rates."
        yield Line(told, _MISSING, "stays of unknown length")


def _unknown(view: View) -> Iterator[Line]:
    told = [
        f"{DIMENSION_WORDS[each.dimension][0]} of {each.unknown}"
        for each in view.compared.divisions
        if each.unknown
    ]
    if told:
        yield Line(
            f"Not known, of {people(view.compared.whole.people)}: {', '.join(told)}.",
            _MISSING,
            "what is not known",
        )


def _small(view: View) -> Iterator[Line]:
    small = [
        group
        for division in view.compared.divisions
        if len(division.groups) > 1
        for group in division.groups
        if not big_enough(group)
    ]
    if not small or not view.compared.whole.judged:
        return
    told = count(len(small), "group")
    if view.group_by:
        told = ", ".join(map(view.words.group, small[:MOST_NAMED]))
        told += f" and {len(small) - MOST_NAMED} more" if len(small) > MOST_NAMED else ""
    yield Line(f"Too small to compare: {told}.", _SMALL, "small groups")
