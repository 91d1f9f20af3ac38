"""Key frames asked for again and again."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.numbers import highest
from rtk_mcp.report.phrases import count, media_list, percent, significant
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import NOMINAL_INTERVAL_S, RAMP_UP_SAMPLES, Stream
from rtk_mcp.report.thresholds import BURST_WINDOW, LOSS, MIN_BAD_SAMPLES, STORM_PER_S, SURE_SAMPLES
from rtk_mcp.report.weighing import lasting
from rtk_mcp.report.windows import Moment, merge_windows

_SETTLING_S = RAMP_UP_SAMPLES * NOMINAL_INTERVAL_S
_PAUSE_INTERVALS = 1.5
"""A longer step than this between two samples is a pause, after which the stream starts anew."""


def keyframe_storm(signals: PeerSignals) -> Iterator[Finding]:
    """`keyframe-storm`: receivers asked this participant's video for key frames all the time.

    Key frames are large: the picture pulses between sharp and blurred and takes upload bandwidth from everything else.
    A few are normal when somebody joins or a video starts, so that time is left out.

    Thresholds: more than {STORM_PER_S:g} a second, requests or key frames, in {MIN_BAD_SAMPLES} of {BURST_WINDOW}
    samples of one producer (issue-detector practice). Minor in {MIN_BAD_RATIO:.0%} of active time, else info.

    What to do: look for one receiver with loss, or a sender whose encoder answers late; compare the others' reports.
    """
    settled = _joins(signals)
    found = {
        stream.id: (stream, moments) for stream in signals.streams if (moments := _storm(stream, settled))
    }
    if not found:
        return
    moments = [moment for _, own in found.values() for moment in own]
    (worst, own) = max(found.values(), key=lambda each: len(each[1]))
    media = {stream.media for stream, _ in found.values()}
    share = len(own) / len(worst.active)
    loss_pct = worst.total_loss_pct
    beside = (
        f"; this uplink lost only {significant(loss_pct)} %"
        if loss_pct is not None and loss_pct <= LOSS[worst.media].fair
        else ""
    )
    rate = sum(value for _, _, value in own) / len(own)
    yield Finding(
        code="keyframe-storm",
        severity="minor" if lasting(len(own), len(worst.active)) else "info",
        confidence="high" if len(worst.active) >= SURE_SAMPLES else "medium",
        media=worst.media if len(media) == 1 else "connection",
        direction="send",
        summary=f"Key frames of sent {media_list(media)} were asked for again and again: {significant(rate)} a second "
        f"on average in {count(len(own), 'sample')} ({percent(share)} of the active time).",
        evidence=(
            Evidence(
                "key_frames_per_s",
                rate,
                "/s",
                threshold=STORM_PER_S,
                share_of_active_time=share,
                samples=len(worst.active),
                media=worst.media,
            ),
        ),
        likely_cause="A receiver that loses packets, or an encoder that answers too late, so that it is asked again"
        f"{beside}.",
        advice=f"Look for loss {'at' if beside else 'on this uplink and at'} the receivers; update the browser, turn "
        "hardware encoding off.",
        streams=tuple(found),
        windows=merge_windows(moments, low_is_bad=False),
    )


def _storm(stream: Stream, joins: Sequence[float]) -> list[Moment]:
    """Samples with more than the usual, of which several are near each other."""
    if stream.direction != "send" or "video" not in stream.media or not _ever_many(stream):
        return []
    starts = sorted([*joins, *_starts(stream)])
    settling_s = _SETTLING_S + stream.interval_s
    found: list[Moment] = []
    for index in stream.judged:
        time, asked = stream.time_s(index), _asked(stream, index)
        if time is None or asked is None or asked <= STORM_PER_S * stream.interval_s:
            continue
        last = bisect_right(starts, time) - 1
        if last < 0 or time > starts[last] + settling_s:
            found.append((time - stream.interval_s, time, asked / stream.interval_s))
    return [moment for moment in found if _in_a_storm(moment, found, stream.interval_s)]


def _ever_many(stream: Stream) -> bool:
    """Whether any sample could be one of a storm: mostly none is, and need not be looked at one by one."""
    most = [
        highest(column) for column in (stream.samples.plis, stream.samples.firs, stream.samples.key_frames)
    ]
    requests = sum(each for each in most[:2] if each > 0)
    return max(requests, 0, most[2]) > STORM_PER_S * stream.interval_s


def _in_a_storm(moment: Moment, found: Sequence[Moment], interval_s: float) -> bool:
    """Whether it is one of three of five neighbouring samples: single bursts are a viewer who joins or switches."""
    times = [end for _, end, _ in found]
    near = bisect_right(times, moment[1])
    reach_s = (BURST_WINDOW - 1) * interval_s + interval_s / 2
    first = range(max(near - MIN_BAD_SAMPLES, 0), near)
    return any(
        place + MIN_BAD_SAMPLES <= len(times) and times[place + MIN_BAD_SAMPLES - 1] - times[place] <= reach_s
        for place in first
    )


def _asked(stream: Stream, index: int) -> float | None:
    """Requests in a sample, or key frames where they are more; None when neither is counted."""
    plis, firs = stream.value("plis", index), stream.value("firs", index)
    requests = None if plis is None and firs is None else (plis or 0.0) + (firs or 0.0)
    counts = [each for each in (requests, stream.value("key_frames", index)) if each is not None]
    return max(counts, default=None)


def _starts(stream: Stream) -> list[float]:
    """When the stream went on after a pause."""
    times = [time for index in stream.active if (time := stream.time_s(index)) is not None]
    pause_s = _PAUSE_INTERVALS * stream.interval_s
    return [after - stream.interval_s for before, after in pairwise(times) if after - before > pause_s]


def _joins(signals: PeerSignals) -> list[float]:
    """When somebody was first heard or seen: their player asks for a key frame."""
    first: dict[str | None, float] = {}
    for stream in signals.streams:
        time = stream.time_s(0) if stream.direction == "receive" and stream.length else None
        if time is not None:
            at = time - stream.interval_s
            first[stream.remote] = min(at, first.get(stream.remote, at))
    return list(first.values())
