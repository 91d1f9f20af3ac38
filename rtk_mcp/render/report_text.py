"""The text of a condensed report: what a support engineer would paste, the most important lines first to stay."""

from collections.abc import Sequence
from typing import Final

from rtk_mcp.render.budget import Detail, Line, Section, duration_text, number_text
from rtk_mcp.render.report_model import (
    EvidenceItem,
    FindingItem,
    PathItem,
    PeerReportResult,
    StreamItem,
    WindowItem,
)
from rtk_mcp.render.untrusted import quote
from rtk_mcp.report.coverage import MOSTLY
from rtk_mcp.report.phrases import MEDIA_WORDS, percent
from rtk_mcp.report.queueing import SLOT_S
from rtk_mcp.report.timeline import MARKS

# What stays when not everything fits: lower numbers first. A finding's lines come _STEP after those of the one
# before, so two findings with their evidence go before the data, and the others after it.
_STEP: Final = 5
_MAX_EVIDENCE: Final = {"brief": 2, "standard": 4, "full": 12}
"""For each finding, where not everything fits."""
_HEADLINE: Final = 0
_PERSON: Final = 1
_NOT_MEASURED: Final = 2
_FINDING: Final = 10
_EVIDENCE: Final = 11
_TIMELINE: Final = 21
_DATA: Final = 22
_SETTING: Final = 23
_EXPLANATION: Final = 1_000
_EVENT: Final = 1_500
_TABLE: Final = 2_000

_METRICS: Final = {
    "loss_pct": "packet loss",
    "rtt_ms": "round trip",
    "jitter_ms": "jitter",
    "jitter_buffer_ms": "jitter buffer",
    "concealments": "gaps filled in",
    "fps": "frame rate",
    "frames": "frames decoded",
    "long_side_px": "picture's long side",
    "dropped_pct": "frames dropped",
    "score_ratio": "score",
    "bytes_per_packet": "size of a packet",
    "key_frames_per_s": "key frames asked for",
    "disconnected_s": "without a connection",
    "tab_hidden_pct": "tab in the background",
    "tab_hidden_s": "in all",
}
_LOW_IS_BAD: Final = frozenset({"fps", "long_side_px", "score_ratio", "frames", "bytes_per_packet"})
_COMPARED: Final = frozenset({"rtt_ms", "jitter_ms", "jitter_buffer_ms"})
"""What congestion is told by, compared stretch by stretch."""
_ARROWS: Final = {"send": "sent", "receive": "received"}
_NO_VALUE: Final = "-"
_LEGEND: Final = ", ".join(
    f"{mark} {word}" for mark, word in zip(MARKS, ("nothing to judge", "good", "fair", "poor"), strict=True)
)
_MEDIA: Final[dict[str, str]] = {str(name): word for name, word in MEDIA_WORDS.items()}


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
        Section("", _settings(result)),
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
            lines.append(Line(f"   Evidence: {_evidence(finding)}", _EVIDENCE + step, "some evidence"))
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
    later = [_window(window, measured).removeprefix(day) for window in finding.windows[1:]]
    when = "; ".join([*(_window(window, measured) for window in finding.windows[:1]), *later])
    more = f" and {finding.more_streams} more" if finding.more_streams else ""
    where = [f"Streams: {', '.join(finding.streams)}{more}"] if finding.streams else []
    told = [("windows", f"When: {when}")] * bool(when)
    told += [("causes", text) for text in cause] + [("advice", text) for text in advice]
    told += [("stream names", text) for text in where]
    return [Line(f"   {text}", priority + place, kind) for place, (kind, text) in enumerate(told)]


def _evidence(finding: FindingItem) -> str:
    return "; ".join(_evidence_text(item, _judged(item, finding)) for item in finding.evidence)


def _judged(item: EvidenceItem, finding: FindingItem) -> str:
    """What the share is a part of."""
    if item.samples is None:
        return "the time"
    if finding.code == "network-congestion" and item.media is None and item.metric in _COMPARED:
        return f"{item.samples} stretches of {number_text(SLOT_S)} s"
    return f"{item.samples} samples"


