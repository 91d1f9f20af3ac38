"""Hits to one finding."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rtk_mcp.report.finding import (
    CONFIDENCES,
    SEVERITIES,
    Confidence,
    Evidence,
    Finding,
    FindingDirection,
    FindingMedia,
    Severity,
    Window,
)
from rtk_mcp.report.hits import Hit
from rtk_mcp.report.judging import Judgement
from rtk_mcp.report.phrases import percent, significant
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import SURE_SAMPLES
from rtk_mcp.report.weighing import felt
from rtk_mcp.report.windows import merge_windows

MAX_EVIDENCE = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """What a rule says about its hits; `summary` stands alone."""

    summary: str
    likely_cause: str
    advice: str


def compose(
    code: str,
    hits: Iterable[Hit],
    words: Wording,
    signals: PeerSignals,
    *,
    direction: FindingDirection,
    media: FindingMedia | None = None,
) -> Finding:
    """One finding of one or more hits: the worst decides the confidence, all together the severity.

    What was hardly there is told with low confidence, and not at all beside what was there for long.
    """
    every = sorted(hits, key=_rank)
    severity = felt(every, signals)
    ranked = [hit for hit in every if hit.judgement.severity != "info"] or every
    return Finding(
        code=code,
        severity=severity,
        confidence="low" if severity == "info" else _confidence(ranked[0].judgement),
        media=media or common_media(ranked),
        direction=direction,
        summary=words.summary,
        evidence=_evidence(ranked),
        likely_cause=words.likely_cause,
        advice=words.advice,
        streams=tuple(hit.stream.id for hit in ranked if hit.stream),
        windows=_windows(ranked),
    )


def _confidence(worst: Judgement) -> Confidence:
    """High from enough rows, medium from few, low from cumulative statistics."""
    if worst.samples is None:
        return "low"
    return "high" if worst.samples >= SURE_SAMPLES else "medium"


def common_media(hits: Iterable[Hit]) -> FindingMedia:
    """The media of the hits when it is one, else the connection that they share."""
    media = sorted({hit.media for hit in hits})
    return media[0] if len(media) == 1 else "connection"


def extent(hits: Iterable[Hit]) -> str:
    """How bad the worst hit is, such as `8.2 % on average in 34 % of the active time`."""
    judgement = worst(hits)
    unit = judgement.scale.unit
    mean = f"{significant(judgement.value)} {unit} on average"
    if judgement.share is None or judgement.samples is None:
        return f"{mean} over the whole call"
    return f"{mean} in {percent(judgement.share)} of the active time"


def worst(hits: Iterable[Hit]) -> Judgement:
    """The judgement to quote in a sentence."""
    return min(hits, key=_rank).judgement


def _rank(hit: Hit) -> tuple[int, float]:
    return SEVERITIES.index(hit.judgement.severity), -(hit.judgement.share or 0)


def _evidence(ranked: list[Hit]) -> tuple[Evidence, ...]:
    """The worst stream of each media, so that many streams of one kind do not crowd out the other kind."""
    first: dict[str, Hit] = {}
    for hit in ranked:
        first.setdefault(hit.media, hit)
    return tuple(replace(hit.judgement.evidence(), media=hit.media) for hit in first.values())[:MAX_EVIDENCE]


def _windows(ranked: list[Hit]) -> tuple[Window, ...]:
    moments = [moment for hit in ranked for moment in hit.moments]
    return merge_windows(moments, low_is_bad=ranked[0].judgement.scale.low_is_bad)


def capped(finding: Finding, severity: Severity, confidence: Confidence) -> Finding:
    """The finding no more severe and no surer than this, where the evidence has another reading."""
    return replace(
        finding,
        severity=max(finding.severity, severity, key=SEVERITIES.index),
        confidence=max(finding.confidence, confidence, key=CONFIDENCES.index),
    )
