"""Signals and findings to the items of the structured answer: rounded, cleaned, worst first."""

from collections import Counter
from datetime import datetime
from statistics import fmean

from rtk_mcp.render.budget import cut_text, iso_utc, number_text
from rtk_mcp.render.inspection_masks import Masks
from rtk_mcp.render.report_model import (
    PER_SAMPLE,
    CoverageItem,
    EvidenceItem,
    FindingItem,
    NetworkItem,
    ParticipantItem,
    PathItem,
    StreamItem,
    TimelineItem,
    WindowItem,
)
from rtk_mcp.render.untrusted import ELLIPSIS, clean
from rtk_mcp.report.context import Event, Machine
from rtk_mcp.report.coverage import MOSTLY, silent_ratio
from rtk_mcp.report.diagnosis import Diagnosis
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.phrases import short_forms
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.timeline import timeline

NAME_BYTES = 80
WORD_BYTES = 40
"""Names of people, and of browsers, networks and devices: enough to recognise, too little to crowd out an answer."""
MAX_STREAMS_NAMED = 6
MAX_CPUS = 10_000


def finding_item(finding: Finding) -> FindingItem:
    """One finding in its published shape."""
    return FindingItem(
        code=finding.code,
        severity=finding.severity,
        confidence=finding.confidence,
        media=finding.media,
        direction=finding.direction,
        summary=finding.summary,
        evidence=[
            EvidenceItem(
                metric=each.metric,
                value=rounded(each.value) if isinstance(each.value, float) else each.value,
                unit=each.unit or None,
                threshold=each.threshold,
                share_of_active_time=rounded(each.share_of_active_time),
                samples=each.samples,
                media=each.media if finding.media == "connection" or each.by else None,
                by=each.by,
            )
            for each in finding.evidence
        ],
        likely_cause=finding.likely_cause,
        advice=finding.advice,
        streams=list(finding.streams[:MAX_STREAMS_NAMED]),
        more_streams=max(len(finding.streams) - MAX_STREAMS_NAMED, 0) or None,
        windows=[
            WindowItem(start=iso_utc(each.start), end=iso_utc(each.end), worst=rounded(each.worst))
            for each in finding.windows
        ],
    )


def participant_item(signals: PeerSignals) -> ParticipantItem:
    """Who it is; the name is cleaned."""
    person = signals.context.participant
    return ParticipantItem(
        name=label(person.name, NAME_BYTES),
        peer_id=person.peer_id,
        session_id=person.session_id,
        joined_at=_time(person.joined_at),
        left_at=_time(person.left_at),
        minutes=rounded(person.minutes),
    )


def network_item(signals: PeerSignals, *, show_private: bool) -> NetworkItem:
    """Operator, country and path; city and address only when asked for."""
    network = signals.context.network
    return NetworkItem(
        asn=label(network.asn),
        org=label(network.organisation),
        country=label(network.country),
        region=label(network.region) if show_private else None,
        city=label(network.city) if show_private else None,
        ip=label(network.ipv4) if show_private else None,
        connection=[
            PathItem(
                transport=path.transport,
                kind=label(path.kind),
                protocol=label(path.protocol),
                network=label(path.network),
                last_rtt_ms=rounded(path.rtt_ms),
            )
            for path in signals.context.paths
        ],
    )


def machine_texts(machine: Machine) -> tuple[str | None, str | None, str | None]:
    """Device, browser and SDK as short phrases."""
    system = _joined(machine.os, machine.os_version)
    cpus = f"{machine.cpus} CPUs" if machine.cpus is not None and 0 < machine.cpus <= MAX_CPUS else None
    mobile = "mobile" if machine.is_mobile else None
    device = ", ".join(part for part in (system, cpus, mobile) if part)
    return (
        device or None,
        _joined(machine.browser, machine.browser_version),
        _joined(machine.sdk_name, machine.sdk_version),
    )


def stream_items(signals: PeerSignals, diagnosis: Diagnosis) -> list[StreamItem]:
    """Streams that carried media, the worst first: without a picture, then by score, by finding and by length."""
    rank: dict[str, int] = {}
    for place, finding in enumerate(diagnosis.findings):
        for name in finding.streams:
            rank.setdefault(name, place)
    active = [stream for stream in signals.streams if stream.active]
    peers = short_forms(stream.remote_peer_id for stream in active if stream.remote_peer_id)
    items = [(_standing(stream), _stream_item(stream, peers)) for stream in active]
    items.sort(key=lambda each: (each[0], rank.get(each[1].id, len(rank)), -each[1].active_min))
    return [item for _, item in items]


