"""Lateness: round trips, uneven arrival, and what the receiver buffers against it."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.report.composing import Wording, capped, compose, extent
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.hits import Hit, Scales
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.phrases import media_list, significant
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import JITTER, PLAYOUT_DELAY, ROUND_TRIP, Scale

_ALL: Final[tuple[Media, ...]] = ("audio", "video", "screenshare_audio", "screenshare_video")
_BOTH: Final[tuple[Direction, ...]] = ("send", "receive")


def _all_media(scale: Scale) -> Scales:
    return MappingProxyType(dict.fromkeys(_ALL, scale))


def high_round_trip_time(signals: PeerSignals) -> Iterator[Finding]:
    """`high-round-trip-time`: the way to the service and back is long; people talk over each other.

    Measured on sent media, between client and service; the other side's half of the way is not in it. Silent when the
    SDK does not measure it.

    Thresholds: {ROUND_TRIP}. {SUSTAINED}

    What to do: try without VPN or proxy and on another network; a round trip that rises and falls is a line that fills
    up, so stop other traffic.
    """
    hits = find_noticeable(signals, "send", _all_media(ROUND_TRIP))
    if hits:
        words = Wording(
            f"The round trip between this participant and the service is long: {extent(hits)}.",
            _why_long(signals, hits),
            "Try without VPN or proxy and on another network; see whether it rises and falls with other traffic.",
        )
        yield compose("high-round-trip-time", hits, words, signals, direction="none", media="connection")


def _why_long(signals: PeerSignals, hits: list[Hit]) -> str:
    """A way that is short at its best is no long way: something fills up on it."""
    paths = signals.context.paths
    best = min((_low_decile(hit.stream) for hit in hits if hit.stream), default=None)
    if best is not None and best <= ROUND_TRIP.fair:
        relay = (
            ", or packets sent again by the TCP relay" if any(path.over_tcp_relay for path in paths) else ""
        )
        return (
            f"It rises and falls ({significant(best)} ms at its best): a line that fills up at times{relay}."
        )
    if any(path.network == "vpn" for path in paths):
        return "A VPN takes the media on a detour."
    return "Distance to the service, or a detour (VPN, proxy)."


def _low_decile(stream: Stream) -> float:
    values = sorted(value for _, value in stream.values("rtt_ms", stream.judged))
    return values[len(values) // 10]


def high_jitter(signals: PeerSignals) -> Iterator[Finding]:
    """`high-jitter`: packets arrive unevenly; the receiver buffers more, or hears gaps.

    Video alone is never more than minor: its frames come in bursts by nature, and the buffer evens them out.

    Thresholds: {JITTER}. {SUSTAINED}

    What to do: move to a cable or a quieter network and check what else uses the line; where one sender only is uneven,
    read that sender's report.
    """
    for direction in _BOTH:
        hits = find_noticeable(signals, direction, _all_media(JITTER))
        if hits:
            media = media_list(hit.media for hit in hits)
            sender = _only_sender(signals, hits) if direction == "receive" else None
            what = "Sent packets" if direction == "send" else "Received packets"
            of_one = f" of one sender only (peer {sender})" if sender else ""
            words = Wording(
                f"{what}{of_one} arrived unevenly: {media}, jitter {extent(hits)}.",
                "That sender's network, as the other senders' packets arrived evenly."
                if sender
                else "A shared or busy link: Wi-Fi contention, mobile network, or other traffic on the line.",
                f"Read the report of peer {sender}."
                if sender
                else "Move to a cable or a quieter network; check what else uses the line.",
            )
            finding = compose("high-jitter", hits, words, signals, direction=direction)
            heard = any("audio" in hit.media for hit in hits)
            yield finding if heard else capped(finding, "minor", finding.confidence)


def _only_sender(signals: PeerSignals, hits: list[Hit]) -> str | None:
    """The one sender behind all hits, when others were heard too."""
    bad = {hit.stream.remote_peer_id for hit in hits if hit.stream}
    heard = {each.remote_peer_id for each in signals.streams if each.direction == "receive" and each.judged}
    return next(iter(bad)) if len(bad) == 1 and len(heard) > 1 else None


def playout_delay_high(signals: PeerSignals) -> Iterator[Finding]:
    """`playout-delay-high`: received media waits long in the jitter buffer, so it is heard or seen late.

    Silent where loss, jitter or a TCP relay on the same streams explains it: then it is part of that finding.

    Thresholds: {PLAYOUT_DELAY}. {SUSTAINED}

    What to do: check for other traffic on the line and whether UDP to the service is blocked.
    """
    hits = find_noticeable(signals, "receive", _all_media(PLAYOUT_DELAY))
    if hits:
        media = media_list(hit.media for hit in hits)
        words = Wording(
            f"Received {media} was played late: jitter buffer {extent(hits)}.",
            "Packets arrive unevenly or in bursts: a filled line, or media over TCP.",
            "Check for other traffic on the line and whether UDP to the service is blocked.",
        )
        yield compose("playout-delay-high", hits, words, signals, direction="receive")
