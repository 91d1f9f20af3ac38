"""Which finding explains which other: the table that folding goes by."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from rtk_mcp.report.finding import Finding
from rtk_mcp.report.thresholds import LOSS

_INBOUND_LOSS: Final = ("downlink-packet-loss", "remote-sender-loss", "inbound-loss-unattributed")
_BROKEN: Final = ("reconnects",)
_FULL: Final = (*_BROKEN, "network-congestion")
_NARROW: Final = ("bandwidth-limited-uplink",)
_HELD_BACK: Final = ("cpu-limited", *_NARROW)
_OVERLOADED: Final = ("decoder-overload",)
_RECEIVED_BADLY: Final = (*_FULL, *_INBOUND_LOSS, "high-jitter")
_SENT_BADLY: Final = (*_FULL, *_HELD_BACK, "uplink-packet-loss")

CAUSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "network-congestion": _BROKEN,
        "uplink-packet-loss": (*_FULL, *_NARROW),
        "downlink-packet-loss": _FULL,
        "remote-sender-loss": _BROKEN,
        "inbound-loss-unattributed": (*_FULL, "downlink-packet-loss"),
        "high-round-trip-time": _FULL,
        "bandwidth-limited-uplink": (*_FULL, "uplink-packet-loss"),
        "high-jitter": ("tcp-relay", *_FULL, "uplink-packet-loss", *_NARROW, *_INBOUND_LOSS),
        "audio-concealment": _RECEIVED_BADLY,
        "playout-delay-high": ("tcp-relay", *_RECEIVED_BADLY, *_OVERLOADED),
        "video-freeze": (*_FULL, *_INBOUND_LOSS, *_OVERLOADED),
        "low-frame-rate": (*_SENT_BADLY, *_INBOUND_LOSS, "high-jitter", *_OVERLOADED, "video-freeze"),
        "low-resolution": (*_SENT_BADLY, *_INBOUND_LOSS),
        "screenshare-unreadable": (*_SENT_BADLY, *_INBOUND_LOSS),
        "keyframe-storm": (*_FULL, "uplink-packet-loss"),
        "no-audio-sent": ("permission-denied", *_BROKEN),
        "no-video-sent": ("permission-denied", *_FULL, *_NARROW),
        "silent-microphone": ("permission-denied",),
    }
)
"""Symptom to the causes that explain it, the likeliest first."""
SYMPTOM_OF_ANYTHING: Final = "low-quality-score"
NOT_AN_EXPLANATION: Final = frozenset({SYMPTOM_OF_ANYTHING, "uplink-not-measured", "quality-data-missing"})
OF_THE_LINE: Final = frozenset(
    {"network-congestion", "downlink-packet-loss", "uplink-packet-loss", "tcp-relay"}
)
"""What happens to a line happens to every stream on it, also to those on which it did not reach a limit."""
OF_EVERYTHING: Final = frozenset({"reconnects"})

LOSS_THAT_LIMITS_PCT: Final = 10.0
"""Browsers lower their bit rate for loss from 10 % on; below that it was a queue that made them (Google congestion
control), and the loss is what did not fit into it."""


def _loss_limits(cause: Finding, _symptom: Finding) -> bool:
    value = cause.evidence[0].value if cause.evidence else None
    return isinstance(value, float) and value > LOSS_THAT_LIMITS_PCT


def _mild_loss(_cause: Finding, symptom: Finding) -> bool:
    measured = [each for each in symptom.evidence if each.metric == "loss_pct" and each.media]
    return all(each.threshold == LOSS[each.media].fair for each in measured if each.media)


CONDITIONS: Final[Mapping[tuple[str, str], Callable[[Finding, Finding], bool]]] = MappingProxyType(
    {
        ("uplink-packet-loss", "bandwidth-limited-uplink"): _loss_limits,
        ("bandwidth-limited-uplink", "uplink-packet-loss"): _mild_loss,
    }
)
"""Cause and symptom that explain each other only where this holds of them."""
