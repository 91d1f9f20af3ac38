"""What changes or goes wrong for one person while a call goes on."""

from dataclasses import dataclass
from typing import Literal

from rtk_mcp.sandbox.simulation.equipment import Network

Span = tuple[float, float]
"""Start and end in seconds from the start of the call."""
Role = Literal["microphone", "camera", "speaker"]
Permission = Literal["DENIED", "SYSTEM_DENIED", "COULD_NOT_START", "NO_DEVICES_AVAILABLE", "CANCELED"]


@dataclass(frozen=True, slots=True)
class DeviceChange:
    """At `at_s` the device in use is unplugged; with no `replaced_by` nothing takes its place."""

    at_s: float
    device: Role
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """From `at_s` to `until_s` the browser or the system gives no access to a device, so nothing of it is sent."""

    device: Literal["microphone", "camera", "screen"]
    permission: Permission = "DENIED"
    at_s: float = 0.0
    until_s: float = float("inf")


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
class CameraChange:
    """From `at_s` on the camera gives another frame rate: the light went, and each picture is exposed for longer."""

    at_s: float
    camera_fps: float


@dataclass(frozen=True, slots=True)
class Rival:
    """Transfers of somebody else on the same line, a backup or a download: TCP takes whatever it can get.

    `flows` is how many run side by side; many small ones push harder than one.
    """

    span: Span
    direction: Literal["up", "down"]
    flows: int = 4


@dataclass(frozen=True, slots=True)
class Seizure:
    """For a while the system or another program has the device: nothing vanishes, but nothing comes of it either.

    Attributes:
        noted: whether the browser tells the page, which then notes that the track was muted.
    """

    device: Literal["microphone", "camera"]
    span: Span
    noted: bool = True


@dataclass(frozen=True, slots=True)
class Dropouts:
    """A microphone on an overloaded bus: for moments it delivers nothing, and so no packets are made."""

    span: Span
    per_minute: float


@dataclass(frozen=True, slots=True)
class ClockJump:
    """At `at_s` the device's clock is set anew, forward or, below 0, back."""

    at_s: float
    by_s: float
