"""The peer report as documented: metadata, eight series of samples and their cumulative sections.

A long call has tens of thousands of samples, so the condenser reads rows with accessors of its own: through
these models it takes over ten times as long. The row models say which fields each series has.
"""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from rtk_mcp.api.models.base import Timestamp, WireModel

Media = Literal["audio", "video", "screenshare_audio", "screenshare_video"]
Direction = Literal["send", "receive"]


class Device(WireModel):
    """A camera, microphone or speaker."""

    device_id: str | None = None
    kind: str | None = None
    label: str | None = None


class DeviceUpdate(WireModel):
    """Devices that appeared or disappeared."""

    added: tuple[Device, ...] = ()
    removed: tuple[Device, ...] = ()
    timestamp: Timestamp = None


class SelectedDevice(WireModel):
    """The device taken into use."""

    device: Device | None = None
    timestamp: Timestamp = None


class BrowserMetadata(WireModel):
    """The browser that ran the SDK."""

    browser: str | None = None
    browser_version: str | None = None
    engine: str | None = None
    user_agent: str | None = None
    webgl_support: bool | None = None


class DeviceInfo(WireModel):
    """The machine."""

    cpus: int | None = None
    is_mobile: bool | None = None
    os: str | None = None
    os_version: str | None = None


class CandidatePair(WireModel):
    """The last snapshot of one ICE candidate pair: counters since the start, RTT in s, bitrates in bit/s."""

    available_incoming_bitrate: float | None = None
    available_outgoing_bitrate: float | None = None
    bytes_discarded_on_send: float | None = None
    bytes_received: float | None = None
    bytes_sent: float | None = None
    current_round_trip_time: float | None = None
    last_packet_received_timestamp: float | None = None
    last_packet_sent_timestamp: float | None = None
    local_candidate_address: str | None = None
    local_candidate_id: str | None = None
    local_candidate_network_type: str | None = None
    local_candidate_port: int | None = None
    local_candidate_protocol: str | None = None
    local_candidate_related_address: str | None = None
    local_candidate_related_port: int | None = None
    local_candidate_type: str | None = None
    local_candidate_url: str | None = None
    nominated: bool | None = None
    packets_discarded_on_send: float | None = None
    packets_received: float | None = None
    packets_sent: float | None = None
    remote_candidate_address: str | None = None
    remote_candidate_id: str | None = None
    remote_candidate_port: int | None = None
    remote_candidate_protocol: str | None = None
    remote_candidate_type: str | None = None
    remote_candidate_url: str | None = None
    total_round_trip_time: float | None = None


class CandidatePairs(WireModel):
    """Pairs per transport: one transport receives, the other sends."""

    consuming_transport: tuple[CandidatePair, ...] = ()
    producing_transport: tuple[CandidatePair, ...] = ()


class ReportEvent(WireModel):
    """Something that happened to this participant; names vary."""

    name: str | None = None
    timestamp: Timestamp = None
    metadata: dict[str, Any] = Field(default_factory=dict)


class Asn(WireModel):
    """The network operator."""

    asn: str | None = None
    domain: str | None = None
    name: str | None = None
    route: str | None = None
    type: str | None = None


class IpInformation(WireModel):
    """Where the participant's address is registered."""

    asn: Asn | None = None
    city: str | None = None
    country: str | None = None
    ipv4: str | None = None
    org: str | None = None
    region: str | None = None
    timezone: str | None = None


class NativeMetadata(WireModel):
    """Encoders of a native SDK."""

    audio_encoder: str | None = None
    video_encoder: str | None = None


class PeerConnectionMetadata(WireModel):
    """Connectivity checks before the call; current SDKs skip them, so false is no proof of a block."""

    effective_network_type: str | None = None
    reflexive_connectivity: bool | None = None
    relay_connectivity: bool | None = None
    sdp: tuple[str, ...] = ()
    timestamp: Timestamp = None
    turn_connectivity: bool | None = None


class PeerReportMetadata(WireModel):
    """Everything about the participant's side but the media."""

    audio_devices_updates: tuple[DeviceUpdate, ...] = ()
    browser_metadata: BrowserMetadata | None = None
    candidate_pairs: CandidatePairs | None = None
    device_info: DeviceInfo | None = None
    events: tuple[ReportEvent, ...] = ()
    ip_information: IpInformation | None = None
    native_metadata: NativeMetadata | None = None
    pc_metadata: tuple[PeerConnectionMetadata, ...] = ()
    room_view_type: str | None = None
    sdk_name: str | None = None
    sdk_type: str | None = None
    sdk_version: str | None = None
    selected_device_updates: tuple[SelectedDevice, ...] = ()
    speaker_devices_updates: tuple[DeviceUpdate, ...] = ()
    video_devices_updates: tuple[DeviceUpdate, ...] = ()


class _Sample(WireModel):
    """What every row has; jitter in s."""

    jitter: float | None = None
    mid: str | None = None
    mos_quality: float | None = None
    packets_lost: float | None = None
    producer_id: str | None = None
    ssrc: float | None = None
    timestamp: Timestamp = None


class AudioConsumerSample(_Sample):
    """Audio received from one producer, about every 7 s; delays in s, summed over emitted samples."""

    bytes_received: float | None = None
    concealment_events: float | None = None
    consumer_id: str | None = None
    jitter_buffer_delay: float | None = None
    jitter_buffer_emitted_count: float | None = None
    packets_received: float | None = None
    peer_id: str | None = None


class VideoConsumerSample(_Sample):
    """Video received from one producer, about every 7 s."""

    bytes_received: float | None = None
    consumer_id: str | None = None
    fir_count: float | None = None
    frame_height: float | None = None
    frame_width: float | None = None
    frames_decoded: float | None = None
    frames_dropped: float | None = None
    frames_per_second: float | None = None
    jitter_buffer_delay: float | None = None
    jitter_buffer_emitted_count: float | None = None
    key_frames_decoded: float | None = None
    packets_received: float | None = None
    peer_id: str | None = None


class AudioProducerSample(_Sample):
    """Audio sent, about every 7 s; RTT in s."""

    bytes_sent: float | None = None
    packets_sent: float | None = None
    rtt: float | None = None


class LimitationDurations(WireModel):
    """Seconds the encoder was limited, by reason."""

    bandwidth: float | None = None
    cpu: float | None = None
    none: float | None = None
    other: float | None = None


class VideoProducerSample(_Sample):
    """Video sent, about every 7 s; each simulcast layer may be a row of its own."""

    bytes_sent: float | None = None
    fir_count: float | None = None
    frame_height: float | None = None
    frame_width: float | None = None
    frames_encoded: float | None = None
    frames_per_second: float | None = None
    key_frames_encoded: float | None = None
    packets_sent: float | None = None
    pli_count: float | None = None
    quality_limitation_durations: LimitationDurations | None = None
    quality_limitation_reason: str | None = None
    quality_limitation_resolution_changes: float | None = None
    rtt: float | None = None


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
