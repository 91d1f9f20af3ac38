"""Frozen pictures."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rtk_mcp.report.composing import Wording, compose
from rtk_mcp.report.finding import SEVERITIES, Finding, Severity
from rtk_mcp.report.hits import Hit
from rtk_mcp.report.judging import Judgement
from rtk_mcp.report.phrases import count, media_list
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import ENOUGH_SAMPLES, FROZEN, MIN_FREEZES
from rtk_mcp.report.weighing import bad_slots, flowing_slots, stood_still

MIN_PACKETS: Final = 20
"""Fewer packets in 7 s are probes or a parked stream, not a picture."""


def video_freeze(signals: PeerSignals) -> Iterator[Finding]:
    """`video-freeze`: packets arrived and not one frame was decoded in a whole sample, twice or more.

    Silent while the meeting's tab was hidden. The report has no freeze counter: freezes within a sample of 7 s do not
    show. A stream that never showed a picture counts once it sent for half a minute.

    Thresholds: no frame in {MIN_FREEZES} samples or more, {ENOUGH_SAMPLES} where there never was one (issue-detector
    practice). Major from {STANDSTILL_RATIO:.0%} of the time on, or {STANDSTILL_S:.0f} s; shorter ones are minor.

    What to do: look at loss on the same stream and at the sender's report; note whether other videos froze too.
    """
    hits = [hit for stream in signals.streams if (hit := _frozen(stream))]
    if hits:
        samples = sum(len(hit.judgement.bad) for hit in hits)
        words = Wording(
            f"Received {media_list(hit.media for hit in hits)} froze: packets arrived but no frame was decoded in "
            f"{count(samples, 'sample')} of about 7 s.",
            "A key frame was lost and came late again, or the device stopped decoding.",
            "Look at loss on the same stream and at the sender's report; note whether other videos froze too.",
        )
        yield replace(
            compose("video-freeze", hits, words, signals, direction="receive"),
            severity=_felt(hits, signals),
            confidence="high",
        )


def _felt(hits: list[Hit], signals: PeerSignals) -> Severity:
    """By camera and screen each for itself, as one may be fine while the other stands."""
    by_media = {hit.media: [each for each in hits if each.media == hit.media] for hit in hits}
    found = [
        stood_still(len(bad_slots(own)), flowing_slots(signals, "receive", media))
        for media, own in by_media.items()
    ]
    return min(found, key=SEVERITIES.index)


def _frozen(stream: Stream) -> Hit | None:
    if stream.direction != "receive":
        return None
    frames = stream.values("frames", stream.visible)
    still = [index for index, decoded in frames if decoded == 0]
    bad = tuple(index for index, packets in stream.values("packets", still) if packets >= MIN_PACKETS)
    shown = any(decoded for _, decoded in stream.values("frames", stream.judged))
    if len(bad) < (MIN_FREEZES if shown else ENOUGH_SAMPLES):
        return None
    share = len(bad) / len(stream.visible)
    judgement = Judgement(FROZEN, "poor", 0.0, FROZEN.poor, share, len(stream.visible), bad)
    return Hit(stream.media, judgement, stream)
