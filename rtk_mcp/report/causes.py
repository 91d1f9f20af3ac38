"""Which finding explains which other: the table that folding goes by."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from rtk_mcp.report.finding import SEVERITIES, Finding
from rtk_mcp.report.overlapping import covered_s, length_s
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
        "high-round-trip-time": (*_FULL, *_NARROW),
        "bandwidth-limited-uplink": (*_FULL, "uplink-packet-loss", "high-round-trip-time"),
        "high-jitter": ("tcp-relay", *_FULL, "uplink-packet-loss", *_NARROW, *_INBOUND_LOSS),
        "audio-concealment": _RECEIVED_BADLY,
        "playout-delay-high": ("tcp-relay", *_RECEIVED_BADLY, *_OVERLOADED),
        "decoder-overload": ("cpu-limited",),
        "video-freeze": (*_FULL, *_INBOUND_LOSS, *_OVERLOADED),
        "low-frame-rate": (
            *_SENT_BADLY,
            *_INBOUND_LOSS,
            "high-jitter",
            *_OVERLOADED,
            "video-freeze",
            "low-resolution",
        ),
        "low-resolution": (*_SENT_BADLY, *_INBOUND_LOSS, "low-frame-rate"),
        "screenshare-unreadable": (*_SENT_BADLY, *_INBOUND_LOSS),
        "keyframe-storm": (*_FULL, "uplink-packet-loss"),
        "no-audio-sent": ("permission-denied", *_BROKEN),
        "no-video-sent": ("permission-denied", *_FULL, *_NARROW),
        "silent-microphone": ("permission-denied",),
    }
)
"""Symptom to the causes that explain it, the likeliest first."""
SYMPTOM_OF_ANYTHING: Final = "low-quality-score"
NOT_AN_EXPLANATION: Final = frozenset(
    {SYMPTOM_OF_ANYTHING, "uplink-not-measured", "quality-data-missing", "vpn-path"}
)
"""A score knows loss, jitter and gaps, and no way that packets took."""
OF_THE_LINE: Final = frozenset(
    {"network-congestion", "downlink-packet-loss", "uplink-packet-loss", "tcp-relay"}
)
"""What happens to a line happens to every stream on it, also to those on which it did not reach a limit."""
OF_EVERYTHING: Final = frozenset({"reconnects"})
OF_ONE_DEVICE: Final = frozenset({("cpu-limited", "decoder-overload")})
"""Cause and symptom of the same slow device, though one is seen in what it sends and the other in what it receives."""

LOSS_THAT_LIMITS_PCT: Final = 10.0
"""Browsers lower their bit rate for loss from 10 % on; below that it was a queue that made them (Google congestion
control), and the loss is what did not fit into it."""
ALL_THE_TIME_RATIO: Final = 0.9
"""What is so for nine tenths of the time is so all the time: the rest is the start and stray samples."""


def _loss_limits(cause: Finding, _symptom: Finding) -> bool:
    value = cause.evidence[0].value if cause.evidence else None
    return isinstance(value, float) and value > LOSS_THAT_LIMITS_PCT


def _mild_loss(_cause: Finding, symptom: Finding) -> bool:
    measured = [each for each in symptom.evidence if each.metric == "loss_pct" and each.media]
    return all(each.threshold == LOSS[each.media].fair for each in measured if each.media)


def _one_queue(cause: Finding, symptom: Finding) -> bool:
    """Whether the round trip was long while the bit rate was held back and short otherwise, so that a queue did both.

    A round trip that is long all the time may be distance.
    """
    delay = next((each for each in (cause, symptom) if each.code == "high-round-trip-time"), cause)
    share = delay.evidence[0].share_of_active_time if delay.evidence else None
    if share is None or share >= ALL_THE_TIME_RATIO or not cause.windows or not symptom.windows:
        return False
    shared_s = covered_s(symptom.windows, cause.windows)
    return 2 * shared_s >= max(length_s(cause.windows), length_s(symptom.windows))


def worse(one: Finding, other: Finding) -> bool:
    """Whether one was felt more than the other."""
    return SEVERITIES.index(one.severity) < SEVERITIES.index(other.severity)


def _as_bad(cause: Finding, symptom: Finding) -> bool:
    return not worse(symptom, cause)


def _long_for_a_queue(cause: Finding, symptom: Finding) -> bool:
    return worse(cause, symptom) and _one_queue(cause, symptom)


def _queue_of_a_narrow_line(cause: Finding, symptom: Finding) -> bool:
    return _as_bad(cause, symptom) and _one_queue(cause, symptom)


CONDITIONS: Final[Mapping[tuple[str, str], Callable[[Finding, Finding], bool]]] = MappingProxyType(
    {
        ("uplink-packet-loss", "bandwidth-limited-uplink"): _loss_limits,
        ("bandwidth-limited-uplink", "uplink-packet-loss"): _mild_loss,
        ("high-round-trip-time", "bandwidth-limited-uplink"): _long_for_a_queue,
        ("bandwidth-limited-uplink", "high-round-trip-time"): _queue_of_a_narrow_line,
        ("low-frame-rate", "low-resolution"): _as_bad,
        ("low-resolution", "low-frame-rate"): worse,
    }
)
"""Cause and symptom that explain each other only where this holds of them."""
