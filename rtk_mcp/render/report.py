"""A diagnosis as text for a reader and as structured content, both within the budget."""

from collections import Counter
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final, TypeVar

from rtk_mcp.render.budget import (
    STRUCTURED_BUDGET,
    TEXT_BUDGET,
    Detail,
    fit_sections,
    json_bytes,
)
from rtk_mcp.render.inspection_masks import Masks
from rtk_mcp.render.listing import Rendered
from rtk_mcp.render.report_items import (
    coverage_item,
    event_items,
    finding_item,
    machine_texts,
    network_item,
    participant_item,
    stream_items,
    timeline_item,
)
from rtk_mcp.render.report_model import FindingItem, NetworkItem, PeerReportResult, StreamItem, WindowItem
from rtk_mcp.render.report_text import clipped, sections
from rtk_mcp.report.diagnosis import Diagnosis
from rtk_mcp.report.phrases import count
from rtk_mcp.report.signals import PeerSignals

__all__ = ["PeerReportResult", "render_report"]

_Item = TypeVar("_Item", FindingItem, StreamItem)

MAX_EVENTS: Final = MappingProxyType[Detail, int]({"brief": 10, "standard": 40, "full": 200})
_FINDINGS_SHARE = 0.75
"""Part of the structured budget that findings may take before streams get the rest."""
_NOTE_BYTES = 260
_EVIDENCE = "some evidence"
_PARTS = (_EVIDENCE, "windows", "causes", "advice", "stream names", "timeline", "device", "network", "events")
"""What a text can leave out of what it tells, besides whole findings and streams."""
_EXPLANATIONS = "causes, advice, windows and evidence in part"


def render_report(
    signals: PeerSignals,
    diagnosis: Diagnosis,
    *,
    detail: Detail,
    show_private: bool = False,
    show_events: bool = False,
) -> Rendered[PeerReportResult]:
    """Text and structured content of a diagnosis; what does not fit is left out from the least important on.

    Args:
        signals: the report read.
        diagnosis: what `diagnose` made of it.
        detail: how much to say, see `TEXT_BUDGET`.
        show_private: include IP address, city and region.
        show_events: include what happened to the participant, by time.
    """
    whole = _whole(signals, diagnosis, show_private=show_private)
    if show_events:
        whole = whole.model_copy(
            update={"events": event_items(signals, MAX_EVENTS[detail], Masks(show_private=show_private))}
        )
    return Rendered(_text(whole, detail), _fit(whole, detail))


def _whole(signals: PeerSignals, diagnosis: Diagnosis, *, show_private: bool) -> PeerReportResult:
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
        coverage=coverage_item(signals, diagnosis),
        timeline=timeline_item(signals, diagnosis),
    )


def _text(whole: PeerReportResult, detail: Detail) -> str:
    if detail == "brief" and not _all_told(whole, detail):
        whole = whole.model_copy(update={"timeline": None})
    text, left_out = fit_sections(sections(whole, detail), TEXT_BUDGET[detail])
    if not left_out:
        return text
    room = TEXT_BUDGET[detail] - _NOTE_BYTES
    parts = sections(clipped(whole, detail), detail)
    dropped = {line.text for line in fit_sections(parts, room)[1] if line.kind == "finding"}
    heads = [line.text for part in parts for line in part.lines if line.kind == "finding"]
    shown = next((place for place, head in enumerate(heads) if head in dropped), len(heads))
    told = whole.model_copy(update={"findings": whole.findings[:shown]})
    text, left_out = fit_sections(sections(clipped(told, detail), detail), room)
    kinds = Counter(line.kind for line in left_out)
    clips = clipped(told, detail) != told
    parts_of = [kind for kind in _PARTS if kinds[kind] or (kind == _EVIDENCE and clips)]
    counted = _counted(whole, len(heads) - shown, kinds["stream"])
    more: Detail = "standard" if detail == "brief" and _all_told(whole, "standard") else "full"
    return f"{text}\n\nLeft out: {_listed(counted + parts_of or ['data'])}. {_where(whole, detail, more)}"


def _all_told(whole: PeerReportResult, detail: Detail) -> bool:
    return not fit_sections(sections(whole, detail), TEXT_BUDGET[detail])[1]


def _fit(whole: PeerReportResult, detail: Detail) -> PeerReportResult:
    """As many findings and streams as fit; the worst finding stays, if need be at the cost of the setting."""
    if detail == "brief" and json_bytes(whole) > _room_for_all(detail):
        whole = whole.model_copy(update={"timeline": None})
    lean = whole.model_copy(update={"findings": [_without_explanation(each) for each in whole.findings]})
    bare = lean.model_copy(
        update={"device": None, "browser": None, "sdk": None, "network": NetworkItem(connection=[])}
    )
    for attempt in (whole, lean, bare):
        fitted = _fit_items(attempt, whole, detail)
        if fitted.findings or not whole.findings:
            break
    return fitted


def _fit_items(told: PeerReportResult, whole: PeerReportResult, detail: Detail) -> PeerReportResult:
    frame = told.model_copy(update={"findings": [], "streams": []})
    room = STRUCTURED_BUDGET[detail] - json_bytes(frame) - _NOTE_BYTES
    findings = _head(told.findings, int(room * _FINDINGS_SHARE)) or _head(told.findings[:1], room)
    streams = _head(told.streams, room - sum(map(json_bytes, findings)) - len(findings))
    counted = _counted(whole, len(whole.findings) - len(findings), len(whole.streams) - len(streams))
    left_out = counted + ([_EXPLANATIONS] if told is not whole else [])
    more: Detail = (
        "standard" if detail == "brief" and json_bytes(whole) <= _room_for_all("standard") else "full"
    )
    note = f"Left out: {_listed(left_out)}. {_where(whole, detail, more)}" if left_out else None
    return told.model_copy(update={"findings": findings, "streams": streams, "left_out": note})


def _room_for_all(detail: Detail) -> int:
    return STRUCTURED_BUDGET[detail] - _NOTE_BYTES


def _without_explanation(finding: FindingItem) -> FindingItem:
    return finding.model_copy(
        update={
            "likely_cause": None,
            "advice": None,
            "windows": _one_window(finding.windows),
            "streams": finding.streams[:1],
            "more_streams": max(len(finding.streams) - 1, 0) + (finding.more_streams or 0) or None,
            "evidence": finding.evidence[:1],
        }
    )


def _one_window(windows: list[WindowItem]) -> list[WindowItem]:
    """From the first to the last, so that no bad time is outside; its worst value is in the evidence."""
    return [WindowItem(start=windows[0].start, end=windows[-1].end)] if windows else []


def _head(items: list[_Item], room: int) -> list[_Item]:
    """The first items that fit; they are ranked."""
    used = 0
    for place, item in enumerate(items):
        used += json_bytes(item) + 1
        if used > room:
            return items[:place]
    return items


def _counted(whole: PeerReportResult, findings: int, streams: int) -> list[str]:
    told = [count(findings, "finding")] if findings else []
    return told + ([f"{streams} of {count(len(whole.streams), 'stream')}"] if streams else [])


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _where(whole: PeerReportResult, detail: Detail, more: Detail) -> str:
    """Which call shows more."""
    peer = whole.participant.peer_id
    if detail == "full":
        return f"inspect_peer_report({_argument(peer)}) shows any stream in time."
    return f'See get_peer_report({_argument(peer, ", ")}detail="{more}").'


def _argument(peer_id: str | None, more: str = "") -> str:
    return f'peer_id="{peer_id}"{more}' if peer_id else ""
