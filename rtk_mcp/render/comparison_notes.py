"""How a comparison was made, and what its data lacks, as lines."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from rtk_mcp.meeting.comparing.differences import MIN_PEOPLE, big_enough
from rtk_mcp.render.budget import Detail, Line, short_id
from rtk_mcp.render.comparison_view import MOST_NAMED, View
from rtk_mcp.render.comparison_words import DIMENSION_WORDS, FISHER, MANN_WHITNEY, people
from rtk_mcp.render.untrusted import clean, word
from rtk_mcp.report.phrases import count

_STOPPED, _METHOD, _MIRRORS, _MISSING, _SMALL = 5, 15, 16, 90, 220
_BRIEF_METHOD: Final = 240
_MOST_REASONS: Final = 5
_FORGOTTEN: Final = "What the calls before read is not kept any more: this is of this call's sessions alone."
_SHARED: Final = (
    "Each person counts once on each side, by one of their calls, drawn by lot; "
    f"both need {MIN_PEOPLE} judged people. People of one session share its conditions, which the tests do not know."
)


def note_lines(view: View, detail: Detail = "standard") -> Iterator[Line]:
    """The most important first; in brief the groups come before what all samples have to be read with."""
    compared, scope = view.compared, view.scope
    if scope.stopped and compared.whole.people:
        yield Line(scope.stopped, _STOPPED, "why it stopped")
    if scope.forgotten:
        yield Line(_FORGOTTEN, _STOPPED, "what is missing")
    if compared.verdicts:
        yield Line(_tests(view), _METHOD, "how it was compared")
        yield Line(_SHARED, _BRIEF_METHOD if detail == "brief" else _METHOD, "how people are counted")
    if view.sessions == 1 and compared.whole.judged:
        yield Line("All of it is one session: it tells nothing of others.", _METHOD, "how it was compared")
    if compared.mirrors:
        told = ", ".join(map(view.words.where, compared.mirrors[:MOST_NAMED]))
        more = len(compared.mirrors) - MOST_NAMED
        told += f" and {more} more" if more > 0 else ""
        yield Line(
            f"Not told by themselves, as they mirror what is: differences {told}.", _MIRRORS, "mirrors"
        )
    failed = Counter(scope.failed.values())
    for reason, often in _most(failed):
        yield Line(
            f"{count(often, 'session')} could not be read: {clean(reason)}", _MISSING, "failed sessions"
        )
    yield from _missing_reports(view)
    yield from _unknown(view)
    yield from _small(view)


def _tests(view: View) -> str:
    told = f"Verdicts by {FISHER}, corrected for {count(len(view.compared.verdicts), 'comparison')}"
    if view.compared.metrics:
        told += f", metrics by the {MANN_WHITNEY}, for {len(view.compared.metrics)}"
    return f"{told} (Holm)."


def _missing_reports(view: View) -> Iterator[Line]:
    missing: dict[str, list[str]] = {}
    for stay in view.compared.stays:
        if stay.missing is not None:
            missing.setdefault(stay.missing, []).append(stay.peer_id)
    for reason, often in _most({each: len(peers) for each, peers in missing.items()}):
        peers = missing.get(reason, [])[:_MOST_REASONS]
        which = f" ({', '.join(word(short_id(peer)) for peer in peers)})" if often == len(peers) else ""
        yield Line(
            f"No report of {count(often, 'stay')}{which}: {clean(reason)}", _MISSING, "missing reports"
        )
    if view.compared.whole.timeless:
        told = f"{count(view.compared.whole.timeless, 'stay')} of unknown length: not in the hours, nor in the rates."
        yield Line(told, _MISSING, "stays of unknown length")


def _most(reasons: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Each reason and how often it is there; the rare ones of many are one."""
    ranked = sorted(reasons.items(), key=lambda each: -each[1])
    yield from ranked[:_MOST_REASONS]
    if rest := sum(often for _, often in ranked[_MOST_REASONS:]):
        yield "other reasons.", rest


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
    if (
        not small
        or not view.compared.whole.judged
        or (view.group_by == "session" and not view.compared.verdicts)
    ):
        return
    told = count(len(small), "group")
    if view.group_by:
        told = ", ".join(map(view.words.group, small[:MOST_NAMED]))
        told += f" and {len(small) - MOST_NAMED} more" if len(small) > MOST_NAMED else ""
    yield Line(f"Too small to compare: {told}.", _SMALL, "small groups")
