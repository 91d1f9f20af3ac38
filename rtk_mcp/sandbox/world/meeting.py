"""How a meeting of the world is written down before it is given ids, a date and a timed conversation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from rtk_mcp.sandbox.simulation.plan import CpuChange, Device, Network, NetworkChange, Span
from rtk_mcp.sandbox.world.model import Kept, PayloadType, ReportKept, Utterance, ViewType
from rtk_mcp.sandbox.world.speaker import Speaker

Talk = Callable[[Sequence[Speaker], Random], tuple[Utterance, ...]]
"""Makes everything that these people say in a meeting, in order of its start."""


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of the cast, with what they usually join from.

    Attributes:
        key: the label used in dialogues; two people can share a `name`, never a key.
        name: the display name.
    """

    key: str
    name: str
    network: Network = field(default_factory=Network)
    device: Device = field(default_factory=Device)


@dataclass(frozen=True, slots=True)
class Attendance:
    """One stay of a member in a meeting, and what goes wrong for them there.

    Attributes:
        joins_s, leaves_s: None for "at the beginning" and "at the end", give or take some seconds.
        network, device: instead of what the member usually has.
        display_name: instead of the member's own.
        talks_share: how often the member takes the floor in unscripted talk; 0 for listeners.
        camera: whole stay, not at all, or spans.
        microphone: open the whole stay, or around what the member says.
        report: what the service has of this stay's peer report.
    """

    who: Member
    joins_s: float | None = None
    leaves_s: float | None = None
    network: Network | None = None
    network_changes: tuple[NetworkChange, ...] = ()
    device: Device | None = None
    cpu_changes: tuple[CpuChange, ...] = ()
    display_name: str | None = None
    preset: str = "group_call_participant"
    talks_share: float = 1.0
    camera: Literal["on", "off"] | tuple[Span, ...] = "on"
    microphone: Literal["open", "push"] = "push"
    shares_screen: tuple[Span, ...] = ()
    tab_hidden: tuple[Span, ...] = ()
    report: ReportKept = ReportKept.YES
    stray_quote: bool = False


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One chat message as written in the world's lists; `minute` counts from the start."""

    minute: float
    who: str
    text: str
    payload_type: PayloadType = "TEXT_MESSAGE"
    pinned: bool = False
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """When a meeting takes place.

    Attributes:
        workdays_ago: counted back from today, 1 for the last working day before it.
        weekday: instead of that, the latest such day (0 is Monday) on which the meeting is over by now.
        last_week: the weekday is that of the calendar week before this one, Monday to Sunday.
        minutes_ago: instead of both, a start this long before now.
    """

    workdays_ago: int = 1
    weekday: int | None = None
    last_week: bool = False
    minutes_ago: int | None = None
    hour: int = 9
    minute: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """A breakout room of a meeting."""

    key: str
    title: str
    start_s: float
    minutes: float
    attendances: tuple[Attendance, ...]
    script: str
    topics: tuple[str, ...]
    kept: Kept = field(default_factory=Kept)
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session before it has ids and a date.

    Attributes:
        series: meetings of one series share their meeting id; the key alone when empty.
        script: hand-written dialogue, see `script.py`.
        topics: what unscripted talk between the written passages is about; without topics there is none.
        pause_s: shortest and longest pause between two unscripted remarks.
        talk: where what is said comes from, when not from script and topics.
        v1: the ids are room names; "session" for both ids, "meeting" for the meeting's alone.
    """

    key: str
    title: str
    day: Day
    minutes: float
    attendances: tuple[Attendance, ...]
    script: str = ""
    topics: tuple[str, ...] = ()
    pause_s: tuple[float, float] = (0.6, 7.0)
    talk: Talk | None = None
    chat: tuple[ChatLine, ...] = ()
    summary: str = ""
    kept: Kept = field(default_factory=Kept)
    kind: Literal["meeting", "livestream"] = "meeting"
    view_type: ViewType = "GROUP_CALL"
    series: str = ""
    v1: Literal["", "session", "meeting"] = ""
    live: bool = False
    rooms: tuple[Room, ...] = ()
    counters: Literal["delta", "cumulative"] = "delta"
