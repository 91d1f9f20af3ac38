"""What happens in a simulated call: its people, their devices and networks, and what goes wrong with them.

Everything a peer report says follows from a plan by simulation; a plan holds causes, never symptoms.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from rtk_mcp.sandbox.simulation.changes import (
    CameraChange,
    ClockJump,
    CpuChange,
    DeviceChange,
    Dropouts,
    NetworkChange,
    Refusal,
    Rival,
    Seizure,
    Span,
)
from rtk_mcp.sandbox.simulation.equipment import Device, Link, Network

__all__ = [
    "CallPlan",
    "CameraChange",
    "ClockJump",
    "CpuChange",
    "Device",
    "DeviceChange",
    "Dropouts",
    "Link",
    "Network",
    "NetworkChange",
    "Person",
    "Refusal",
    "Rival",
    "Seizure",
    "Span",
]


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
    seizures: tuple[Seizure, ...] = ()
    dropouts: tuple[Dropouts, ...] = ()
    camera_changes: tuple[CameraChange, ...] = ()
    rivals: tuple[Rival, ...] = ()
    decoder_hangs: tuple[Span, ...] = ()
    """Received packets pile up before a video decoder that has stopped."""
    decoder_errors: tuple[Span, ...] = ()
    """A faulty video decoder loses the thread about once a second, and asks for a key frame each time."""
    shared_content: Literal["slides", "mixed", "moving"] = "mixed"
    """What is on a shared screen: slides that stand still, a page that is scrolled now and then, a film."""
    shared_width: int = 1920
    """Width of the shared screen or window, in pixels."""
    clock_jumps: tuple[ClockJump, ...] = ()


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
    limit_durations: Literal["delta", "cumulative"] = "cumulative"
    """The same for how long an encoder was limited, and how often its picture changed size."""
