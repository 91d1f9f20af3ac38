"""Whether a metric of one stream was bad for long enough, and how bad."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from rtk_mcp.report.finding import Confidence, Evidence, Severity
from rtk_mcp.report.numbers import Numbers, highest, lowest
from rtk_mcp.report.stream import Indexes, Stream
from rtk_mcp.report.thresholds import (
    BURST_WINDOW,
    CRITICAL_RATIO,
    MIN_BAD_RATIO,
    MIN_BAD_SAMPLES,
    MIN_FAIR_RATIO,
    SEVERE_IN_A_ROW,
    SURE_SAMPLES,
    Scale,
)
from rtk_mcp.report.totals import Distribution

Level = Literal["fair", "poor"]
_Measured = list[tuple[int, float]]
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
        bad: indexes of the affected samples.
        severe_share: part of the samples judged that is beyond the severe limit.
        brief: bad for a stretch only, not for a tenth of the time.
        outage: hardly anything got through during that stretch.
    """

    scale: Scale
    level: Level
    value: float
    threshold: float
    share: float | None
    samples: int | None
    bad: tuple[int, ...] = ()
    severe_share: float = 0.0
    brief: bool = False
    outage: bool = False

    @property
    def severity(self) -> Severity:
        """What the person felt: a short stretch only if it was severe, mild values only if there were enough."""
        if self._doubtful:
            return "info"
        if self.level == "fair" or self.brief:
            return "minor"
        return "critical" if self.severe_share >= CRITICAL_RATIO else "major"

    @property
    def confidence(self) -> Confidence:
        """High from enough rows, medium from few, low from cumulative statistics or next to nothing."""
        if self.samples is None or self._doubtful:
            return "low"
        return "high" if self.samples >= SURE_SAMPLES else "medium"

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


def judge(stream: Stream, scale: Scale, indexes: Indexes) -> Judgement | None:
    """Judge one metric over some of a stream's samples; None when it is not bad or not measured."""
    column: Numbers = getattr(stream.samples, scale.column)
    worst = lowest(column) if scale.low_is_bad else highest(column)
    if not scale.beyond(worst, scale.fair):
        return None
    measured = stream.values(scale.column, indexes)
    for level in _LEVELS:
        limit = scale.limit(level)
        bad = _beyond(scale, measured, limit)
        sustained = len(bad) >= max(MIN_BAD_SAMPLES, _MIN_RATIO[level] * len(measured))
        outage = not sustained and level == "poor" and _is_outage(scale, measured)
        if not sustained and not outage and (level == "fair" or not _in_a_burst(scale, measured)):
            continue
        return Judgement(
            scale=scale,
            level=level,
            value=fmean([value for _, value in bad]),
            threshold=limit,
            share=len(bad) / len(measured),
            samples=len(measured),
            bad=tuple([index for index, _ in bad]),
            severe_share=len(_beyond(scale, bad, scale.severe)) / len(measured),
            brief=not sustained,
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


def _in_a_burst(scale: Scale, measured: _Measured) -> bool:
    """Whether three of five neighbouring samples are poor."""
    return _close(_places(scale, measured, scale.poor), MIN_BAD_SAMPLES, BURST_WINDOW)


def _is_outage(scale: Scale, measured: _Measured) -> bool:
    """Whether two samples in a row are severe."""
    return _close(_places(scale, measured, scale.severe), SEVERE_IN_A_ROW, SEVERE_IN_A_ROW)


def _beyond(scale: Scale, measured: _Measured, limit: float) -> _Measured:
    """The same as `Scale.beyond` for each, without a call for each: a long call has tens of thousands."""
    if scale.low_is_bad:
        return [each for each in measured if each[1] < limit]
    return [each for each in measured if each[1] > limit]


def _places(scale: Scale, measured: _Measured, limit: float) -> list[int]:
    """Where in the measured samples those beyond a limit are."""
    bad = {index for index, _ in _beyond(scale, measured, limit)}
    return [place for place, (index, _) in enumerate(measured) if index in bad] if bad else []


def _close(places: list[int], number: int, window: int) -> bool:
    """Whether so many of the places fall within a window."""
    return any(after - before < window for before, after in zip(places, places[number - 1 :], strict=False))
