"""Whether a metric of one stream was bad for long enough, and how bad."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import Literal

from rtk_mcp.report.finding import Evidence, Severity
from rtk_mcp.report.numbers import Numbers, highest, lowest
from rtk_mcp.report.stream import Indexes, Stream
from rtk_mcp.report.thresholds import (
    BURST_WINDOW,
    CRITICAL_RATIO,
    CUT_OFF,
    MIN_BAD_RATIO,
    MIN_BAD_SAMPLES,
    MIN_FAIR_RATIO,
    SEVERE_IN_A_ROW,
    SURE_SAMPLES,
    Scale,
)
from rtk_mcp.report.totals import Distribution

Level = Literal["fair", "poor"]
_LEVELS: tuple[Level, ...] = ("poor", "fair")
_MIN_RATIO: Mapping[Level, float] = {"poor": MIN_BAD_RATIO, "fair": MIN_FAIR_RATIO}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A metric beyond a limit, sustained or in a burst.

    Attributes:
        value: mean over the affected samples.
        threshold: the limit they are beyond, that of `level`.
        share: affected part of the samples judged.
        samples: how many were judged; None from cumulative statistics.
        bad: indexes of the affected samples, ascending.
        severe: those of them beyond the severe limit.
        cut_off: those in which hardly anything got through.
        brief: bad for a stretch only, not for a tenth of the time.
        outage: hardly anything got through in two samples in a row, or it was severe in three of five.
    """

    scale: Scale
    level: Level
    value: float
    threshold: float
    share: float | None
    samples: int | None
    bad: Indexes = ()
    severe: Indexes = ()
    cut_off: Indexes = ()
    brief: bool = False
    outage: bool = False

    @property
    def severe_share(self) -> float:
        """Part of the samples judged that is beyond the severe limit."""
        return len(self.severe) / self.samples if self.samples else 0.0

    @property
    def severity(self) -> Severity:
        """What the person felt: a short stretch only if it was severe, mild values only if there were enough."""
        if self._doubtful:
            return "info"
        if self.level == "fair" or self.brief:
            return "minor"
        return "critical" if self.severe_share >= CRITICAL_RATIO else "major"

    @property
    def _doubtful(self) -> bool:
        if self.brief:
            return not self.outage
        return self.level == "fair" and self.samples is not None and self.samples < SURE_SAMPLES

    def evidence(self) -> Evidence:
        """The measured value behind it."""
        return Evidence(
            metric=self.scale.column,
            value=self.value,
            unit=self.scale.unit,
            threshold=self.threshold,
            share_of_active_time=self.share,
            samples=self.samples,
        )


def may_be_bad(stream: Stream, scale: Scale) -> bool:
    """Whether any sample is beyond the fair limit: what mostly is not the case is soonest known."""
    column: Numbers = getattr(stream.samples, scale.column)
    return scale.beyond(lowest(column) if scale.low_is_bad else highest(column), scale.fair)


def judge(stream: Stream, scale: Scale, indexes: Indexes) -> Judgement | None:
    """Judge one metric over some of a stream's samples; None when it is not bad or not measured."""
    column: Numbers = getattr(stream.samples, scale.column)
    samples = stream.measured(scale.column, indexes)
    within: Indexes = indexes
    beyond = {}
    for level in ("fair", "poor"):
        within = beyond[level] = _beyond(stream, scale, within, scale.limit(level))
    severe = _beyond(stream, scale, beyond["poor"], scale.severe)
    cut_off = _beyond(stream, scale, severe, CUT_OFF[scale.column]) if scale.column in CUT_OFF else ()
    for level in _LEVELS:
        bad = beyond[level]
        sustained = len(bad) >= max(MIN_BAD_SAMPLES, _MIN_RATIO[level] * samples)
        outage = brief = False
        if not sustained and level == "poor":
            outage = _close(stream, scale, indexes, cut_off, SEVERE_IN_A_ROW, SEVERE_IN_A_ROW) or _close(
                stream, scale, indexes, severe, MIN_BAD_SAMPLES, BURST_WINDOW
            )
            brief = (
                outage
                or _close(stream, scale, indexes, severe, SEVERE_IN_A_ROW, SEVERE_IN_A_ROW)
                or _close(stream, scale, indexes, bad, MIN_BAD_SAMPLES, BURST_WINDOW)
            )
        if sustained or brief:
            return Judgement(
                scale=scale,
                level=level,
                value=fsum([column[index] for index in bad]) / len(bad),
                threshold=scale.limit(level),
                share=len(bad) / samples,
                samples=samples,
                bad=bad,
                severe=severe,
                cut_off=cut_off,
                brief=brief,
                outage=outage,
            )
    return None


def judge_totals(scale: Scale, found: Distribution | None) -> Judgement | None:
    """Judge a metric of which only cumulative statistics are there; None when it is not bad or not measured."""
    if found is None or not found.mean:
        return None
    for level in _LEVELS:
        limit, share = scale.limit(level), found.poor if level == "poor" else found.fair
        if (share or 0) >= _MIN_RATIO[level] or scale.beyond(found.mean, limit):
            return Judgement(scale, level, found.mean, limit, share, None)
    return None


def _beyond(stream: Stream, scale: Scale, indexes: Indexes, limit: float) -> Indexes:
    return stream.beyond(scale.column, indexes, limit, low_is_bad=scale.low_is_bad)


def _close(stream: Stream, scale: Scale, indexes: Indexes, bad: Indexes, number: int, window: int) -> bool:
    """Whether so many of the bad samples fall within a window of neighbouring measured ones."""
    if len(bad) < number:
        return False
    place_of = {index: place for place, (index, _) in enumerate(stream.values(scale.column, indexes))}
    places = [place_of[index] for index in bad]
    return any(after - before < window for before, after in zip(places, places[number - 1 :], strict=False))
