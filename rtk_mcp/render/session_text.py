"""A whole meeting's diagnosis as lines of text."""

from collections import Counter
from types import MappingProxyType
from typing import Final

from rtk_mcp.render.budget import Detail, Line, Section, duration_text, shortened
from rtk_mcp.render.session_complaint import LEAD_BYTES, complaint_section
from rtk_mcp.render.session_findings import MOST_NAMED, finding_lines, listed
from rtk_mcp.render.session_model import PersonItem, SessionQuality
from rtk_mcp.render.untrusted import quote, word
from rtk_mcp.report.phrases import count

_MOST_PEOPLE: Final = MappingProxyType[Detail, int]({"brief": 4, "standard": 12, "full": 100})
_MOST_IN_BRIEF: Final = _MOST_PEOPLE["brief"]
_COLUMNS: Final = "name | min | verdict | worst finding | network | device"
_LEGEND: Final = "· nobody to judge, ▁ fine, ▄ some had trouble, █ a third or more"
_HEAD, _MISSING, _RULED_OUT, _STRIP, _BAD, _REST = 0, 250, 300, 500, 600, 800
"""How important the lines are; those of findings come in between."""


def session_sections(whole: SessionQuality, detail: Detail) -> list[Section]:
    """The answer's lines, each with how important it is."""
    return [
        complaint_section(whole.complaint),
        Section("", [Line(shortened(_verdict(whole), LEAD_BYTES), _HEAD), Line(_setting(whole), _HEAD + 1)]),
        _strip(whole),
        Section("Findings", finding_lines(whole.findings, whole.headline, detail)),
        Section("", [Line(each, _RULED_OUT, "what was hard to hear") for each in whole.hard_to_hear or ()]),
        Section("", [Line(each, _RULED_OUT, "what was ruled out") for each in whole.ruled_out or ()]),
        _people(whole, detail),
        Section(
            "",
            [
                *_missing(whole, detail),
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


def _missing(whole: SessionQuality, detail: Detail) -> list[Line]:
    """Whose reports are not there; why, where there is room for it."""
    missing = whole.coverage.missing or []
    if not missing:
        return []
    if detail == "brief":
        names = listed([each.name for each in missing], whole.coverage.more_missing or 0)
        return [Line(f"No report: {names}", _MISSING, "missing reports")]
    more = f"{whole.coverage.more_missing} more" if whole.coverage.more_missing else ""
    by_reason: dict[str, list[str]] = {}
    for each in missing:
        by_reason.setdefault(each.reason, []).append(quote(each.name))
    lines = [
        Line(f"No report: {', '.join(names)}: {reason}", _MISSING + place, "missing reports")
        for place, (reason, names) in enumerate(by_reason.items())
    ]
    return [*lines, Line(f"No report: {more}", _MISSING, "missing reports")] if more else lines
