"""A peer report's metadata as documented: device, browser, network, candidate pairs, events."""

from typing import Any

from pydantic import Field

from rtk_mcp.api.models.base import Count, Timestamp, WireModel


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

    cpus: Count = None
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
    local_candidate_port: Count = None
    local_candidate_protocol: str | None = None
    local_candidate_related_address: str | None = None
    local_candidate_related_port: Count = None
    local_candidate_type: str | None = None
    local_candidate_url: str | None = None
    nominated: bool | None = None
    packets_discarded_on_send: float | None = None
    packets_received: float | None = None
    packets_sent: float | None = None
    remote_candidate_address: str | None = None
    remote_candidate_id: str | None = None
    remote_candidate_port: Count = None
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
