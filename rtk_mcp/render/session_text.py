"""A whole meeting's diagnosis as lines of text."""

from collections import Counter
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from rtk_mcp.render.budget import Detail, Line, Section, duration_text, shortened
from rtk_mcp.render.report_evidence import evidence_text
from rtk_mcp.render.session_complaint import LEAD_BYTES, complaint_section
from rtk_mcp.render.session_model import PersonItem, SessionFindingItem, SessionQuality
from rtk_mcp.render.untrusted import quote, word
from rtk_mcp.report.phrases import count

MOST_NAMED: Final = 8
_MOST_EVIDENCE: Final = MappingProxyType[Detail, int]({"brief": 1, "standard": 3, "full": 6})
_MOST_PEOPLE: Final = MappingProxyType[Detail, int]({"brief": 4, "standard": 12, "full": 100})
_MOST_IN_BRIEF: Final = _MOST_PEOPLE["brief"]
_COLUMNS: Final = "name | min | verdict | worst finding | network | device"
_WHOSE: Final = MappingProxyType[str | None, str](
    {"their own": "by their own report, ", "others": "by those of others, ", None: ""}
)
_LEGEND: Final = "· nobody to judge, ▁ fine, ▄ some had trouble, █ a third or more"
_HEAD, _FINDING, _CAUSE, _RULED_OUT, _MISSING, _STRIP, _BAD, _EVIDENCE, _REST = range(0, 900, 100)


def session_sections(whole: SessionQuality, detail: Detail) -> list[Section]:
    """The answer's lines, each with how important it is."""
    return [
        complaint_section(whole.complaint),
        Section("", [Line(shortened(_verdict(whole), LEAD_BYTES), _HEAD), Line(_setting(whole), _HEAD + 1)]),
        _strip(whole),
        Section("Findings", _findings(whole, detail)),
        Section("", [Line(each, _RULED_OUT, "what was hard to hear") for each in whole.hard_to_hear or ()]),
        Section("", [Line(each, _RULED_OUT, "what was ruled out") for each in whole.ruled_out or ()]),
        _people(whole, detail),
        Section(
            "",
            [
                *_missing(whole),
                *(Line(each, _RULED_OUT, "notes") for each in whole.notes or ()),
                *(Line(each, _REST, "clocks") for each in whole.clocks or ()),
            ],
        ),
    ]


def _verdict(whole: SessionQuality) -> str:
    told = whole.complaint.told[0] if whole.complaint else ""
    again = "see above" if whole.headline.split(" (")[0] in told else whole.headline
    return f"{whole.verdict.upper()}{' as a whole' if whole.complaint else ''}: {again}"


def _setting(whole: SessionQuality) -> str:
    coverage = whole.coverage
    title = f"{quote(whole.title)}, " if whole.title else ""
    people = f"{coverage.people} {'person' if coverage.people == 1 else 'people'} in {count(coverage.stays, 'stay')}"
    live = ", still going on" if whole.live else ""
    return (
        f"{title}session {word(whole.session_id)}{live}: {people}, {count(coverage.reports, 'report')} read"
    )


def _strip(whole: SessionQuality) -> Section:
    if whole.timeline is None:
        return Section("", [])
    item = whole.timeline
    heading = f"Timeline from {item.start[11:]}, a mark for each {duration_text(item.step_s)}: {_LEGEND}"
    return Section(heading, [Line(item.strip, _STRIP, "timeline")])


def _findings(whole: SessionQuality, detail: Detail) -> list[Line]:
    lines = []
    for rank, item in enumerate(whole.findings):
        told = "" if whole.headline.startswith(item.summary) else f": {item.summary}"
        whose = f" of {_listed(item.participants)}" if item.participants else ""
        head = f"{rank + 1}. {item.severity} {item.code}{whose} ({item.confidence} confidence){told}"
        lines.append(Line(head, _FINDING + rank, "findings"))
        if item.affected:
            felt = f"   Felt by {_listed(item.affected)}: {item.affected_min:g} person-minutes"
            lines.append(Line(felt, _CAUSE + rank, "who felt it", under=True))
        if item.windows:
            spans = [f"{each.start[11:]} to {each.end[11:]}" for each in item.windows]
            lines.append(Line(f"   When: {'; '.join(spans)}", _CAUSE + rank, "windows", under=True))
        if item.evidence:
            told = f"   Evidence: {_evidence(item, _MOST_EVIDENCE[detail])}"
            lines.append(Line(told, _EVIDENCE + rank, "some evidence", under=True))
        if item.likely_cause:
            lines.append(Line(f"   Likely cause: {item.likely_cause}", _CAUSE + rank, "causes", under=True))
        if item.advice:
            lines.append(Line(f"   Advice: {item.advice}", _EVIDENCE + rank, "advice", under=True))
    return lines


def _evidence(item: SessionFindingItem, most: int) -> str:
    """What each end measured."""
    ends = []
    for by, whose in _WHOSE.items():
        measured = [each for each in item.evidence if each.by == by][:most]
        if measured:
            told = evidence_text(item.model_copy(update={"evidence": measured}))
            ends.append(f"{whose}{told}" if by else told)
    return "; ".join(ends)


def _people(whole: SessionQuality, detail: Detail) -> Section:
    """The first of them matter more than evidence, all others are told as numbers too."""
    lines = [
        Line(_row(item), (_BAD if place < MOST_NAMED and item.verdict != "good" else _REST) + place, "people")
        for place, item in enumerate(whole.people[: _MOST_PEOPLE[detail]])
    ]
    verdicts = Counter(item.verdict for item in whole.people)
    if len(whole.people) > _MOST_IN_BRIEF:
        told = ", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common())
        lines.append(Line(f"In all {len(whole.people)}: {told}", _BAD))
    return Section(f"People (whose problem it was, then the worst)\n{_COLUMNS}", lines)


def _row(item: PersonItem) -> str:
    cells = (
        quote(item.name),
        "?" if item.minutes is None else f"{item.minutes:g}",
        item.verdict,
        item.worst_finding or "-",
        item.network or "?",
        item.device or "?",
    )
    return " | ".join(cells)


def _missing(whole: SessionQuality) -> list[Line]:
    missing = whole.coverage.missing or []
    if not missing:
        return []
    more = f"{whole.coverage.more_missing} more" if whole.coverage.more_missing else ""
    by_reason: dict[str, list[str]] = {}
    for each in missing:
        by_reason.setdefault(each.reason, []).append(quote(each.name))
    lines = [
        Line(f"No report: {', '.join(names)}: {reason}", _MISSING + place, "missing reports")
        for place, (reason, names) in enumerate(by_reason.items())
    ]
    return [*lines, Line(f"No report: {more}", _MISSING, "missing reports")] if more else lines


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(map(quote, names[:MOST_NAMED])) + more
