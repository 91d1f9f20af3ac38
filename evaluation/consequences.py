"""Codes that follow from a kind of cause: found beside it, they are neither hits nor made up."""

from typing import Final

RECEIVED_BADLY: Final = (
    "audio-concealment", "playout-delay-high", "high-jitter", "video-freeze", "low-frame-rate", "low-resolution",
    "low-quality-score", "keyframe-storm",
)  # fmt: skip
SENT_BADLY: Final = (
    "bandwidth-limited-uplink", "low-resolution", "low-frame-rate", "high-jitter", "low-quality-score",
    "keyframe-storm",
)  # fmt: skip
SLOW_DEVICE: Final = (
    "decoder-overload", "low-frame-rate", "low-resolution", "low-quality-score", "video-freeze", "playout-delay-high",
)  # fmt: skip
