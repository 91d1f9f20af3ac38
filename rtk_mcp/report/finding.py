"""What a finding is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rtk_mcp.api.models.media import Media

Severity = Literal["critical", "major", "minor", "info"]
Confidence = Literal["high", "medium", "low"]
Verdict = Literal["good", "fair", "poor", "unknown"]
FindingMedia = Literal["audio", "video", "screenshare_audio", "screenshare_video", "connection", "device"]
FindingDirection = Literal["send", "receive", "none"]

SEVERITIES: tuple[Severity, ...] = ("critical", "major", "minor", "info")
"""From what made the call hardly usable to what is worth knowing but was not felt."""
CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One measured value behind a finding.

    Attributes:
        metric: name with its unit, such as `rtt_ms`; `value` is its mean over the affected samples.
        threshold: what the affected samples are beyond.
        share_of_active_time: affected part of the time in which media flowed, 0 to 1.
        samples: how many samples were judged; None when only the report's cumulative statistics were there.
        media: what it was measured on; None for what concerns no media.
        by: whose reports have it, where several people's are read: of those whose problem it is, or of others.
    """

    metric: str
    value: float | str
    unit: str | None = None
    threshold: float | None = None
    share_of_active_time: float | None = None
    samples: int | None = None
    media: Media | None = None
    by: Literal["their own", "others"] | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the call in which it showed, by the client's clock."""

    start: datetime
    end: datetime
    worst: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the report shows, with its evidence; `summary` stands alone."""

    code: str
    severity: Severity
    confidence: Confidence
    media: FindingMedia
    direction: FindingDirection
    summary: str
    evidence: tuple[Evidence, ...] = ()
    likely_cause: str | None = None
    advice: str | None = None
    streams: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()
