"""The evidence of a finding in words."""

from typing import Final

from rtk_mcp.render.budget import number_text
from rtk_mcp.render.report_model import EvidenceItem, FindingItem, WindowItem
from rtk_mcp.report.metrics import LOW_IS_BAD
from rtk_mcp.report.phrases import MEDIA_WORDS, percent
from rtk_mcp.report.queueing import SLOT_S

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
    "nothing_received_s": "nothing received",
    "tab_hidden_s": "in all",
}
_BAD_WHEN_LOW: Final = LOW_IS_BAD | {"bytes_per_packet"}
_COMPARED: Final = frozenset({"rtt_ms", "jitter_ms", "jitter_buffer_ms"})
"""What congestion is told by, compared stretch by stretch."""
_MEDIA: Final[dict[str, str]] = {str(name): word for name, word in MEDIA_WORDS.items()}


def evidence_text(finding: FindingItem) -> str:
    """The measured values behind a finding, each with its limit and its share of what was judged."""
    return "; ".join(_item_text(item, _judged(item, finding)) for item in finding.evidence)


def _judged(item: EvidenceItem, finding: FindingItem) -> str:
    """What the share is a part of."""
    if item.samples is None:
        return "the time"
    if finding.code == "network-congestion" and item.media is None and item.metric in _COMPARED:
        return f"{item.samples} stretches of {number_text(SLOT_S)} s"
    return f"{item.samples} samples"


def _item_text(item: EvidenceItem, judged: str) -> str:
    name = _METRICS.get(item.metric, item.metric.replace("_", " "))
    name = f"{_MEDIA[item.media]} {name}" if item.media else name
    unit = f" {item.unit}" if item.unit else ""
    value = item.value if isinstance(item.value, str) else f"{number_text(item.value)}{unit}"
    if item.metric.endswith("_limited_ratio") and isinstance(item.value, float):
        return f"{name.removesuffix(' ratio')} in {percent(item.value)} of {judged if item.samples else 'all samples'}"
    text = f"{name} {value}" if item.unit or isinstance(item.value, str) else f"{name}: {value}"
    side = "under" if item.metric in _BAD_WHEN_LOW else "over"
    limit = f"{side} {number_text(item.threshold)}{unit}" if item.threshold is not None else None
    share = percent(item.share_of_active_time) if item.share_of_active_time is not None else None
    if limit and share and item.samples is None:
        return f"{name}: mean {value}, {limit} in {share} of the time"
    return text + (f" ({limit})" if limit else "") + (f" in {share} of {judged}" if share else "")


def window_text(window: WindowItem, measured: EvidenceItem | None) -> str:
    """When, and the worst value; one that is not beyond the limit of the evidence says so."""
    times = f"{window.start} to {window.end[11:]}"
    if window.worst is None:
        return times
    worst = f"{number_text(window.worst)} {(measured and measured.unit) or ''}".rstrip()
    return f"{times} ({'milder: ' if measured and _milder(window.worst, measured) else ''}worst {worst})"


def _milder(worst: float, measured: EvidenceItem) -> bool:
    if measured.threshold is None:
        return False
    if measured.metric in _BAD_WHEN_LOW:
        return worst >= measured.threshold
    return worst <= measured.threshold