def _when(event: Event) -> tuple[bool, float]:
    return event.at is None, event.at.timestamp() if event.at else 0.0


def event_items(signals: PeerSignals, most: int, masks: Masks) -> list[str]:
    """What happened, by time; beyond `most` only how many more there are."""
    events = sorted(signals.context.events, key=_when)
    told = [
        f"{iso_utc(event.at) if event.at else 'time unknown'} {masks.key(event.name)}" for event in events
    ]
    return told if len(told) <= most else [*told[: most - 1], f"... and {len(told) - most + 1} more"]


def coverage_item(signals: PeerSignals, diagnosis: Diagnosis) -> CoverageItem:
    """How much data there was, and what it does not say."""
    span = signals.span
    return CoverageItem(
        report_bytes=signals.report_bytes,
        rows=signals.rows,
        start=_time(span[0]) if span else None,
        end=_time(span[1]) if span else None,
        not_measured=list(diagnosis.not_measured),
        counters=_counters(signals),
        silent_audio_ratio=rounded(silent_ratio(signals)),
        tab_hidden_min=rounded(signals.hidden_s / 60) if signals.hidden_s else None,
    )


def timeline_item(signals: PeerSignals, diagnosis: Diagnosis) -> TimelineItem | None:
    """The strip of the call; None where nothing could be judged."""
    strip = None if diagnosis.verdict == "unknown" else timeline(signals, diagnosis.findings)
    if strip is None:
        return None
    return TimelineItem(step_s=strip.step_s, sent=strip.sent, received=strip.received)


def label(text: str | None, max_bytes: int = WORD_BYTES) -> str | None:
    """A stranger's short text, cleaned and cut to bytes; None when nothing is left of it."""
    if text is None:
        return None
    cleaned = clean(text, max_chars=max_bytes)
    piece, consumed = cut_text(cleaned, max_bytes)
    if consumed < len(cleaned):
        piece = clean(cut_text(cleaned, max_bytes - len(ELLIPSIS.encode()))[0]) + ELLIPSIS
    return piece or None


def rounded(value: float | None) -> float | None:
    """Three significant digits."""
    return None if value is None else float(number_text(value))


def _stream_item(stream: Stream, peers: dict[str, str]) -> StreamItem:
    return StreamItem(
        id=stream.id,
        remote_peer=peers.get(stream.remote_peer_id or ""),
        active_min=rounded(stream.active_minutes) or 0,
        score=_mean(stream, "score_ratio"),
        loss_pct=rounded(stream.total_loss_pct),
        rtt_ms=_mean(stream, "rtt_ms"),
        rtt_max_ms=_max(stream, "rtt_ms"),
        jitter_ms=_mean(stream, "jitter_ms"),
        jitter_buffer_ms=_mean(stream, "jitter_buffer_ms"),
        fps=_mean(stream, "fps"),
        size=_size(stream),
    )


def _standing(stream: Stream) -> float:
    """The mean score; a picture that hardly ever moved is worse than any, an unknown score no reproach."""
    if "video" in stream.media and _stood_still(stream):
        return -1.0
    score = _mean(stream, "score_ratio")
    return 1.0 if score is None else score


def _stood_still(stream: Stream) -> bool:
    rates = stream.numbers("fps", stream.active)
    return bool(rates) and sum(rate == 0 for rate in rates) > MOSTLY * len(rates)


def _mean(stream: Stream, column: str) -> float | None:
    values = stream.numbers(column, stream.active)
    return rounded(fmean(values)) if values else None


def _max(stream: Stream, column: str) -> float | None:
    return rounded(max(stream.numbers(column, stream.active), default=None))


def _size(stream: Stream) -> str | None:
    sizes = Counter(
        (int(width), int(height))
        for index in stream.active
        if (width := stream.value("width_px", index)) and (height := stream.value("height_px", index))
    )
    return "x".join(map(str, sizes.most_common(1)[0][0])) if sizes else None


def _counters(signals: PeerSignals) -> str | None:
    """How the packets of each series were found to be counted."""
    if not signals.rows:
        return None
    if not signals.cumulative_series:
        return PER_SAMPLE
    whole = len(signals.cumulative_series) == len(signals.rows)
    return "since the start" if whole else f"since the start in {', '.join(signals.cumulative_series)}"


def _time(time: datetime | None) -> str | None:
    return iso_utc(time) if time else None


def _joined(*parts: str | None) -> str | None:
    return " ".join(text for part in parts if (text := label(part))) or None
