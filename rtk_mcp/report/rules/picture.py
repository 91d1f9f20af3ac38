"""What became of the picture: frozen, jerky, small, or dropped on arrival."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from rtk_mcp.api.models.media import Direction
from rtk_mcp.report.composing import Wording, capped, compose, extent
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.hits import Hit, in_sight, with_picture
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.phrases import media_list
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import (
    CAMERA_RATE,
    CAMERA_WIDTH,
    DROPPED_FRAMES,
    JITTER,
    MIN_BAD_RATIO,
    SHARE_WIDTH,
    VIDEO_LOSS,
)

_BOTH: Final[tuple[Direction, ...]] = ("send", "receive")
_WHOSE: Final = MappingProxyType({"send": "Sent", "receive": "Received"})


def low_frame_rate(signals: PeerSignals) -> Iterator[Finding]:
    """`low-frame-rate`: camera video was jerky.

    A rate between the fair and the poor limit counts only where the same stream ran smoothly at other times: a camera
    that is set to 15 frames per second is no fault. Screen shares are not judged: a still slide has none.

    Thresholds: {CAMERA_RATE}. {SUSTAINED}

    What to do: look at bandwidth and CPU limits and at loss on the same stream; close other programs.
    """
    for direction in _BOTH:
        hits = find_noticeable(signals, direction, {"video": CAMERA_RATE}, samples=with_picture)
        hits = [hit for hit in hits if hit.judgement.level == "poor" or _was_better(hit, CAMERA_RATE.fair)]
        if hits:
            words = Wording(
                f"{_WHOSE[direction]} camera video was jerky: {extent(hits)}.",
                "A busy device, or a link that carries too little."
                if direction == "send"
                else "The sender's device or uplink, this participant's downlink, or a device too busy to decode.",
                "Look at bandwidth and CPU limits and at loss on the same stream; close other programs.",
            )
            yield compose("low-frame-rate", hits, words, signals, direction=direction)


def low_resolution(signals: PeerSignals) -> Iterator[Finding]:
    """`low-resolution`: the camera picture was very small.

    Only below the poor limit: larger ones are what small tiles ask for. A small received picture may be what the layout
    asked for too, so it is never more than minor.

    Thresholds: {CAMERA_WIDTH}; the larger side counts. {SUSTAINED}

    What to do: look at bandwidth and CPU limits of the sender; ask how large the video was shown.
    """
    for direction in _BOTH:
        hits = _poor(find_noticeable(signals, direction, {"video": CAMERA_WIDTH}, samples=in_sight))
        if hits:
            words = Wording(
                f"{_WHOSE[direction]} camera video was very small, long side {extent(hits)}.",
                "The uplink or the device forced the encoder down."
                if direction == "send"
                else "A small tile in the layout, this participant's downlink, or what the sender could send.",
                "Look at bandwidth and CPU limits of the sender; ask how large the video was shown.",
            )
            finding = compose("low-resolution", hits, words, signals, direction=direction)
            yield capped(finding, "minor", "medium") if direction == "receive" else finding


def screenshare_unreadable(signals: PeerSignals) -> Iterator[Finding]:
    """`screenshare-unreadable`: the shared screen was too small to read text on.

    Major when the share was larger at other times; always small may be a small shared window, hence minor.

    Thresholds: {SHARE_WIDTH}; the larger side counts, and only the poor limit. {SUSTAINED}

    What to do: check the sender's uplink; share a full screen or a larger window.
    """
    for direction in _BOTH:
        hits = _poor(
            find_noticeable(signals, direction, {"screenshare_video": SHARE_WIDTH}, samples=in_sight)
        )
        if hits:
            words = Wording(
                f"{_WHOSE[direction]} screen share was too small to read, long side {extent(hits)}.",
                "Too little bandwidth for a full-size picture, or a small window was shared.",
                "Check the sender's uplink; share a full screen or a larger window.",
            )
            finding = compose("screenshare-unreadable", hits, words, signals, direction=direction)
            shrank = any(_was_better(hit, SHARE_WIDTH.poor) for hit in hits)
            yield finding if shrank else capped(finding, "minor", "low")


def decoder_overload(signals: PeerSignals) -> Iterator[Finding]:
    """`decoder-overload`: frames arrived intact and were dropped before they were shown.

    Judged on samples with little loss and jitter, and silent while the meeting's tab was hidden.

    Thresholds: {DROPPED_FRAMES}. {SUSTAINED}

    What to do: close other programs and tabs, show fewer videos at once, try another browser or device.
    """
    hits = find_noticeable(
        signals, "receive", {"video": DROPPED_FRAMES, "screenshare_video": DROPPED_FRAMES}, samples=_clean
    )
    if hits:
        media = media_list(hit.media for hit in hits)
        words = Wording(
            f"Frames of received {media} were dropped on a clean network: {extent(hits)}.",
            "The device is too busy to decode and show the video in time.",
            "Close other programs and tabs, show fewer videos at once, try another browser or device.",
        )
        yield compose("decoder-overload", hits, words, signals, direction="receive")


def _clean(stream: Stream) -> tuple[int, ...]:
    return tuple(
        index
        for index in stream.visible
        if (stream.value("loss_pct", index) or 0) <= VIDEO_LOSS.fair
        and (stream.value("jitter_ms", index) or 0) <= JITTER.poor
    )


def _poor(hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.judgement.level == "poor"]


def _was_better(hit: Hit, limit: float) -> bool:
    """Whether the stream was beyond the limit's good side for a tenth of its time."""
    if hit.stream is None:
        return False
    values = [value for _, value in hit.stream.values(hit.judgement.scale.column, hit.stream.judged)]
    return sum(value >= limit for value in values) >= MIN_BAD_RATIO * len(values)
