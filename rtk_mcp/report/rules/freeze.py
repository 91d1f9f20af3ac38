"""Frozen pictures."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rtk_mcp.report.composing import Wording, compose
from rtk_mcp.report.finding import SEVERITIES, Finding, Severity
from rtk_mcp.report.hearing import UNKNOWN_SENDER, sender_of
from rtk_mcp.report.hits import Hit
from rtk_mcp.report.judging import Judgement
from rtk_mcp.report.phrases import count, duration_words, media_list
from rtk_mcp.report.rules.senders import peers
from rtk_mcp.report.signals import SLOT_S, PeerSignals
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import ENOUGH_SAMPLES, FROZEN, MIN_FREEZES
from rtk_mcp.report.weighing import bad_slots, flowing_slots, stood_still

MIN_PACKETS: Final = 20
"""Fewer packets in 7 s are probes or a parked stream, not a picture."""
MIN_SHARE_PACKETS: Final = 100
"""A still slide goes on sending some dozens of packets in 7 s, refreshes and padding, with hardly a frame in them."""
TOGETHER_RATIO: Final = 0.6
"""Streams that stop for one reason do so within a sample of each other, which blurs their ends."""


def video_freeze(signals: PeerSignals) -> Iterator[Finding]:
    """`video-freeze`: packets arrived and not one frame was decoded in a whole sample, twice or more.

    Silent while the meeting's tab was hidden. The report has no freeze counter: freezes within a sample of 7 s do not
    show. A stream that never showed a picture counts once it sent for half a minute.

    Thresholds: no frame in {MIN_FREEZES} samples or more, {ENOUGH_SAMPLES} where there never was one (issue-detector
    practice). Major from {STANDSTILL_RATIO:.0%} of the time on, or {STANDSTILL_S:.0f} s; shorter ones are minor.

    What to do: look at loss on the same stream and at the sender's report; where several senders' pictures stood still
    together, at this device.
    """
    hits = [hit for stream in signals.streams if (hit := _frozen(stream))]
    if hits:
        found = compose("video-freeze", hits, _words(hits, signals), signals, direction="receive")
        yield replace(
            found,
            severity=_felt(hits, signals),
            confidence="high",
            evidence=tuple(replace(each, unit=None, threshold=None) for each in found.evidence),
        )


def _words(hits: list[Hit], signals: PeerSignals) -> Wording:
    media = media_list(hit.media for hit in hits)
    slots = [bad_slots([hit]) for hit in hits]
    long = duration_words(len(set[float]().union(*slots)) * SLOT_S)
    of_senders = {sender_of(hit.stream) for hit in hits if hit.stream}
    if len(of_senders) > 1 and _mostly_together(slots):
        return Wording(
            f"Received {media} of {count(len(of_senders), 'sender')} stood still together: packets arrived but no "
            f"frame was decoded for {long}.",
            "This device stopped decoding: what came from several senders stood still at the same time.",
            "Close other programs and tabs, show fewer videos, update the browser or turn hardware decoding off.",
        )
    froze = f"froze: packets arrived but no frame was decoded for {long}"
    fine = _others_that_ran(hits, signals)
    if len(of_senders) == 1 and fine:
        (sender,) = of_senders
        named = peers([sender]) if sender != UNKNOWN_SENDER else "unknown"
        return Wording(
            f"Received {media} of one sender ({named}) {froze}, while video of {count(fine, 'other sender')} ran on.",
            "A key frame of that sender's was lost or came late: this device went on decoding the others.",
            f"Look at loss on the same stream; read the report of {named} for its key frames.",
        )
    return Wording(
        f"Received {media} {froze}.",
        "A key frame was lost and came late again, or the device stopped decoding.",
        "Look at loss on the same stream and at the sender's report.",
    )


def _mostly_together(slots: list[set[float]]) -> bool:
    """Whether most streams stood still in most of the time in which any did."""
    any_of = set[float]().union(*slots)
    share = sum(map(len, slots)) / (len(any_of) * len(slots))
    return share >= TOGETHER_RATIO


def _others_that_ran(hits: list[Hit], signals: PeerSignals) -> int:
    """How many other senders' pictures were decoded in the same time."""
    still, frozen = bad_slots(hits), {hit.stream.id for hit in hits if hit.stream}
    own = {sender_of(hit.stream) for hit in hits if hit.stream}
    media = {hit.media for hit in hits}
    running = {
        sender_of(stream)
        for stream in signals.streams
        if stream.direction == "receive" and stream.media in media and stream.id not in frozen
        if not still.isdisjoint(stream.by_slot("frames", stream.visible, SLOT_S)[0])
    }
    return len(running - own - {UNKNOWN_SENDER})


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
    least = MIN_SHARE_PACKETS if stream.media == "screenshare_video" else MIN_PACKETS
    bad = tuple(index for index, packets in stream.values("packets", still) if packets >= least)
    shown = any(stream.numbers("frames", stream.judged))
    if len(bad) < (MIN_FREEZES if shown else ENOUGH_SAMPLES):
        return None
    share = len(bad) / len(stream.visible)
    judgement = Judgement(FROZEN, "poor", 0.0, FROZEN.poor, share, len(stream.visible), bad)
    return Hit(stream.media, judgement, stream)
