"""The text of a condensed report: what a support engineer would paste, the most important lines first to stay."""

from collections.abc import Sequence
from typing import Final

from rtk_mcp.render.budget import Detail, Line, Section, duration_text, number_text
from rtk_mcp.render.report_evidence import evidence_text, window_text
from rtk_mcp.render.report_model import FindingItem, PeerReportResult, StreamItem
from rtk_mcp.render.report_settings import settings
from rtk_mcp.render.untrusted import quote
from rtk_mcp.report.timeline import MARKS

# What stays when not everything fits: lower numbers first. A finding's lines come _STEP after those of the one
# before, so two findings with their evidence go before the data, and the others after it.
_STEP: Final = 5
_MAX_EVIDENCE: Final = {"brief": 2, "standard": 4, "full": 12}
"""For each finding, where not everything fits."""
_HEADLINE: Final = 0
_PERSON: Final = 1
_FINDING: Final = 10
_EVIDENCE: Final = 11
_TIMELINE: Final = 21
_EXPLANATION: Final = 1_000
_EVENT: Final = 1_500
_TABLE: Final = 2_000

_ARROWS: Final = {"send": "sent", "receive": "received"}
_NO_VALUE: Final = "-"
_LEGEND: Final = ", ".join(
    f"{mark} {word}" for mark, word in zip(MARKS, ("nothing to judge", "good", "fair", "poor"), strict=True)
)


def clipped(result: PeerReportResult, detail: Detail) -> PeerReportResult:
    """The result with no more evidence for each finding than is told where not everything fits."""
    kept = [
        finding.model_copy(update={"evidence": finding.evidence[: _MAX_EVIDENCE[detail]]})
        for finding in result.findings
    ]
    return result.model_copy(update={"findings": kept})


def sections(result: PeerReportResult, detail: Detail) -> list[Section]:
    """Everything there is to say about a result, in reading order."""
    return [
        Section("", [Line(f"{result.verdict.upper()}: {result.headline}", _HEADLINE), _person(result)]),
        _timeline(result),
        Section("Findings", _findings(result, detail)),
        Section(
            "Events", [Line(each, _EVENT + place, "events") for place, each in enumerate(result.events or ())]
        ),
        Section("Streams that carried media (means; worst first)", _table(result.streams)),
        Section("", settings(result)),
    ]


def _person(result: PeerReportResult) -> Line:
    person = result.participant
    parts = [quote(person.name) if person.name else "unnamed participant"]
    parts += [f"peer {person.peer_id}"] if person.peer_id else []
    parts += [f"session {person.session_id}"] if person.session_id else []
    parts += [f"joined {person.joined_at}"] if person.joined_at else []
    parts += [duration_text(person.minutes * 60)] if person.minutes is not None else []
    return Line(", ".join(parts), _PERSON)


def _timeline(result: PeerReportResult) -> Section:
    item, start = result.timeline, result.coverage.start
    strips = [("sent", item.sent), ("received", item.received)] if item else []
    lines = [Line(f"{strip} {name}", _TIMELINE, "timeline") for name, strip in strips if strip]
    if not item or not start or not lines:
        return Section("", [])
    return Section(
        f"Timeline from {start[11:]}, a mark for each {duration_text(item.step_s)}: {_LEGEND}", lines
    )


def _findings(result: PeerReportResult, detail: Detail) -> list[Line]:
    lines = []
    for rank, finding in enumerate(result.findings):
        step = rank * _STEP
        told = result.headline.startswith(finding.summary)
        head = f"{rank + 1}. {_head(finding)}" + ("" if told else f": {finding.summary}")
        lines.append(Line(head, _FINDING + step, "finding"))
        if finding.evidence:
            lines.append(Line(f"   Evidence: {evidence_text(finding)}", _EVIDENCE + step, "some evidence"))
        if finding.severity == "info" and detail != "full":
            continue
        lines += _explanation(finding, _EXPLANATION + step)
    return lines


def _head(finding: FindingItem) -> str:
    direction = "" if finding.direction == "none" else f", {_ARROWS[finding.direction]}"
    return f"{finding.severity} {finding.code} ({finding.media}{direction}; {finding.confidence} confidence)"


def _explanation(finding: FindingItem, priority: int) -> list[Line]:
    cause = [f"Likely cause: {finding.likely_cause}"] if finding.likely_cause else []
    advice = [f"Advice: {finding.advice}"] if finding.advice else []
    measured = finding.evidence[0] if finding.evidence else None
    day = finding.windows[0].start[:11] if finding.windows else ""
    later = [window_text(window, measured).removeprefix(day) for window in finding.windows[1:]]
    when = "; ".join([*(window_text(window, measured) for window in finding.windows[:1]), *later])
    more = f" and {finding.more_streams} more" if finding.more_streams else ""
    where = [f"Streams: {', '.join(finding.streams)}{more}"] if finding.streams else []
    told = [("windows", f"When: {when}")] * bool(when)
    told += [("causes", text) for text in cause] + [("advice", text) for text in advice]
    told += [("stream names", text) for text in where]
    return [Line(f"   {text}", priority + place, kind) for place, (kind, text) in enumerate(told)]


def _table(streams: Sequence[StreamItem]) -> list[Line]:
    header = (
        "id | from | min | score | loss % of all packets | RTT ms (max) | jitter ms | buffer ms | fps | size"
    )
    rows = [Line(_row(item), _TABLE + 1 + place, "stream") for place, item in enumerate(streams)]
    return [Line(header, _TABLE), *rows] if rows else []


def _row(item: StreamItem) -> str:
    rtt = _number(item.rtt_ms)
    cells = [
        item.id,
        item.remote_peer or _NO_VALUE,
        number_text(item.active_min),
        _number(item.score),
        _number(item.loss_pct),
        f"{rtt} ({_number(item.rtt_max_ms)})" if item.rtt_ms is not None else rtt,
        _number(item.jitter_ms),
        _number(item.jitter_buffer_ms),
        _number(item.fps),
        item.size or _NO_VALUE,
    ]
    return " | ".join(cells)


def _number(value: float | None) -> str:
    return _NO_VALUE if value is None else number_text(value)
