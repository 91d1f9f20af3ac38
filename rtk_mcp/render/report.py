"""A diagnosis as text for a reader and as structured content, both within the budget."""

from typing import TypeVar

from pydantic import BaseModel

from rtk_mcp.render.budget import (
    STRUCTURED_BUDGET,
    TEXT_BUDGET,
    Detail,
    byte_length,
    fit_sections,
)
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.report_items import (
    coverage_item,
    finding_item,
    machine_texts,
    network_item,
    participant_item,
    stream_items,
)
from rtk_mcp.render.report_model import FindingItem, NetworkItem, PeerReportResult, StreamItem
from rtk_mcp.render.report_text import sections
from rtk_mcp.report.diagnosis import Diagnosis
from rtk_mcp.report.phrases import count
from rtk_mcp.report.signals import PeerSignals

__all__ = ["PeerReportResult", "render_report"]

_Item = TypeVar("_Item", FindingItem, StreamItem)

_FINDINGS_SHARE = 0.75
"""Part of the structured budget that findings may take before streams get the rest."""
_NOTE_BYTES = 200


def render_report(
    signals: PeerSignals,
    diagnosis: Diagnosis,
    *,
    detail: Detail,
    report_bytes: int,
    show_private: bool = False,
) -> Rendered[PeerReportResult]:
    """Text and structured content of a diagnosis; what does not fit is left out from the least important on.

    Args:
        signals: the report read.
        diagnosis: what `diagnose` made of it.
        detail: how much to say, see `TEXT_BUDGET`.
        report_bytes: size of the report, to be told.
        show_private: include IP address, city and region.
    """
    whole = _whole(signals, diagnosis, report_bytes, show_private=show_private)
    return Rendered(_text(whole, detail), _fit(whole, STRUCTURED_BUDGET[detail], detail))


def _whole(
    signals: PeerSignals, diagnosis: Diagnosis, report_bytes: int, *, show_private: bool
) -> PeerReportResult:
    device, browser, sdk = machine_texts(signals.context.machine)
    return PeerReportResult(
        verdict=diagnosis.verdict,
        headline=diagnosis.headline,
        findings=[finding_item(finding) for finding in diagnosis.findings],
        participant=participant_item(signals),
        device=device,
        browser=browser,
        sdk=sdk,
        network=network_item(signals, show_private=show_private),
        streams=stream_items(signals, diagnosis),
        coverage=coverage_item(signals, diagnosis, report_bytes),
    )


def _text(whole: PeerReportResult, detail: Detail) -> str:
    parts = sections(whole, detail)
    text, left_out = fit_sections(parts, TEXT_BUDGET[detail])
    if not left_out:
        return text
    text, left_out = fit_sections(parts, TEXT_BUDGET[detail] - _NOTE_BYTES)
    findings = sum(line.kind == "finding" for line in left_out)
    streams = sum(line.kind == "stream" for line in left_out)
    note = (
        _left_out(whole, detail, findings, streams) or f"Some details are left out. {_where(whole, detail)}"
    )
    return f"{text}\n\n{note}"


def _fit(whole: PeerReportResult, max_bytes: int, detail: Detail) -> PeerReportResult:
    """As many findings and streams as fit; the worst finding stays, if need be at the cost of the setting."""
    lean = whole.model_copy(update={"findings": [_without_explanation(each) for each in whole.findings]})
    bare = lean.model_copy(
        update={"device": None, "browser": None, "sdk": None, "network": NetworkItem(connection=[])}
    )
    for attempt in (whole, lean, bare):
        fitted = _fit_items(attempt, max_bytes, detail)
        if fitted.findings or not whole.findings:
            break
    return fitted


def _fit_items(whole: PeerReportResult, max_bytes: int, detail: Detail) -> PeerReportResult:
    frame = whole.model_copy(update={"findings": [], "streams": []})
    room = max_bytes - _size(frame) - _NOTE_BYTES
    findings = _head(whole.findings, int(room * _FINDINGS_SHARE)) or _head(whole.findings[:1], room)
    streams = _head(whole.streams, room - sum(map(_size, findings)) - len(findings))
    note = _left_out(whole, detail, len(whole.findings) - len(findings), len(whole.streams) - len(streams))
    return whole.model_copy(update={"findings": findings, "streams": streams, "left_out": note})


def _without_explanation(finding: FindingItem) -> FindingItem:
    return finding.model_copy(
        update={
            "likely_cause": None,
            "advice": None,
            "windows": finding.windows[:1],
            "streams": finding.streams[:1],
            "more_streams": max(len(finding.streams) - 1, 0) + (finding.more_streams or 0) or None,
            "evidence": finding.evidence[:1],
        }
    )


def _head(items: list[_Item], room: int) -> list[_Item]:
    """The first items that fit; they are ranked."""
    used = 0
    for place, item in enumerate(items):
        used += _size(item) + 1
        if used > room:
            return items[:place]
    return items


def _size(model: BaseModel) -> int:
    return byte_length(model.model_dump_json(exclude_none=True))


def _left_out(whole: PeerReportResult, detail: Detail, findings: int, streams: int) -> str | None:
    counts = [count(findings, "finding")] if findings else []
    counts += [f"{streams} of {count(len(whole.streams), 'stream')}"] if streams else []
    return f"Left out: {' and '.join(counts)}. {_where(whole, detail)}" if counts else None


def _where(whole: PeerReportResult, detail: Detail) -> str:
    """Which call shows more."""
    peer = whole.participant.peer_id
    if detail == "full":
        return f"The raw report is the resource rtk://peers/{peer or '{peer_id}'}/report."
    argument = f'peer_id="{peer}", ' if peer else ""
    return f'See get_peer_report({argument}detail="full").'
