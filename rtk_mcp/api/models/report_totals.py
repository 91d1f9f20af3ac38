"""The cumulative sections of a peer report as documented."""

from pydantic import Field

from rtk_mcp.api.models.base import WireModel


class LatencyTotals(WireModel):
    """A delay in ms; the fractions nest: 250 ms is counted in 100 ms too."""

    avg: float | None = None
    over_100ms_ratio: float | None = Field(default=None, alias="100ms_or_greater_event_fraction")
    over_250ms_ratio: float | None = Field(default=None, alias="250ms_or_greater_event_fraction")
    over_500ms_ratio: float | None = Field(default=None, alias="500ms_or_greater_event_fraction")


class LossTotals(WireModel):
    """Percent lost, and the share of sample intervals that lost 5, 10, 25, 50 % or more."""

    avg: float | None = None
    over_5_ratio: float | None = Field(default=None, alias="5_or_greater_event_fraction")
    over_10_ratio: float | None = Field(default=None, alias="10_or_greater_event_fraction")
    over_25_ratio: float | None = Field(default=None, alias="25_or_greater_event_fraction")
    over_50_ratio: float | None = Field(default=None, alias="50_or_greater_event_fraction")


class Percentiles(WireModel):
    """An average and upper percentiles; of a higher-is-better value these hide the bad tail."""

    avg: float | None = None
    p50: float | None = None
    p75: float | None = None
    p90: float | None = None


class AudioConsumerTotals(WireModel):
    """All audio received."""

    jitter_buffer_delay: LatencyTotals | None = None
    packet_loss: LossTotals | None = None
    quality_mos: Percentiles | None = None


class AudioProducerTotals(WireModel):
    """All audio sent."""

    packet_loss: LossTotals | None = None
    quality_mos: Percentiles | None = None
    rtt: LatencyTotals | None = None


class VideoConsumerIssues(WireModel):
    """Shares of samples that the collector marked."""

    lag_fraction: float | None = None
    no_video_fraction: float | None = None
    poor_resolution_fraction: float | None = None


class VideoConsumerTotals(WireModel):
    """All video received."""

    frame_per_second: Percentiles | None = None
    frame_width: Percentiles | None = None
    issues: VideoConsumerIssues | None = None
    jitter_buffer_delay: LatencyTotals | None = None
    key_frames_decoded_fraction: float | None = None
    packet_loss: LossTotals | None = None
    quality_mos: Percentiles | None = None


class VideoProducerIssues(WireModel):
    """Shares of samples that the collector marked."""

    bandwidth_quality_limitation_fraction: float | None = None
    cpu_quality_limitation_fraction: float | None = None
    no_video_fraction: float | None = None
    poor_resolution_fraction: float | None = None
    quality_limitation_fraction: float | None = None


class VideoProducerTotals(WireModel):
    """All video sent."""

    frame_per_second: Percentiles | None = None
    frame_width: Percentiles | None = None
    high_negative_feedback_fraction: float | None = None
    issues: VideoProducerIssues | None = None
    key_frames_encoded_fraction: float | None = None
    packet_loss: LossTotals | None = None
    quality_mos: Percentiles | None = None
    rtt: LatencyTotals | None = None


AnyTotals = AudioConsumerTotals | AudioProducerTotals | VideoConsumerTotals | VideoProducerTotals
