"""What became of the picture: frozen, jerky, small, or dropped on arrival."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from rtk_mcp.api.models.media import Direction
from rtk_mcp.report.composing import Wording, capped, compose, extent, told
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.hits import Hit, Scales, in_sight, with_picture
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.phrases import media_list
from rtk_mcp.report.rules.picture_causes import (
    jerky_received,
    jerky_sent,
    small_received,
    small_sent,
    small_share,
)
from rtk_mcp.report.rules.senders import Group, groups
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
_RATE: Final[Scales] = MappingProxyType({"video": CAMERA_RATE})
_WIDTH: Final[Scales] = MappingProxyType({"video": CAMERA_WIDTH})
_SHARE: Final[Scales] = MappingProxyType({"screenshare_video": SHARE_WIDTH})


def low_frame_rate(signals: PeerSignals) -> Iterator[Finding]:
    """`low-frame-rate`: camera video was jerky.

    A rate between the fair and the poor limit counts only where the same stream ran smoothly at other times: a camera
    that is set to 15 frames per second is no fault. Screen shares are not judged: a still slide has none.

    Thresholds: {CAMERA_RATE}. {SUSTAINED}

    What to do: look at bandwidth and CPU limits and at loss on the same stream; close other programs.
    """
    for direction in _BOTH:
        hits = find_noticeable(signals, direction, _RATE, samples=with_picture)
        hits = [hit for hit in hits if hit.judgement.level == "poor" or _was_better(hit, CAMERA_RATE.fair)]
        for group in groups(signals, hits, _RATE, with_picture) if direction == "receive" else _all(hits):
            beside = f"; {group.beside}" if group.is_theirs else ""
            words = Wording(
                f"{_WHOSE[direction]} camera video{group.of} was jerky: {extent(group.hits)}{beside}.",
                *(jerky_sent(group.hits) if direction == "send" else jerky_received(group)),
            )
            yield compose("low-frame-rate", group.hits, words, signals, direction=direction)


def low_resolution(signals: PeerSignals) -> Iterator[Finding]:
    """`low-resolution`: the camera picture was very small.

    Only below the poor limit: larger ones are what small tiles ask for. A small received picture may be what the layout
    asked for too, so it is never more than minor.

    Thresholds: {CAMERA_WIDTH}; the larger side counts. {SUSTAINED}

    What to do: look at bandwidth and CPU limits of the sender; ask how large the video was shown.
    """
    for direction in _BOTH:
        hits = _poor(find_noticeable(signals, direction, _WIDTH, samples=in_sight))
        for group in groups(signals, hits, _WIDTH, in_sight) if direction == "receive" else _all(hits):
            beside = f"; {group.beside}" if group.is_theirs else ""
            words = Wording(
                f"{_WHOSE[direction]} camera video{group.of} was very small, long side "
                f"{extent(group.hits)}{beside}.",
                *(small_sent(group.hits) if direction == "send" else small_received(group)),
            )
            finding = compose("low-resolution", group.hits, words, signals, direction=direction)
            yield capped(finding, "minor", "medium") if direction == "receive" else finding


def screenshare_unreadable(signals: PeerSignals) -> Iterator[Finding]:
    """`screenshare-unreadable`: the shared screen was too small to read text on.

    Major when the share was larger at other times; always small may be a small shared window, hence minor.

    Thresholds: {SHARE_WIDTH}; the larger side counts, and only the poor limit. {SUSTAINED}

    What to do: check the sender's uplink; share a full screen or a larger window.
    """
    for direction in _BOTH:
        hits = _poor(find_noticeable(signals, direction, _SHARE, samples=in_sight))
        if hits:
            words = Wording(
                f"{_WHOSE[direction]} screen share was too small to read, long side {extent(hits)}.",
                *small_share(hits, direction),
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
        media = media_list(hit.media for hit in told(hits))
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


def _all(hits: list[Hit]) -> list[Group]:
    """Sent streams: all of one sender."""
    return [Group(hits, (), 0, shared=False)] if hits else []


def _poor(hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.judgement.level == "poor"]


def _was_better(hit: Hit, limit: float) -> bool:
    """Whether the stream was beyond the limit's good side for a tenth of its time."""
    if hit.stream is None:
        return False
    values = [value for _, value in hit.stream.values(hit.judgement.scale.column, hit.stream.judged)]
    return sum(value >= limit for value in values) >= MIN_BAD_RATIO * len(values)
