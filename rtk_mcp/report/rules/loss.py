"""Packets that did not arrive: sent ones, received ones, and whose link it was."""

from collections.abc import Iterator

from rtk_mcp.report.attribution import Attribution, attribute, sender_of
from rtk_mcp.report.composing import Wording, compose, extent
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.hits import Hit, find_hits
from rtk_mcp.report.phrases import count, media_list
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import LOSS


def uplink_packet_loss(signals: PeerSignals) -> Iterator[Finding]:
    """`uplink-packet-loss`: packets this participant sent were lost on the way to the service.

    Everyone else hears and sees it. Silent when the SDK does not measure the uplink.
    """
    hits = find_hits(signals, "send", LOSS)
    if hits:
        media = media_list(hit.media for hit in hits)
        words = Wording(
            f"Packets this participant sent were lost: {media}, {extent(hits)}.",
            "The participant's own uplink: weak Wi-Fi or mobile signal, or an upload that fills the line.",
            "Move to a cable or closer to the access point, stop uploads and backups, turn the camera off if needed.",
        )
        yield compose("uplink-packet-loss", hits, words, direction="send")


def inbound_loss(signals: PeerSignals) -> Iterator[Finding]:
    """Loss of received media, by whose link it was.

    `downlink-packet-loss` when two or more senders were lossy at once, `remote-sender-loss` when one was and
    the others were clean at the time, `inbound-loss-unattributed` when nobody else was heard to compare with.
    """
    hits = find_hits(signals, "receive", LOSS)
    by_sender: dict[str, list[Hit]] = {}
    unattributed = []
    for hit in hits:
        if hit.stream is None:
            unattributed.append(hit)
        else:
            by_sender.setdefault(sender_of(hit.stream), []).append(hit)
    why = attribute(signals.streams, by_sender)
    downlink = {sender: found for sender, found in why.items() if found.blame == "downlink"}
    if downlink:
        yield _downlink([hit for sender in downlink for hit in by_sender[sender]], downlink)
    for sender, found in why.items():
        if found.blame == "sender":
            yield _remote_sender(by_sender[sender], sender, found)
        elif found.blame == "unknown":
            unattributed += by_sender[sender]
    if unattributed:
        yield _unattributed(unattributed)


def _downlink(hits: list[Hit], found: dict[str, Attribution]) -> Finding:
    senders = max(len(found), *(each.affected + 1 for each in found.values()))
    media = media_list(hit.media for hit in hits)
    words = Wording(
        f"Packets sent to this participant were lost, from {count(senders, 'sender')} at once: "
        f"{media}, {extent(hits)}.",
        "The participant's own downlink, as several senders were hit at the same time.",
        "Move to a cable or closer to the access point, stop downloads and streaming on the same line.",
    )
    return compose("downlink-packet-loss", hits, words, direction="receive")


def _remote_sender(hits: list[Hit], sender: str, found: Attribution) -> Finding:
    media = media_list(hit.media for hit in hits)
    words = Wording(
        f"Packets of one sender (peer {sender}) were lost while {count(found.clean, 'other sender')} arrived "
        f"clean: {media}, {extent(hits)}.",
        "That sender's uplink or device, not this participant's network.",
        f"Read the report of peer {sender}, and see whether other receivers lost the same sender's packets.",
    )
    return compose("remote-sender-loss", hits, words, direction="receive")


def _unattributed(hits: list[Hit]) -> Finding:
    media = media_list(hit.media for hit in hits)
    if any(hit.stream for hit in hits):
        why = "Only one sender was heard at the time, so its uplink and this participant's downlink look the same."
    else:
        why = "The report has cumulative statistics only, which do not tell one sender from another."
    words = Wording(
        f"Packets sent to this participant were lost, but the report cannot tell whose link lost them: "
        f"{media}, {extent(hits)}.",
        why,
        "Read the sender's report: loss on its uplink there settles it.",
    )
    return compose("inbound-loss-unattributed", hits, words, direction="receive")
