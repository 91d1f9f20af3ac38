"""A meeting's findings as lines of text, like ones of many people told together."""

from collections.abc import Sequence
from itertools import chain
from types import MappingProxyType
from typing import Final

from rtk_mcp.render.budget import Detail, Line
from rtk_mcp.render.report_evidence import evidence_text
from rtk_mcp.render.session_model import SessionFindingItem
from rtk_mcp.render.untrusted import quote

MOST_NAMED: Final = 8
FINDING, CAUSE, WORST_EVIDENCE, LATER_FINDING, EVIDENCE = 100, 200, 450, 650, 700
"""How important the lines are among those of the whole answer; the worst finding is told whole, but what was
ruled out and whose reports are missing matters more than its evidence and advice."""
_FIRST: Final = 5
"""Minor findings after so many matter less than who was there."""
_MANY_ALIKE: Final = 3
_MOST_EVIDENCE: Final = MappingProxyType[Detail, int]({"brief": 1, "standard": 3, "full": 6})
_WHOSE: Final = MappingProxyType[str | None, str](
    {"their own": "by their own report, ", "others": "by those of others, ", None: ""}
)

_Alike = Sequence[SessionFindingItem]
"""Findings told as one; the first is the worst of them."""


def finding_lines(findings: Sequence[SessionFindingItem], headline: str, detail: Detail) -> list[Line]:
    """All findings, the worst first; with `full` each by itself.

    What the headline says already is not said again.
    """
    entries = [[item] for item in findings] if detail == "full" else _folded(findings)
    return [
        line for rank, alike in enumerate(entries) for line in _entry_lines(alike, rank, headline, detail)
    ]


def _folded(findings: Sequence[SessionFindingItem]) -> list[_Alike]:
    """Several people with the same trouble as one entry in the place of the first.

    Each has their own; what may be that of either of two people is apart.
    """
    alike: dict[tuple[str | bool, ...], list[SessionFindingItem]] = {}
    for item in findings:
        key = (item.code, item.severity, item.confidence, len(item.participants) > 1)
        alike.setdefault(key, []).append(item)
    return list(
        chain.from_iterable(
            [own] if len(own) >= _MANY_ALIKE else [[item] for item in own]
            for own in sorted(alike.values(), key=lambda own: findings.index(own[0]))
        )
    )


def _entry_lines(alike: _Alike, rank: int, headline: str, detail: Detail) -> list[Line]:
    first, are_many = alike[0], len(alike) > 1
    matters = rank == 0 or first.severity in {"critical", "major"}
    head = FINDING if matters or rank < _FIRST else LATER_FINDING
    under = CAUSE if matters else LATER_FINDING
    proof = EVIDENCE if rank else WORST_EVIDENCE
    said = f"{', the worst' * are_many}: {first.summary}" if not headline.startswith(first.summary) else ""
    whole = f"{rank + 1}. {first.severity} {first.code}{_whose(alike)} ({first.confidence} confidence){said}"
    lines = [Line(whole, head + rank, "findings")]

    def add(what: str, told: str | None, priority: int, kind: str) -> None:
        if told:
            lines.append(Line(f"   {what}: {told}", priority + rank, kind, under=True))

    add(*_felt(alike), under, "who felt it")
    add("When", _spans(alike), under, "windows")
    evidence = _evidence(first, _MOST_EVIDENCE[detail])
    add("Evidence of the worst" if are_many else "Evidence", evidence, proof, "some evidence")
    add("Likely cause", _common([item.likely_cause for item in alike]), under, "causes")
    add("Advice", _common([item.advice for item in alike]), proof, "advice")
    return lines


def _whose(alike: _Alike) -> str:
    people = list(dict.fromkeys(name for item in alike for name in item.participants))
    if not people:
        return ""
    if len(alike) == 1:
        return f" of {listed(people)}"
    if len(alike[0].participants) > 1:
        return f", {len(alike)} times among {len(people)} people, no telling whose: {listed(people)}"
    return f" of {len(people)} people, each their own: {listed(people)}"


def _felt(alike: _Alike) -> tuple[str, str | None]:
    """Who felt it, and for how long in all."""
    people = list(dict.fromkeys(name for item in alike for name in item.affected))
    if not people:
        return "", None
    alone = {*people} == {name for item in alike for name in item.participants}
    told = "them alone" if alone else listed(people)
    return f"Felt by {told}", f"{sum(item.affected_min for item in alike):g} person-minutes"


def _spans(alike: _Alike) -> str:
    """The windows of one; of several what they lie between."""
    windows = [window for item in alike for window in item.windows or ()]
    if not windows:
        return ""
    if len(alike) > 1:
        return (
            f"between {min(each.start for each in windows)[11:]} and {max(each.end for each in windows)[11:]}"
        )
    return "; ".join(f"{each.start[11:]} to {each.end[11:]}" for each in windows)


def _common(told: Sequence[str | None]) -> str | None:
    """What is said of all of them alike."""
    return told[0] if len({*told}) == 1 else None


def _evidence(item: SessionFindingItem, most: int) -> str:
    """What each end measured."""
    ends = []
    for by, whose in _WHOSE.items():
        measured = [each for each in item.evidence if each.by == by][:most]
        if measured:
            told = evidence_text(item.model_copy(update={"evidence": measured}))
            ends.append(f"{whose}{told}" if by else told)
    return "; ".join(ends)


def listed(names: Sequence[str], beside: int = 0) -> str:
    """A few names, quoted, and how many more there are, with those `beside` them."""
    more = max(len(names) - MOST_NAMED, 0) + beside
    return ", ".join(map(quote, names[:MOST_NAMED])) + (f" and {more} more" if more else "")
