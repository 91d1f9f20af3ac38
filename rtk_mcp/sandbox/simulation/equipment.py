"""What a person joins a call with: a network and a device."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Link:
    """One direction of an access network between a device and the SFU."""

    loss_ratio: float = 0.0005
    jitter_ms: float = 3.0
    bandwidth_kbps: float = 30_000.0
    spells_ratio: float = 0.7
    """Part of the loss that comes in spells of seconds, as radio and full lines lose; the rest is spread evenly."""


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
    camera_width: int = 1280
    camera_fps: float = 30.0
    sparse_audio: bool = False
    """Whether it sends next to nothing while its person is silent (Opus DTX)."""
    least_playout_delay_ms: float = 0.0
    """How long the page asks its jitter buffers to hold everything at least, for smoothness."""
    hidden_tab_drops: float = 0.2
    """Share of received frames that are dropped unseen while the tab is hidden; browsers differ."""
    hidden_timer_s: float = 7.0
    """How often its collector gets to look while the tab is hidden; some browsers slow the timers of such tabs."""
    score_counts_delay: bool = False
    """Whether its collector lets the round trip enter the score, as speech-quality models do; the web one does not."""
    clock_error_s: float | None = None
    """How far its clock is off; None for the small error that most clocks have."""
