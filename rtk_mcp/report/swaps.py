"""Devices that went away while they were in use, and what took their place."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from rtk_mcp.report.context import DeviceChange, Thing
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream

HOT_SWAP_S = 10.0
"""Who plugs in another device or whose browser falls back to one does it at once; later is a new decision."""
MAX_SWAPS = 100
"""More tell nothing more."""
_MEDIA: dict[Thing, str] = {"microphone": "audio", "camera": "video"}
_AT = attrgetter("at_s")


@dataclass(frozen=True, slots=True)
class Swap:
    """A device in use that went away.

    Attributes:
        at_s: when it went.
        back_s: when another was taken into use; None when none was.
        flowed: whether media of the kind went on for two samples or more; None where such media was never sent.
        streams: what it sent.
    """

    thing: Thing
    at_s: float
    back_s: float | None
    flowed: bool | None
    streams: tuple[str, ...]

    @property
    def is_gone(self) -> bool:
        """Whether nothing took its place as far as anybody can tell."""
        return self.back_s is None and not self.flowed


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of device: its removals by time, what was taken into use, and the media that it gave.

    Attributes:
        last_but_one_s: of the samples with media; the last one may hold what was sent just before a removal.
    """

    thing: Thing
    removed: dict[float, set[str | None]]
    selected: list[DeviceChange]
    streams: tuple[str, ...]
    first_s: float | None
    last_but_one_s: float | None
    interval_s: float


def swaps(signals: PeerSignals) -> tuple[Swap, ...]:
    """Removals of a device in use, in time order. Where the one in use is not known, what followed tells."""
    kinds = [_kind(signals, thing) for thing in ("microphone", "camera", "speaker")]
    found = [swap for kind in kinds for swap in islice(_swaps(kind), MAX_SWAPS)]
    return tuple(sorted(found, key=_AT))


def _kind(signals: PeerSignals, thing: Thing) -> _Kind:
    changes = [change for change in signals.context.devices if change.thing == thing]
    removed: dict[float, set[str | None]] = {}
    for change in changes:
        if change.kind == "removed" and not change.first:
            removed.setdefault(change.at_s, set()).add(change.device_id)
    streams = [
        each for each in signals.streams if (each.direction, each.media) == ("send", _MEDIA.get(thing))
    ]
    times = [flowing for stream in streams if removed and (flowing := sorted(_flowing(stream)))]
    return _Kind(
        thing,
        removed,
        [change for change in changes if change.kind == "selected"],
        tuple(stream.id for stream in streams),
        min((each[0] for each in times), default=None),
        max((each[-2] for each in times if len(each) > 1), default=None),
        max((stream.interval_s for stream in streams), default=0.0),
    )


def _flowing(stream: Stream) -> Iterator[float]:
    return (time for index in stream.active if (time := stream.time_s(index)) is not None)


def _swaps(kind: _Kind) -> Iterator[Swap]:
    for at_s, gone in kind.removed.items():
        before = bisect_left(kind.selected, at_s, key=_AT)
        used = kind.selected[before - 1].device_id if before else None
        if used is not None and used not in gone:
            continue
        later = islice(kind.selected, before, None)
        taken = next((each for each in later if each.device_id not in gone), None)
        gave = kind.first_s is not None and kind.first_s <= at_s
        gives = kind.last_but_one_s is not None and kind.last_but_one_s > at_s + kind.interval_s
        back_s = taken.at_s if taken else None
        at_once = back_s is not None and back_s - at_s <= HOT_SWAP_S
        if used is not None or at_once or (gave and not gives):
            yield Swap(kind.thing, at_s, back_s, gives if gave or gives else None, kind.streams)