def _evidence_text(item: EvidenceItem, judged: str) -> str:
    name = _METRICS.get(item.metric, item.metric.replace("_", " "))
    name = f"{_MEDIA[item.media]} {name}" if item.media else name
    unit = f" {item.unit}" if item.unit else ""
    value = item.value if isinstance(item.value, str) else f"{number_text(item.value)}{unit}"
    if item.metric.endswith("_limited_ratio") and isinstance(item.value, float):
        return f"{name.removesuffix(' ratio')} in {percent(item.value)} of {judged if item.samples else 'all samples'}"
    text = f"{name} {value}" if item.unit or isinstance(item.value, str) else f"{name}: {value}"
    side = "under" if item.metric in _LOW_IS_BAD else "over"
    limit = f"{side} {number_text(item.threshold)}{unit}" if item.threshold is not None else None
    share = percent(item.share_of_active_time) if item.share_of_active_time is not None else None
    if limit and share and item.samples is None:
        return f"{name}: mean {value}, {limit} in {share} of the time"
    return text + (f" ({limit})" if limit else "") + (f" in {share} of {judged}" if share else "")


def _window(window: WindowItem, measured: EvidenceItem | None) -> str:
    """When, and the worst value; one that is not beyond the limit of the evidence says so."""
    times = f"{window.start} to {window.end[11:]}"
    if window.worst is None:
        return times
    worst = f"{number_text(window.worst)} {(measured and measured.unit) or ''}".rstrip()
    return f"{times} ({'milder: ' if measured and _milder(window.worst, measured) else ''}worst {worst})"


def _milder(worst: float, measured: EvidenceItem) -> bool:
    if measured.threshold is None:
        return False
    if measured.metric in _LOW_IS_BAD:
        return worst >= measured.threshold
    return worst <= measured.threshold


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


def _settings(result: PeerReportResult) -> list[Line]:
    coverage, network = result.coverage, result.network
    lines = []
    machine = [part for part in (result.device, result.browser, result.sdk and f"SDK {result.sdk}") if part]
    if machine:
        lines.append(Line(f"Device: {', '.join(machine)}", _SETTING, "device"))
    place = [
        part
        for part in (network.asn, network.org, network.region, network.city, network.country, network.ip)
        if part
    ]
    paths = _paths(network.connection)
    if place or paths:
        lines.append(
            Line(f"Network: {'; '.join([', '.join(place)] * bool(place) + paths)}", _SETTING, "network")
        )
    lines.append(Line(f"Data: {_data(result)}", _DATA))
    if coverage.not_measured:
        lines.append(Line(f"Not measured, or not there: {', '.join(coverage.not_measured)}", _NOT_MEASURED))
    return lines


def _paths(paths: Sequence[PathItem]) -> list[str]:
    """Each way that media took, both directions as one where they say the same."""
    verbs: dict[str, list[str]] = {}
    for path in paths:
        verbs.setdefault(_path(path), []).append(_verb(path))
    return [f"{' and '.join(dict.fromkeys(each))} {path}" for path, each in verbs.items()]


def path_text(path: PathItem) -> str:
    """How media goes one way: `sends over UDP, browser says wifi, last RTT 27 ms`."""
    return f"{_verb(path)} {_path(path)}"


def _verb(path: PathItem) -> str:
    return "sends" if path.transport == "send" else "receives"


def _path(path: PathItem) -> str:
    via = " through a TURN relay" if path.kind == "relay" else ""
    rtt = f", last RTT {number_text(path.last_rtt_ms)} ms" if path.last_rtt_ms else ""
    network = f", browser says {path.network}" if path.network else ""
    return f"over {(path.protocol or 'unknown').upper()}{via}{network}{rtt}"


def _data(result: PeerReportResult) -> str:
    coverage = result.coverage
    parts = [f"report of {_bytes(coverage.report_bytes)}"]
    rows = [f"{name} {count}" for name, count in coverage.rows.items()]
    parts.append(f"rows: {', '.join(rows)}" if rows else "no samples")
    if coverage.start and coverage.end:
        parts.append(f"samples from {coverage.start} to {coverage.end}")
    if coverage.counters == "since start":
        parts.append("counters run since the start (converted)")
    if (coverage.silent_audio_ratio or 0) >= MOSTLY:
        parts.append(f"{percent(coverage.silent_audio_ratio or 0)} of sent audio samples carry silence")
    if coverage.tab_hidden_min:
        parts.append(f"meeting tab in the background for {duration_text(coverage.tab_hidden_min * 60)}")
    return "; ".join(parts)


def _bytes(size: int) -> str:
    if size < 1_000:  # noqa: PLR2004 - SI prefixes
        return f"{size} bytes"
    return f"{number_text(size / 1_000)} kB" if size < 1_000_000 else f"{number_text(size / 1_000_000)} MB"  # noqa: PLR2004
