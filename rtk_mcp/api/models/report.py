"""The peer report as documented: metadata, eight series of samples and their cumulative sections."""

from dataclasses import dataclass

from rtk_mcp.api.models.base import Timestamp, WireModel
from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.api.models.participant import PeerEvent
from rtk_mcp.api.models.report_metadata import PeerReportMetadata
from rtk_mcp.api.models.report_rows import (
    AudioConsumerSample,
    AudioProducerSample,
    VideoConsumerSample,
    VideoProducerSample,
)
from rtk_mcp.api.models.report_totals import (
    AudioConsumerTotals,
    AudioProducerTotals,
    VideoConsumerTotals,
    VideoProducerTotals,
)


class PeerReportQuality(WireModel):
    """Eight series of samples and their cumulative sections; unused sections are empty objects."""

    audio_consumer: tuple[AudioConsumerSample, ...] = ()
    audio_consumer_cumulative: AudioConsumerTotals | None = None
    audio_producer: tuple[AudioProducerSample, ...] = ()
    audio_producer_cumulative: AudioProducerTotals | None = None
    screenshare_audio_consumer: tuple[AudioConsumerSample, ...] = ()
    screenshare_audio_consumer_cumulative: AudioConsumerTotals | None = None
    screenshare_audio_producer: tuple[AudioProducerSample, ...] = ()
    screenshare_audio_producer_cumulative: AudioProducerTotals | None = None
    screenshare_video_consumer: tuple[VideoConsumerSample, ...] = ()
    screenshare_video_consumer_cumulative: VideoConsumerTotals | None = None
    screenshare_video_producer: tuple[VideoProducerSample, ...] = ()
    screenshare_video_producer_cumulative: VideoProducerTotals | None = None
    video_consumer: tuple[VideoConsumerSample, ...] = ()
    video_consumer_cumulative: VideoConsumerTotals | None = None
    video_producer: tuple[VideoProducerSample, ...] = ()
    video_producer_cumulative: VideoProducerTotals | None = None


class PeerReport(WireModel):
    """A peer's call statistics."""

    metadata: PeerReportMetadata | None = None
    quality: PeerReportQuality | None = None


class ReportParticipant(WireModel):
    """Whose report it is."""

    id: str | None = None
    session_id: str | None = None
    user_id: str | None = None
    custom_participant_id: str | None = None
    display_name: str | None = None
    role: str | None = None
    preset_name: str | None = None
    joined_at: Timestamp = None
    left_at: Timestamp = None
    created_at: Timestamp = None
    updated_at: Timestamp = None
    duration: float | None = None
    peer_events: tuple[PeerEvent, ...] = ()
    peer_report: PeerReport | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One series of `quality`: what it holds and which fields its rows have."""

    name: str
    media: Media
    direction: Direction
    row: type[WireModel]


SERIES = (
    Series("audio_consumer", "audio", "receive", AudioConsumerSample),
    Series("video_consumer", "video", "receive", VideoConsumerSample),
    Series("screenshare_audio_consumer", "screenshare_audio", "receive", AudioConsumerSample),
    Series("screenshare_video_consumer", "screenshare_video", "receive", VideoConsumerSample),
    Series("audio_producer", "audio", "send", AudioProducerSample),
    Series("video_producer", "video", "send", VideoProducerSample),
    Series("screenshare_audio_producer", "screenshare_audio", "send", AudioProducerSample),
    Series("screenshare_video_producer", "screenshare_video", "send", VideoProducerSample),
)
