"""Lateness: round trips, uneven arrival, and what the receiver buffers against it."""

from collections.abc import Iterator
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.report.composing import Wording, capped, compose, extent, told
from rtk_mcp.report.finding import Evidence, Finding, Window
from rtk_mcp.report.hits import Hit, Scales
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.phrases import media_list, significant
from rtk_mcp.report.rules.measured import better_line, clean_line, mean_of, on_a_cable
from rtk_mcp.report.rules.senders import Group, groups, judged
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import NOMINAL_INTERVAL_S, Stream
from rtk_mcp.report.thresholds import JITTER, PLAYOUT_DELAY, ROUND_TRIP, Scale

_ALL: Final[tuple[Media, ...]] = ("audio", "video", "screenshare_audio", "screenshare_video")


def _all_media(scale: Scale) -> Scales:
    return MappingProxyType(dict.fromkeys(_ALL, scale))


def high_round_trip_time(signals: PeerSignals) -> Iterator[Finding]:
    """`high-round-trip-time`: the way to the service and back is long; people talk over each other.

    Measured on sent media, between client and service; the other side's half of the way is not in it. Where the SDK
    does not measure it there, the connection's last value is all that is known: told with low confidence, info beyond
    fair and minor beyond poor.

    Thresholds: {ROUND_TRIP}. {SUSTAINED}

    What to do: try without VPN or proxy and on another network; a round trip that rises and falls is a line that fills
    up, so stop other traffic.
    """
    hits = find_noticeable(signals, "send", _all_media(ROUND_TRIP))
    if not hits and not _measured(signals):
        yield from _last_round_trip(signals)
    if hits:
        words = Wording(
            f"The round trip between this participant and the service is long: {extent(hits)}.",
            _why_long(signals, hits),
            "Try without VPN or proxy and on another network; see whether it rises and falls with other traffic.",
        )
        yield compose("high-round-trip-time", hits, words, signals, direction="none", media="connection")


def _measured(signals: PeerSignals) -> bool:
    return any(
        stream.direction == "send" and stream.measured("rtt_ms", stream.judged) for stream in signals.streams
    ) or any(totals.metrics.get("rtt_ms") for totals in signals.totals_only if totals.direction == "send")


def last_round_trip_ms(signals: PeerSignals) -> float | None:
    """The longest of the last values of the connections in use, where it is all that is known and beyond fair."""
    found = max((path.rtt_ms for path in signals.context.paths if path.rtt_ms), default=0.0)
    return found if found > ROUND_TRIP.fair and not _measured(signals) else None


def _last_round_trip(signals: PeerSignals) -> Iterator[Finding]:
    found_ms = last_round_trip_ms(signals)
    if found_ms is None:
        return
    poor = found_ms > ROUND_TRIP.poor
    end = signals.span[1] if signals.span else None
    yield Finding(
        code="high-round-trip-time",
        severity="minor" if poor else "info",
        confidence="low",
        media="connection",
        direction="none",
        summary=f"The last round trip between this participant and the service that the report has was long: "
        f"{significant(found_ms)} ms; how long it was during the call was not measured.",
        evidence=(
            Evidence(
                "rtt_ms", found_ms, ROUND_TRIP.unit, threshold=ROUND_TRIP.poor if poor else ROUND_TRIP.fair
            ),
        ),
        likely_cause=_detour(signals),
        advice="Ask whether people talked over each other, and try without VPN or proxy and on another network.",
        windows=(Window(end - timedelta(seconds=NOMINAL_INTERVAL_S), end, found_ms),) if end else (),
    )


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
    return _detour(signals)


def _detour(signals: PeerSignals) -> str:
    if any(path.network == "vpn" for path in signals.context.paths):
        return "A VPN takes the media on a detour."
    return "Distance to the service, or a detour (VPN, proxy)."


