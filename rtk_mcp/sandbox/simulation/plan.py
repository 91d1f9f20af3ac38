"""What happens in a simulated call: its people, their devices and networks, and what goes wrong with them.

Everything a peer report says follows from a plan by simulation; a plan holds causes, never symptoms.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Span = tuple[float, float]
"""Start and end in seconds from the start of the call."""


@dataclass(frozen=True, slots=True)
class Link:
    """One direction of an access network between a device and the SFU."""

    loss_ratio: float = 0.0005
    jitter_ms: float = 3.0
    bandwidth_kbps: float = 30_000.0


@dataclass(frozen=True, slots=True)
class Network:
    """How a person reaches the SFU; `relay` is the protocol to a TURN server, None without one."""

    rtt_ms: float = 30.0
    up: Link = field(default_factory=Link)
    down: Link = field(default_factory=Link)
    kind: Literal["ethernet", "wifi", "cellular", "vpn"] = "wifi"
    relay: Literal["udp", "tcp", "tls"] | None = None
    asn: str = "AS64500"
    organisation: str = "Example Broadband"
    city: str = "Example City"
    region: str = "Example Region"
    country: str = "NL"
    timezone: str = "Europe/Amsterdam"


@dataclass(frozen=True, slots=True)
class Device:
    """What a person joins with; `cpu_headroom` is 1.0 when it encodes and decodes everything in time."""

    browser: str = "Chrome"
    browser_version: str = "143.0.0.0"
    engine: str = "Blink"
    os: str = "Windows"
    os_version: str = "11"
    cpus: int = 8
    is_mobile: bool = False
    cpu_headroom: float = 1.0
    microphone: str = "Built-in microphone"
    camera: str = "Integrated camera"
    speaker: str = "Built-in speakers"
    sdk_name: str = "web-core"
    sdk_version: str = "1.4.0"
    measures_uplink: bool = True
    """Whether the SDK fills in producer loss, jitter and RTT; many current web SDKs do not."""
    simulcast_layers: int = 3
    """How many sizes of the camera picture it sends at once, 1 to 3."""
    key_frame_delay_s: float = 0.0
    """How late its encoder answers a request for a key frame; a faulty hardware encoder takes seconds."""


@dataclass(frozen=True, slots=True)
class DeviceChange:
    """At `at_s` the device in use is unplugged; with no `replaced_by` nothing takes its place."""

    at_s: float
    device: Literal["microphone", "camera", "speaker"]
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """From `at_s` on the browser or the system gives no access to a device, so nothing of it is sent."""

    device: Literal["microphone", "camera", "screen"]
    permission: Literal["DENIED", "SYSTEM_DENIED", "COULD_NOT_START", "NO_DEVICES_AVAILABLE", "CANCELED"] = (
        "DENIED"
    )
    at_s: float = 0.0


@dataclass(frozen=True, slots=True)
class NetworkChange:
    """From `at_s` on the person's network is another one: roaming, congestion that begins or ends."""

    at_s: float
    network: Network


@dataclass(frozen=True, slots=True)
class CpuChange:
    """From `at_s` on the device has another headroom."""

    at_s: float
    cpu_headroom: float


@dataclass(frozen=True, slots=True)
class Person:
    """One stay of one person in the call; a rejoin is another stay: same user_id, new peer_id."""

    peer_id: str
    user_id: str
    custom_participant_id: str
    name: str
    preset: str = "group_call_participant"
    joins_s: float = 0.0
    leaves_s: float | None = None
    device: Device = field(default_factory=Device)
    network: Network = field(default_factory=Network)
    network_changes: tuple[NetworkChange, ...] = ()
    cpu_changes: tuple[CpuChange, ...] = ()
    microphone_on: tuple[Span, ...] = ()
    camera_on: tuple[Span, ...] = ()
    shares_screen: tuple[Span, ...] = ()
    talks: tuple[Span, ...] = ()
    tab_hidden: tuple[Span, ...] = ()
    shares_audio: tuple[Span, ...] = ()
    """When a shared screen carries sound; only within `shares_screen`."""
    microphone_silent: tuple[Span, ...] = ()
    """Muted at the microphone itself: the call goes on sending packets, with silence in them."""
    outages: tuple[Span, ...] = ()
    """No network at all; the longer ones end in a reconnect on new transports."""
    device_changes: tuple[DeviceChange, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class CallPlan:
    """One call; the same plan always gives the same reports."""

    session_id: str
    meeting_id: str
    started_at: datetime
    duration_s: float
    people: tuple[Person, ...]
    seed: int
    counters: Literal["delta", "cumulative"] = "delta"
    """How the backend wrote the consumer counters whose treatment is not documented."""
