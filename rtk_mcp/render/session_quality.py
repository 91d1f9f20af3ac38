"""A whole meeting's diagnosis as text and as structured content, both within the budget."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

import orjson

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.quality.complaints.complaint import Explanation
from rtk_mcp.meeting.quality.model import PersonQuality, SessionDiagnosis, SessionFinding
from rtk_mcp.render.budget import (
    STRUCTURED_BUDGET,
    TEXT_BUDGET,
    Detail,
    Line,
    Section,
    duration_text,
    fit_sections,
    iso_utc,
)
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.report_evidence import evidence_text
from rtk_mcp.render.report_items import finding_item, machine_texts, network_item
from rtk_mcp.render.session_complaint import complaint_answer, complaint_section
from rtk_mcp.render.session_model import (
    MissingReport,
    PersonItem,
    SessionCoverage,
    SessionFindingItem,
    SessionQuality,
    SessionTimeline,
)
from rtk_mcp.render.session_names import Names
from rtk_mcp.render.spoken import title_of
from rtk_mcp.render.untrusted import clean, quote, word
from rtk_mcp.report.phrases import count

_VERDICTS: Final = ("poor", "fair", "unknown", "good")
_MOST_NAMED: Final = 8
_MOST_EVIDENCE: Final = MappingProxyType[Detail, int]({"brief": 1, "standard": 3, "full": 6})
_MOST_MISSING: Final = 10
_NOTE_BYTES: Final = 230
"""Of the line that says what was left out."""
_LEGEND: Final = "· nobody to judge, ▁ fine, ▄ some had trouble, █ a third or more"
_HEAD, _FINDING, _CAUSE, _RULED_OUT, _MISSING, _STRIP, _BAD, _EVIDENCE, _REST = range(0, 900, 100)


def render_session_quality(
    diagnosis: SessionDiagnosis,
    session: SessionFacts,
    detail: Detail,
    *,
    explanation: Explanation | None = None,
    speech: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Rendered[SessionQuality]:
    """The diagnosis with people named; the least important lines go first when it does not fit.

    An answer to a complaint leads. `speech` tells what of the transcript was hard to hear, `notes` how the question
    was read.
    """
    names = Names.of(diagnosis.people)
    whole = _whole(diagnosis, names, session).model_copy(
        update={
            "complaint": complaint_answer(explanation, names) if explanation else None,
            "hard_to_hear": [names.within(each) for each in speech] or None,
            "notes": list(notes) or None,
        }
    )
    text, left = fit_sections(_sections(whole, detail), TEXT_BUDGET[detail] - _NOTE_BYTES)
    kinds = list(dict.fromkeys(line.kind for line in left if line.kind))
    if kinds:
        text += f"\n\nLeft out: {', '.join(kinds)}. detail=full shows more; get_peer_report shows one person."
    return Rendered(text, _fitting(whole, ", ".join(kinds) or None, STRUCTURED_BUDGET[detail]))


def _whole(diagnosis: SessionDiagnosis, names: Names, session: SessionFacts) -> SessionQuality:
    stays = [stay for each in diagnosis.people for stay in each.stays]
    missing = [
        MissingReport(
            name=names.labels[stay.person],
            peer_id=clean(stay.peer_id, 64),
            reason=clean(stay.missing or "", 200),
        )
        for stay in stays
        if stay.signals is None
    ]
    strip = diagnosis.timeline
    order = sorted(
        range(len(names.labels)) if diagnosis.shown is None else diagnosis.shown,
        key=lambda place: (_VERDICTS.index(diagnosis.people[place].verdict), names.labels[place]),
    )
    return SessionQuality(
        verdict=diagnosis.verdict,
        headline=names.within(diagnosis.headline),
        session_id=clean(session.id or "unknown", 64),
        title=title_of(session),
        findings=[_finding(each, names) for each in diagnosis.findings],
        people=[_person(diagnosis.people[place], names.labels[place]) for place in order],
        ruled_out=list(diagnosis.ruled_out) or None,
        clocks=[names.within(each) for each in diagnosis.clocks] or None,
        timeline=SessionTimeline(start=iso_utc(strip.start), step_s=strip.step_s, strip=strip.marks)
        if strip
        else None,
        coverage=SessionCoverage(
            people=len(names.labels),
            stays=len(stays),
            reports=len(stays) - len(missing),
            missing=missing[:_MOST_MISSING] or None,
            more_missing=max(len(missing) - _MOST_MISSING, 0) or None,
        ),
    )


def _finding(found: SessionFinding, names: Names) -> SessionFindingItem:
    item = finding_item(found.finding)
    return SessionFindingItem(
        **{
            **dict(item),
            "summary": names.within(item.summary),
            "likely_cause": names.within(item.likely_cause) if item.likely_cause else None,
        },
        participants=[names.labels[place] for place in found.participants],
        affected=[names.labels[place] for place in found.affected],
        affected_min=round(found.affected_min, 1),
    )


def _person(quality: PersonQuality, name: str) -> PersonItem:
    signals = next((stay.signals for stay in quality.stays if stay.signals), None)
    network = network_item(signals, show_private=False) if signals else None
    device, browser, _ = machine_texts(signals.context.machine) if signals else (None, None, None)
    return PersonItem(
        name=name,
        peer_ids=[clean(stay.peer_id, 64) for stay in quality.stays],
        minutes=None if quality.minutes is None else round(quality.minutes, 1),
        verdict=quality.verdict,
        worst_finding=quality.worst.code if quality.worst else None,
        network=", ".join(filter(None, (network.asn, network.org, network.country))) or None
        if network
        else None,
        device=", ".join(filter(None, (browser, device))) or None,
    )


def _sections(whole: SessionQuality, detail: Detail) -> list[Section]:
    return [
        complaint_section(whole.complaint),
        Section("", [Line(_verdict(whole), _HEAD), Line(_setting(whole), _HEAD + 1)]),
        _strip(whole),
        Section("Findings", _findings(whole, detail)),
        Section("", [Line(each, _RULED_OUT, "what was hard to hear") for each in whole.hard_to_hear or ()]),
        Section("", [Line(each, _RULED_OUT, "what was ruled out") for each in whole.ruled_out or ()]),
        Section("People (the worst first)", _people(whole)),
        Section(
            "",
            [
                *_missing(whole),
                *(Line(each, _RULED_OUT) for each in whole.notes or ()),
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
    return f"{title}session {word(whole.session_id)}: {people}, {count(coverage.reports, 'report')} read"


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
        head = f"{rank + 1}. {item.severity} {item.code} ({item.confidence} confidence){told}"
        lines.append(Line(head, _FINDING + rank, "findings"))
        if item.affected:
            felt = f"   Felt by {_listed(item.affected)}: {item.affected_min:g} person-minutes"
            lines.append(Line(felt, _CAUSE + rank, "who felt it"))
        if item.windows:
            spans = [f"{each.start[11:]} to {each.end[11:]}" for each in item.windows]
            lines.append(Line(f"   When: {'; '.join(spans)}", _CAUSE + rank, "windows"))
        if item.evidence:
            shown = item.model_copy(update={"evidence": item.evidence[: _MOST_EVIDENCE[detail]]})
            lines.append(Line(f"   Evidence: {evidence_text(shown)}", _EVIDENCE + rank, "some evidence"))
        if item.likely_cause:
            lines.append(Line(f"   Likely cause: {item.likely_cause}", _CAUSE + rank, "causes"))
        if item.advice:
            lines.append(Line(f"   Advice: {item.advice}", _EVIDENCE + rank, "advice"))
    return lines


def _people(whole: SessionQuality) -> list[Line]:
    rows = [
        Line(_row(item), (_BAD if item.verdict in {"poor", "fair"} else _REST) + place, "people")
        for place, item in enumerate(whole.people)
    ]
    return [Line("name | min | verdict | worst finding | network | device", _BAD), *rows] if rows else []


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
    more = f" and {whole.coverage.more_missing} more" if whole.coverage.more_missing else ""
    told = "; ".join(f"{quote(each.name)}: {each.reason}" for each in missing)
    return [Line(f"No report: {told}{more}", _MISSING, "missing reports")]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(map(quote, names[:_MOST_NAMED])) + more


def _fitting(whole: SessionQuality, left_out: str | None, room: int) -> SessionQuality:
    """Without the end of the people, then with fewer words on each finding, then without the last findings."""
    answer = whole.model_copy(update={"left_out": left_out})
    while _size(answer) > room and len(answer.people) > 1:
        answer = answer.model_copy(update={"people": answer.people[: len(answer.people) * 3 // 4]})
    if _size(answer) > room:
        lean = [
            each.model_copy(
                update={
                    "evidence": each.evidence[:1],
                    "advice": None,
                    "streams": [],
                    "affected": each.affected[:_MOST_NAMED],
                }
            )
            for each in answer.findings
        ]
        answer = answer.model_copy(update={"findings": lean, "clocks": None})
    while _size(answer) > room and len(answer.findings) > 1:
        answer = answer.model_copy(update={"findings": answer.findings[:-1]})
    return answer


def _size(answer: SessionQuality) -> int:
    return len(orjson.dumps(answer.model_dump(mode="json", exclude_none=True)))
