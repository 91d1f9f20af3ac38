"""The report's own cumulative statistics of a series, for when its rows are not there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.api.models.report import SERIES, PeerReportQuality, Series
from rtk_mcp.api.models.report_totals import AnyTotals
from rtk_mcp.report.scalars import within

_MAX_DELAY_MS = 60_000.0


@dataclass(frozen=True, slots=True)
class Distribution:
    """A metric over all samples of a series, as far as the report's buckets tell.

    Attributes:
        mean: over the whole call, unmeasured zeros averaged in.
        fair, poor: share of samples beyond a limit at or past that of the finding, 0 to 1.
    """

    mean: float
    fair: float | None = None
    poor: float | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """One series over the whole call and all its streams; `metrics` has the names of the sample columns."""

    series: str
    media: Media
    direction: Direction
    metrics: Mapping[str, Distribution]

    def mean(self, column: str) -> float | None:
        """A metric's mean over the whole call."""
        found = self.metrics.get(column)
        return found.mean if found else None


def read_totals(quality: dict[str, Any]) -> tuple[Totals, ...]:
    """The cumulative sections that say anything: an unused one is an empty object, or zero throughout."""
    sections = {
        name: value
        for name, value in quality.items()
        if name.endswith("_cumulative") and isinstance(value, dict)
    }
    wire = PeerReportQuality.model_validate(sections)
    read = [_totals(series, getattr(wire, f"{series.name}_cumulative")) for series in SERIES]
    return tuple(totals for totals in read if totals and any(each.mean for each in totals.metrics.values()))


def _totals(series: Series, section: AnyTotals | None) -> Totals | None:
    if section is None:
        return None
    audio = "audio" in series.media
    read = {
        "loss_pct": _distribution(
            section,
            "packet_loss.avg",
            100,
            fair=None if audio else "packet_loss.over_5_ratio",
            poor="packet_loss.over_5_ratio" if audio else "packet_loss.over_10_ratio",
        ),
        "rtt_ms": _distribution(
            section, "rtt.avg", _MAX_DELAY_MS, fair="rtt.over_250ms_ratio", poor="rtt.over_500ms_ratio"
        ),
        "jitter_buffer_ms": _distribution(
            section,
            "jitter_buffer_delay.avg",
            _MAX_DELAY_MS,
            fair="jitter_buffer_delay.over_100ms_ratio",
            poor="jitter_buffer_delay.over_250ms_ratio",
        ),
        "score_ratio": _distribution(section, "quality_mos.avg", 1),
        "fps": _distribution(section, "frame_per_second.avg", 1000, poor="issues.lag_fraction"),
        "long_side_px": _distribution(
            section, "frame_width.avg", 20_000, poor="issues.poor_resolution_fraction"
        ),
        "bandwidth_limited": _share(section, "issues.bandwidth_quality_limitation_fraction"),
        "cpu_limited": _share(section, "issues.cpu_quality_limitation_fraction"),
    }
    return Totals(
        series=series.name,
        media=series.media,
        direction=series.direction,
        metrics={name: found for name, found in read.items() if found},
    )


def _distribution(
    section: AnyTotals, mean: str, highest: float, *, fair: str | None = None, poor: str | None = None
) -> Distribution | None:
    value = _value(section, mean, highest)
    if value is None:
        return None
    return Distribution(
        value,
        fair=_value(section, fair, 1) if fair else None,
        poor=_value(section, poor, 1) if poor else None,
    )


def _share(section: AnyTotals, path: str) -> Distribution | None:
    """A predicate of each sample: its mean is its share."""
    value = _value(section, path, 1)
    return None if value is None else Distribution(value, fair=value)


def _value(section: AnyTotals, path: str, highest: float) -> float | None:
    """A number inside the section, None where the series has no such field or it is impossible."""
    value: Any = section
    for name in path.split("."):
        value = getattr(value, name, None)
    return within(value, 0, highest) if isinstance(value, float) else None