def _low_decile(stream: Stream) -> float:
    values = sorted(stream.numbers("rtt_ms", stream.judged))
    return values[len(values) // 10]


def high_jitter(signals: PeerSignals) -> Iterator[Finding]:
    """`high-jitter`: packets arrive unevenly; the receiver buffers more, or hears gaps.

    Video alone is never more than minor: its frames come in bursts by nature, and the buffer evens them out. Senders
    whose packets were uneven while others' were not are told by themselves: it is their network.

    Thresholds: {JITTER}. {SUSTAINED}

    What to do: move to a cable or a quieter network and check what else uses the line; where only some senders are
    uneven, read their reports.
    """
    scales = _all_media(JITTER)
    if sent := find_noticeable(signals, "send", scales):
        yield _jitter(sent, _uneven_uplink(sent, signals), signals, "send")
    for group in groups(signals, find_noticeable(signals, "receive", scales), scales, judged):
        yield _jitter(group.hits, _uneven_arrival(group, signals), signals, "receive")


def _jitter(hits: list[Hit], words: Wording, signals: PeerSignals, direction: Direction) -> Finding:
    finding = compose("high-jitter", hits, words, signals, direction=direction)
    heard = any("audio" in hit.media for hit in told(hits))
    return finding if heard else capped(finding, "minor", finding.confidence)


def _uneven_uplink(hits: list[Hit], signals: PeerSignals) -> Wording:
    return Wording(
        f"Sent packets arrived unevenly: {_amount(hits)}.",
        _busy_link(signals, "send"),
        f"{better_line(signals, 'send')}; check what else uses the line.",
    )


def _uneven_arrival(group: Group, signals: PeerSignals) -> Wording:
    what = f"Received packets{group.of} arrived unevenly: {_amount(group.hits)}"
    if group.is_theirs:
        return Wording(
            f"{what}; {group.beside}.",
            f"{group.whose} network, not this participant's: it would have shaken the others' packets too.",
            group.read_theirs,
        )
    if group.shared:
        return Wording(
            f"{what}.",
            _busy_link(signals, "receive"),
            f"{better_line(signals, 'receive')}; check what else uses the line.",
        )
    return Wording(
        f"{what}.",
        "The sender's network or this participant's: nobody else was heard enough at the time to tell them apart.",
        "Read the sender's report: jitter there settles it.",
    )


def _amount(hits: list[Hit]) -> str:
    media = {hit.media for hit in told(hits)}
    return f"{media_list(media)}, jitter {extent(hits)}" if len(media) == 1 else f"jitter {extent(hits)}"


def _busy_link(signals: PeerSignals, direction: Direction) -> str:
    if on_a_cable(signals, direction):
        return "A busy line: other traffic on it, or a router that queues."
    return "A shared or busy link: Wi-Fi contention, mobile network, or other traffic on the line."


def playout_delay_high(signals: PeerSignals) -> Iterator[Finding]:
    """`playout-delay-high`: received media waits long in the jitter buffer, so it is heard or seen late.

    Silent where loss, jitter or a TCP relay on the same streams explains it: then it is part of that finding.

    Thresholds: {PLAYOUT_DELAY}. {SUSTAINED}

    What to do: check for other traffic on the line and whether UDP to the service is blocked.
    """
    scales = _all_media(PLAYOUT_DELAY)
    for group in groups(signals, find_noticeable(signals, "receive", scales), scales, judged):
        media = media_list(hit.media for hit in told(group.hits))
        beside = f"; {group.beside}" if group.is_theirs else ""
        words = Wording(
            f"Received {media}{group.of} was played late: jitter buffer {extent(group.hits)}{beside}.",
            *_why_late(group, signals),
        )
        yield compose("playout-delay-high", group.hits, words, signals, direction="receive")


def _why_late(group: Group, signals: PeerSignals) -> tuple[str, str]:
    """Likely cause and advice."""
    protocols = {path.protocol for path in signals.context.paths if path.transport == "receive"}
    if any(path.over_tcp_relay for path in signals.context.paths if path.transport == "receive"):
        return "Media came over TCP, which waits for lost packets.", "Allow UDP to the service."
    if clean_line(group.hits):
        jitter_ms = mean_of(group.hits, "jitter_ms") or 0.0
        over = " over UDP" if protocols == {"udp"} else ""
        return (
            (
                f"Not uneven arrival: packets came evenly{over} (jitter {significant(jitter_ms)} ms). Something else "
                "makes the player wait: a busy device, sound and picture held back for each other, or a delay "
                "set by the app."
            ),
            group.read_theirs
            if group.is_theirs
            else "Ask whether people answered late, look for a busy device, and try another browser.",
        )
    if group.is_theirs:
        return f"{group.whose} packets come unevenly or in bursts.", group.read_theirs
    if protocols == {"udp"}:
        return (
            "Packets arrive unevenly or in bursts: a line that fills up at times.",
            "Check for other traffic on the line.",
        )
    return (
        "Packets arrive unevenly or in bursts: a filled line, or media over TCP.",
        "Check for other traffic on the line and whether UDP to the service is blocked.",
    )
