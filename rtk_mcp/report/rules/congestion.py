"""A line that is asked to carry more than it can."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from rtk_mcp.api.models.media import Direction
from rtk_mcp.report.blame import Blamed
from rtk_mcp.report.composing import Wording, capped, compose, media_extent
from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.hits import Hit
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.phrases import significant
from rtk_mcp.report.queueing import (
    Rising,
    longer_round_trip,
    lossy_slots,
    more_buffered,
    more_jitter,
    rising,
)
from rtk_mcp.report.rules.measured import on_a_cable, sends_video
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import LOSS


@dataclass(frozen=True, slots=True)
class _Queue:
    """What rose together with loss; `delay` is a round trip, or audio's buffer where no round trip is measured."""

    delay: Rising
    jitter: Rising | None

    @property
    def by_round_trip(self) -> bool:
        return self.delay.column == "rtt_ms"


def network_congestion(signals: PeerSignals) -> Iterator[Finding]:
    """`network-congestion`: the participant's line was full: loss, jitter and round trip rose together.

    One finding for all that follows from it, for each direction. Compared stretch by stretch with the same call's quiet
    times: loss without waiting is radio, waiting without loss is distance or a long queue. Where no round trip is
    measured, jitter and the audio buffer stand in for it, at medium confidence at most.

    Thresholds: audio {AUDIO_LOSS}; video {VIDEO_LOSS}; round trip 50 ms and half above its quiet level, jitter 5 ms
    and half, in 60 % of the lossy stretches of 10 s and at most half as often elsewhere.

    What to do: stop uploads, backups and streaming on the same line, move to a cable or a faster line, turn video off.
    """
    sent = _sent(signals)
    found = _uplink(signals, sent)
    if found:
        yield _finding(signals, "send", sent, found)


def congested_downlink(signals: PeerSignals, lost: Blamed) -> Iterator[Finding]:
    """The same for what was received, from losses whose blame is settled: `inbound_loss` has them at hand.

    Loss of a single sender's media may be anybody's; a round trip of this participant that rises with it settles it.
    """
    round_trips, received = _of(signals, "send"), _of(signals, "receive")
    own = lost.hits_of(lost.of("downlink"))
    found = _queue(own, round_trips, received, [each for each in received if each.media == "audio"])
    if found:
        yield _finding(signals, "receive", own, found)
        return
    unclear = lost.hits_of(lost.of("unknown"))
    found = _queue(unclear, round_trips, received, ())
    if found and not _uplink(signals, _sent(signals)):
        yield capped(_finding(signals, "receive", unclear, found), "critical", "medium")


def _sent(signals: PeerSignals) -> list[Hit]:
    return [hit for hit in find_noticeable(signals, "send", LOSS) if hit.stream]


def _uplink(signals: PeerSignals, sent: list[Hit]) -> _Queue | None:
    streams = _of(signals, "send")
    return _queue(sent, streams, streams, ())


def _of(signals: PeerSignals, direction: Direction) -> list[Stream]:
    return [stream for stream in signals.streams if stream.direction == direction]


def _queue(
    hits: list[Hit], round_trips: Iterable[Stream], jittery: Iterable[Stream], buffers: Iterable[Stream]
) -> _Queue | None:
    """What rose together with the loss of these streams; None where it was not queueing.

    Args:
        hits: the lossy streams.
        round_trips: streams that measure it.
        jittery: streams whose jitter shows the same line.
        buffers: streams whose jitter buffer may stand in for a round trip that nobody measured.
    """
    lossy = lossy_slots(hits)
    if not lossy:
        return None
    jitter = rising(jittery, "jitter_ms", hits, lossy, more_jitter)
    round_trips = list(round_trips)
    if any(stream.measured("rtt_ms", stream.judged) for stream in round_trips):
        delay = rising(round_trips, "rtt_ms", hits, lossy, longer_round_trip)
        measured = any(stream.measured("jitter_ms", stream.judged) for stream in jittery)
        return _Queue(delay, jitter) if delay and (jitter or not measured) else None
    delay = rising(buffers, "jitter_buffer_ms", hits, lossy, more_buffered)
    return _Queue(delay, jitter) if delay and jitter else None


def _finding(signals: PeerSignals, direction: Direction, hits: list[Hit], queue: _Queue) -> Finding:
    line = "uplink" if direction == "send" else "downlink"
    waited, quiet = significant(queue.delay.ms), significant(queue.delay.quiet_ms)
    waiting = "round trip" if queue.by_round_trip else "audio buffer"
    words = Wording(
        f"This participant's {line} was congested: loss, jitter and {waiting} rose together ("
        f"{media_extent(hits)}; {waiting} {waited} ms against {quiet} ms when quiet).",
        f"More traffic than the {line} carries: other {'uploads' if direction == 'send' else 'downloads'} on the "
        "line, a slow or crowded network.",
        _relief(signals, direction),
    )
    finding = compose("network-congestion", hits, words, signals, direction=direction, media="connection")
    rose = chain([queue.delay], [queue.jitter] if queue.jitter else [])
    finding = replace(finding, evidence=(*finding.evidence, *map(_evidence, rose)))
    return finding if queue.by_round_trip else capped(finding, "critical", "medium")


def _relief(signals: PeerSignals, direction: Direction) -> str:
    line = "use a faster line" if on_a_cable(signals, direction) else "use a cable or a faster line"
    if direction == "receive":
        shown = any(each.direction == "receive" and "video" in each.media for each in signals.streams)
        less = ", or show fewer videos" if shown else ""
    else:
        less = ", or turn the camera off" if sends_video(signals) else ""
    return f"Stop uploads, backups and streaming on the same line, {line}{less}."


def _evidence(rose: Rising) -> Evidence:
    return Evidence(
        rose.column,
        rose.ms,
        "ms",
        threshold=rose.limit_ms,
        share_of_active_time=rose.share,
        samples=rose.slots,
    )
