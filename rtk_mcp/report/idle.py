"""Samples in which microphone or camera were on by the events and yet nothing was sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from rtk_mcp.report.signals import SLOT_S, PeerSignals
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import MIN_IDLE_SAMPLES
from rtk_mcp.report.times import within
from rtk_mcp.report.toggles import Toggled, on_spans
from rtk_mcp.report.windows import Moment

_EDGE_S = 1.0
"""The toggle is noted before the media follows; a sample that touches it proves nothing."""


@dataclass(frozen=True, slots=True)
class Idle:
    """What was not sent.

    Attributes:
        streams: ids of the streams concerned.
        moments: the empty samples.
        stopped, on: stretches of the call that were empty, and in which it should have been sent.
        samples: empty samples.
        judged: samples taken while it was on.
        ever: whether anything was sent in any of the others.
    """

    streams: tuple[str, ...]
    moments: tuple[Moment, ...]
    stopped: int
    on: int
    samples: int
    judged: int
    ever: bool


def idle(signals: PeerSignals, media: Toggled) -> Idle | None:
    """Empty samples while it was on, two or more in a row; None when there are none or nobody says it was on.

    Rows must be there: a muted or paused stream writes none. What another stream of the kind sent meanwhile, such
    as that of a new connection, was sent.
    """
    spans = on_spans(signals.context.events, media)
    streams = [each for each in signals.streams if (each.media, each.direction) == (media, "send")]
    if not spans or not streams or not any(map(_ever_empty, streams)):
        return None
    on = {stream.id: _samples(stream, spans) for stream in streams}
    sent = {_slot(time) for stream in streams for time, carried in on[stream.id] if carried}
    runs = {stream.id: _runs(on[stream.id], sent) for stream in streams}
    moments = tuple(
        (time - stream.interval_s, time, 0.0) for stream in streams for time in sorted(runs[stream.id])
    )
    if not moments:
        return None
    stopped = {_slot(end) for _, end, _ in moments}
    return Idle(
        streams=tuple(stream.id for stream in streams if runs[stream.id]),
        moments=moments,
        stopped=len(stopped),
        on=len(stopped | {_slot(time) for samples in on.values() for time, _ in samples}),
        samples=len(moments),
        judged=sum(map(len, on.values())),
        ever=bool(sent),
    )


def _samples(stream: Stream, spans: tuple[tuple[float, float], ...]) -> list[tuple[float, bool]]:
    """When samples were taken whose whole time was within the spans, and whether anything was sent in them."""
    found = []
    for index in range(stream.length):
        time, carried = stream.time_s(index), _carried(stream, index)
        if time is None or carried is None:
            continue
        if within(spans, time - stream.interval_s - _EDGE_S, time):
            found.append((time, carried))
    return found


def _ever_empty(stream: Stream) -> bool:
    """Whether any sample has no packets or no frames: mostly none has, and need not be looked at one by one."""
    return any(0 in column for column in (stream.samples.packets, stream.samples.frames))


def _carried(stream: Stream, index: int) -> bool | None:
    """Whether packets went out, and frames in them; None when neither is counted."""
    packets, frames = stream.value("packets", index), stream.value("frames", index)
    if packets is None and frames is None:
        return None
    return packets != 0 and frames != 0


def _runs(samples: Iterable[tuple[float, bool]], sent: set[int]) -> list[float]:
    """The times of empty samples of which enough follow each other."""
    found: list[float] = []
    run: list[float] = []
    for time, carried in samples:
        if carried or _slot(time) in sent:
            run = []
            continue
        run.append(time)
        if len(run) >= MIN_IDLE_SAMPLES:
            found += run if len(run) == MIN_IDLE_SAMPLES else [time]
    return found


def _slot(time: float) -> int:
    return int(time // SLOT_S)
