"""The rows of a peer report's series as documented.

A long call has tens of thousands of samples, so the condenser reads rows with accessors of its own: validating
5,000 rows here takes eight times as long as parsing their JSON, about as long as all of condensing, and leaves
an object for each. The row models say which fields each series has.
"""

from rtk_mcp.api.models.base import Timestamp, WireModel


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
