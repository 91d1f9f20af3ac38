"""Hits to one finding."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rtk_mcp.api.models.media import Media
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
from rtk_mcp.report.phrases import MEDIA_WORDS, media_list, percent, significant
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

    What was hardly there is told with low confidence, and not at all beside what was there for long: a rule words its
    finding by the hits that are `told`.
    """
    every = list(hits)
    severity = felt(every, signals)
    ranked = told(every)
    return Finding(
        code=code,
        severity=severity,
        confidence="low" if severity == "info" else _confidence(_pooled(_worst_media(ranked))),
        media=media or common_media(ranked),
        direction=direction,
        summary=words.summary,
        evidence=_evidence(ranked),
        likely_cause=words.likely_cause,
        advice=words.advice,
        streams=tuple(hit.stream.id for hit in ranked if hit.stream),
        windows=_windows(ranked),
    )


def told(hits: Iterable[Hit]) -> list[Hit]:
    """The hits to speak of, the worst first: without those that were hardly there, unless there are no others."""
    every = sorted(hits, key=_rank)
    return [hit for hit in every if hit.judgement.severity != "info"] or every


def _confidence(found: Judgement) -> Confidence:
    """High from enough rows, medium from few, low from cumulative statistics."""
    if found.samples is None:
        return "low"
    return "high" if found.samples >= SURE_SAMPLES else "medium"


def common_media(hits: Iterable[Hit]) -> FindingMedia:
    """The media of the hits when it is one, else the connection that they share."""
    media = sorted({hit.media for hit in hits})
    return media[0] if len(media) == 1 else "connection"


def extent(hits: Iterable[Hit]) -> str:
    """How bad it was, such as `8.2 % on average in 34 % of the active time`, each media by itself."""
    by_media = _by_media(told(hits))
    if len(by_media) == 1:
        return _amount(_pooled(next(iter(by_media.values()))))
    return ", ".join(
        f"{_amount(_pooled(by_media[media]))} ({MEDIA_WORDS[media]})"
        for media in MEDIA_WORDS
        if media in by_media
    )


def media_extent(hits: Iterable[Hit]) -> str:
    """The same with the media named also where there is only one: `audio, 8.2 % on average in ...`."""
    hits = told(hits)
    media = {hit.media for hit in hits}
    return f"{media_list(media)}, {extent(hits)}" if len(media) == 1 else extent(hits)


def _amount(found: Judgement) -> str:
    mean = f"{significant(found.value)} {found.scale.unit} on average"
    if found.share is None or found.samples is None:
        return f"{mean} over the whole call"
    return f"{mean} in {percent(found.share)} of the active time"


def worst(hits: Iterable[Hit]) -> Judgement:
    """The judgement of the worst hit."""
    return min(hits, key=_rank).judgement


def _rank(hit: Hit) -> tuple[int, float]:
    """By severity, then by the length of the bad time; cumulative statistics by its share."""
    found = hit.judgement
    length_s = len(found.bad) * hit.stream.interval_s if hit.stream else found.share or 0
    return SEVERITIES.index(found.severity), -length_s


def _by_media(ranked: Iterable[Hit]) -> dict[Media, list[Hit]]:
    by_media: dict[Media, list[Hit]] = {}
    for hit in ranked:
        by_media.setdefault(hit.media, []).append(hit)
    return by_media


def _worst_media(ranked: list[Hit]) -> list[Hit]:
    return _by_media(ranked)[ranked[0].media]


def _pooled(hits: list[Hit]) -> Judgement:
    """Streams of one media that are bad at the worst level among them, as if they were one stream."""
    first = hits[0].judgement
    alike = [hit.judgement for hit in hits if hit.judgement.level == first.level and hit.stream]
    samples = sum(each.samples or 0 for each in alike)
    bad = sum(len(each.bad) for each in alike)
    if len(alike) <= 1 or not bad:
        return first
    return replace(
        first,
        value=sum(each.value * len(each.bad) for each in alike) / bad,
        share=bad / samples,
        samples=samples,
    )


def _evidence(ranked: list[Hit]) -> tuple[Evidence, ...]:
    """All streams of a media together, so that many of one kind do not crowd out the other kind."""
    pooled = {media: _pooled(own) for media, own in _by_media(ranked).items()}
    return tuple(replace(found.evidence(), media=media) for media, found in pooled.items())[:MAX_EVIDENCE]


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
