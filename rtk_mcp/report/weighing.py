"""How much of the call a person felt it: bad stretches of all streams together against the time there was to feel.

A stream that was there for a minute can be bad half of its time and still be a blip of an hour's call; twelve
streams that were bad one after the other are a bad call although each was bad for a twelfth of it.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.report.finding import SEVERITIES, Severity
from rtk_mcp.report.hits import Hit
from rtk_mcp.report.signals import SLOT_S, PeerSignals
from rtk_mcp.report.thresholds import (
    CRITICAL_RATIO,
    LASTING_S,
    LONG_OUTAGE_S,
    MANY_RECONNECTS,
    MIN_BAD_RATIO,
    MIN_BAD_SAMPLES,
    MIN_FAIR_RATIO,
    NOTICED_S,
    STANDSTILL_RATIO,
    STANDSTILL_S,
    SURE_SAMPLES,
)


def felt(hits: Iterable[Hit], signals: PeerSignals) -> Severity:
    """What the person felt of these hits of one metric, each media by itself; the worst counts.

    Major beyond the poor limit in a tenth of the time in which such media flowed at all, or for minutes; minor
    for a shorter time, when severe, or beyond the fair limit; info for what was hardly there.
    """
    by_media: dict[Media, list[Hit]] = {}
    for hit in hits:
        by_media.setdefault(hit.media, []).append(hit)
    found = [_of_media(each, signals) for each in by_media.values()]
    return min(found, key=SEVERITIES.index, default="info")


def _of_media(hits: Sequence[Hit], signals: PeerSignals) -> Severity:
    counted = [hit.judgement.severity for hit in hits if hit.stream is None]
    streams = [hit.stream for hit in hits if hit.stream]
    if streams:
        flowed = flowing_slots(signals, streams[0].direction, hits[0].media)
        counted.append(_of_rows([hit for hit in hits if hit.stream], flowed))
    return min(counted, key=SEVERITIES.index)


def _of_rows(hits: Sequence[Hit], flowed: int) -> Severity:
    poor = [hit for hit in hits if hit.judgement.level == "poor"]
    bad = bad_slots(poor)
    if lasting(len(bad), flowed):
        severe = len(bad_slots(poor, severe=True))
        return "critical" if severe >= max(CRITICAL_RATIO * flowed, MIN_BAD_SAMPLES) else "major"
    if len(bad) * SLOT_S >= NOTICED_S or any(_cut_off(hit) for hit in poor):
        return "minor"
    mild = [hit for hit in hits if (hit.judgement.samples or 0) >= SURE_SAMPLES]
    return "minor" if lasting(len(bad_slots(mild)), flowed, ratio=MIN_FAIR_RATIO) else "info"


def lasting(bad: int, flowed: int, *, ratio: float = MIN_BAD_RATIO) -> bool:
    """Whether so many bad stretches are a good part of the time or go on for minutes."""
    return bad >= max(min(ratio * flowed, LASTING_S / SLOT_S), MIN_BAD_SAMPLES)


def stood_still(stopped: int, flowed: int) -> Severity:
    """What was felt of media that stopped altogether for so many stretches."""
    enough = max(min(STANDSTILL_RATIO * flowed, STANDSTILL_S // SLOT_S), MIN_BAD_SAMPLES)
    return "major" if stopped >= enough else "minor"


def of_breaks(breaks: int, total_s: float, share: float) -> Severity:
    """What was felt of a connection that was dead so often, for so long, and for that part of the call."""
    if share >= CRITICAL_RATIO and total_s >= NOTICED_S:
        return "critical"
    return "major" if breaks >= MANY_RECONNECTS or total_s >= LONG_OUTAGE_S else "minor"


def flowing_slots(signals: PeerSignals, direction: Direction, media: Media) -> int:
    """How many stretches of the call had such media that may be judged."""
    return signals.flowing_slots.get((direction, media), 0)


def bad_slots(hits: Iterable[Hit], *, severe: bool = False) -> set[float]:
    """The stretches of the call in which these hits show; with `severe` only those beyond the severe limit."""
    shown = ((hit.stream, hit.judgement.severe if severe else hit.judgement.bad) for hit in hits)
    return set[float]().union(*(stream.slots_of(bad, SLOT_S) for stream, bad in shown if stream))


def _cut_off(hit: Hit) -> bool:
    """Whether hardly anything got through in two samples in a row."""
    return hit.judgement.outage or any(
        after - before == 1 for before, after in pairwise(hit.judgement.cut_off)
    )
