"""Everything in a report but the media: who, with what, over which path, and what happened to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Span = tuple[float, float]
"""Start and end, seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Whose report it is; `name` is what the person typed, not to be trusted."""

    peer_id: str | None
    session_id: str | None
    user_id: str | None
    custom_participant_id: str | None
    name: str | None
    role: str | None
    joined_at: datetime | None
    left_at: datetime | None
    minutes: float | None


@dataclass(frozen=True, slots=True)
class Machine:
    """Device, browser and SDK, as the client named them."""

    os: str | None
    os_version: str | None
    cpus: int | None
    is_mobile: bool | None
    browser: str | None
    browser_version: str | None
    sdk_name: str | None
    sdk_version: str | None


@dataclass(frozen=True, slots=True)
class Network:
    """Where the address is registered; city and address are private."""

    asn: str | None
    organisation: str | None
    country: str | None
    region: str | None
    city: str | None
    ipv4: str | None


@dataclass(frozen=True, slots=True)
class Path:
    """The candidate pair in use on one transport, at the end of the call.

    Attributes:
        kind: host, srflx, prflx or relay: the local candidate's type.
        protocol: udp, tcp or tls; for a relay the protocol to the TURN server.
        network: what the browser calls the network: wifi, ethernet, cellular, vpn; not proof of any but vpn.
        rtt_ms: the last one measured, not an average.
        remote_kind: the service's side of the pair.
        bytes_sent, bytes_received: since the pair came into use.
    """

    transport: Literal["send", "receive"]
    kind: str | None
    protocol: str | None
    network: str | None
    rtt_ms: float | None
    remote_kind: str | None = None
    bytes_sent: float | None = None
    bytes_received: float | None = None

    @property
    def over_tcp_relay(self) -> bool:
        """Whether a TURN relay is reached over tcp or tls."""
        return self.kind == "relay" and self.protocol in {"tcp", "tls"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; names vary, unknown ones are kept."""

    name: str
    at: datetime | None
    details: dict[str, Any]


Thing = Literal["microphone", "camera", "speaker"]


@dataclass(frozen=True, slots=True)
class DeviceChange:
    """A device that came, went, or was taken into use; `first` marks the list of what was there at the start.

    `label` is what the device or its owner calls it, not to be trusted.
    """

    thing: Thing
    kind: Literal["added", "removed", "selected"]
    at_s: float
    device_id: str | None
    first: bool = False
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """A report's metadata, read."""

    participant: Participant
    machine: Machine
    network: Network
    paths: tuple[Path, ...]
    events: tuple[Event, ...]
    hidden: tuple[Span, ...]
    devices: tuple[DeviceChange, ...] = ()
