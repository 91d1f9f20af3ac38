"""A part of a call: how each stream was then, which findings touch it, and what happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import count as count_from
from statistics import fmean
from typing import Final

from rtk_mcp.render.budget import Detail, Line, Section, iso_utc, number_text
from rtk_mcp.render.inspection_events import ToldEvent, kept_events, told_events
from rtk_mcp.render.inspection_fitting import Counts, fit_counts, fit_text
from rtk_mcp.render.inspection_masks import Masks
from rtk_mcp.render.inspection_model import InspectedFinding, InspectedStream, InspectionResult
from rtk_mcp.render.inspection_rows import clock
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.report_items import finding_item, rounded
from rtk_mcp.render.report_model import WindowItem
from rtk_mcp.report.asking import Asked, Chosen, measured_in, samples_in
from rtk_mcp.report.context import Span
from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.metric_names import MetricName
from rtk_mcp.report.metrics import LOW_IS_BAD
from rtk_mcp.report.phrases import count, short_forms
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream

_COLUMNS: Final[dict[MetricName, str]] = {
    "loss_pct": "loss %",
    "rtt_ms": "RTT ms",
    "jitter_ms": "jitter ms",
    "jitter_buffer_ms": "buffer ms",
    "fps": "fps",
    "score_ratio": "score",
    "bitrate_kbps": "kbit/s",
}
_HEAD, _FINDING, _STREAM, _EVENT, _SILENT, _MINOR_EVENT = 0, 1_000, 1_001, 1_002, 900_000, 1_000_000
_KINDS: Final = 3
"""Findings, streams and telling events take turns when not everything fits: lower numbers stay."""
_MAX_SILENT: Final = 12
"""Streams without media that are named: in a large call most people are muted."""
_NO_VALUE: Final = "-"
_TIME: Final = slice(len("2026-11-17T"), None)


@dataclass(frozen=True, slots=True)
class _Told:
    """Everything that there is to say, most important first in each list."""

    peer_id: str
    window: Span
    call: str
    note: str | None
    findings: list[InspectedFinding]
    units: list[str]
    streams: list[InspectedStream]
    silent: list[str]
    events: list[ToldEvent]


def render_window(
    signals: PeerSignals, chosen: Chosen, *, peer_id: str, detail: Detail, show_private: bool
) -> Rendered[InspectionResult]:
    """What the streams were like in a part of the call, with the findings and events in it."""
    told = _told(signals, chosen, peer_id, Masks(show_private=show_private))
    note = partial(_note, told, detail)
    return Rendered(fit_text(_sections(told), detail, note), _structured(told, detail, note))


def _told(signals: PeerSignals, chosen: Chosen, peer_id: str, masks: Masks) -> _Told:
    window = chosen.window
    touching = [finding for finding in diagnose(signals).findings if _touches(finding, window)]
    flowing = [stream for stream in signals.streams if samples_in(stream, window)]
    return _Told(
        peer_id=peer_id,
        window=window,
        call=" to ".join(map(iso_utc, signals.span or ())),
        note=chosen.note,
        findings=[_finding(finding, window) for finding in touching],
        units=[finding.evidence[0].unit or "" if finding.evidence else "" for finding in touching],
        streams=_streams(flowing, window),
        silent=[stream.id for stream in signals.streams if not samples_in(stream, window)],
        events=[each for each in told_events(signals.context, masks) if _inside(each.at_s, window)],
    )


def _inside(at_s: float | None, window: Span) -> bool:
    return at_s is not None and window[0] <= at_s <= window[1]


def _touches(finding: Finding, window: Span) -> bool:
    """Whether it showed in this time; what has no times of its own may have."""
    return not finding.windows or any(_meet(each.start, each.end, window) for each in finding.windows)


def _meet(start: datetime, end: datetime, window: Span) -> bool:
    return start.timestamp() <= window[1] and window[0] <= end.timestamp()


def _finding(finding: Finding, window: Span) -> InspectedFinding:
    item = finding_item(finding)
    pairs = zip(finding.windows, item.windows, strict=True)
    return InspectedFinding(
        code=item.code,
        severity=item.severity,
        media=item.media,
        direction=item.direction,
        summary=item.summary,
        windows=[told for each, told in pairs if _meet(each.start, each.end, window)] or None,
    )


def _streams(flowing: Sequence[Stream], window: Span) -> list[InspectedStream]:
    """Those with a value furthest beyond its limits first."""
    found: dict[str, list[Asked]] = {}
    for asked in measured_in(flowing, _COLUMNS, window):
        found.setdefault(asked.stream.id, []).append(asked)
    peers = short_forms(stream.remote_peer_id for stream in flowing if stream.remote_peer_id)
    place = {name: number for number, name in enumerate(found)}
    ordered = sorted(flowing, key=lambda stream: place.get(stream.id, len(place)))
    return [_stream(stream, window, peers, found.get(stream.id, ())) for stream in ordered]


def _stream(stream: Stream, window: Span, peers: dict[str, str], series: Sequence[Asked]) -> InspectedStream:
    samples = len(samples_in(stream, window))
    return InspectedStream(
        id=stream.id,
        remote_peer=peers.get(stream.remote_peer_id or ""),
        active_min=rounded(samples * stream.interval_s / 60) or 0,
        samples=samples,
        values={each.metric: _mean_and_worst(each) for each in series} or None,
    )


def _mean_and_worst(asked: Asked) -> list[float]:
    numbers = [value for _, value in asked.values()]
    worst = min(numbers) if asked.metric in LOW_IS_BAD else max(numbers)
    return [float(number_text(value)) for value in (fmean(numbers), worst)]


def _sections(told: _Told) -> list[Section]:
    since, until = map(clock, told.window)
    head = [
        Line(f"Report of peer {told.peer_id}, {since} to {until}; its samples are from {told.call}.", _HEAD)
    ]
    head += [Line(told.note, _HEAD)] if told.note else []
    findings = [
        Line(_finding_text(each, unit), _FINDING + _KINDS * place, "finding")
        for place, (each, unit) in enumerate(zip(told.findings, told.units, strict=True))
    ]
    telling = count_from(_EVENT, _KINDS)
    events = [
        Line(each.text, next(telling) if each.telling else _MINOR_EVENT, "event") for each in told.events
    ]
    return [
        Section("", head),
        _or_none(
            "Findings that touch this time (their figures are of the whole call)",
            findings,
            "No finding touches this time.",
        ),
        _or_none(
            "Streams in this time as mean (worst), the worst first", _table(told), "No media in this time."
        ),
        Section("", _silent(told)),
        _or_none("Events and devices in this time", events, "No events in this time."),
    ]


def _or_none(heading: str, lines: list[Line], none: str) -> Section:
    return Section(heading, lines) if lines else Section("", [Line(none, _HEAD)])


def _finding_text(finding: InspectedFinding, unit: str) -> str:
    direction = "" if finding.direction == "none" else f", {finding.direction}"
    when = "; ".join(_window_text(each, unit) for each in finding.windows or ())
    head = f"{finding.severity} {finding.code} ({finding.media}{direction})"
    return f"{head}: {finding.summary} {f'When: {when}' if when else 'It has no times.'}"


def _window_text(window: WindowItem, unit: str) -> str:
    worst = f" (worst {f'{number_text(window.worst)} {unit}'.rstrip()})" if window.worst is not None else ""
    return f"{window.start[_TIME]} to {window.end[_TIME]}{worst}"


def _table(told: _Told) -> list[Line]:
    shown = [name for name in _COLUMNS if any(name in (each.values or ()) for each in told.streams)]
    header = " | ".join(["id", "from", "samples", *(_COLUMNS[name] for name in shown)])
    rows = [
        Line(_row(each, shown), _STREAM + _KINDS * place, "stream") for place, each in enumerate(told.streams)
    ]
    return [Line(header, _STREAM), *rows] if rows else []


def _row(item: InspectedStream, shown: Sequence[MetricName]) -> str:
    cells = [_cell((item.values or {}).get(name)) for name in shown]
    return " | ".join([item.id, item.remote_peer or _NO_VALUE, str(item.samples), *cells])


def _cell(pair: list[float] | None) -> str:
    return f"{number_text(pair[0])} ({number_text(pair[1])})" if pair else _NO_VALUE


def _silent(told: _Told) -> list[Line]:
    more = len(told.silent) - _MAX_SILENT
    names = ", ".join(told.silent[:_MAX_SILENT]) + (f" and {more} more" if more > 0 else "")
    return [Line(f"Without media in this time: {names}.", _SILENT)] if told.silent and told.streams else []


def _structured(told: _Told, detail: Detail, note: Callable[[Counts], str]) -> InspectionResult:
    since, until = map(clock, told.window)

    def build(kept: Counts, gone: Counts) -> InspectionResult:
        return InspectionResult(
            peer_id=told.peer_id,
            start=since,
            end=until,
            note=told.note,
            findings=told.findings[: kept["finding"]],
            streams=told.streams[: kept["stream"]],
            events=[each.text for each in kept_events(told.events, kept["event"])],
            left_out=note(gone) if any(gone.values()) else None,
        )

    return fit_counts(_there(told), detail, build)


def _there(told: _Told) -> dict[str, int]:
    return {"finding": len(told.findings), "stream": len(told.streams), "event": len(told.events)}


def _note(told: _Told, detail: Detail, gone: Counts) -> str:
    parts = [
        f"{gone[kind]} of {count(there, kind)}" for kind, there in _there(told).items() if gone.get(kind)
    ]
    more = "A shorter time shows" if detail == "full" else "detail=full or a shorter time shows"
    return f"Left out: {', '.join(parts) or 'the names of streams'}. {more} more."
