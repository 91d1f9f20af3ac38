"""Packets sent to this participant that did not arrive, by whose link lost them."""

from collections.abc import Iterable, Iterator
from typing import Final

from rtk_mcp.report.attribution import Attribution
from rtk_mcp.report.blame import blame
from rtk_mcp.report.composing import Wording, capped, compose, media_extent, told
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.hearing import sender_of
from rtk_mcp.report.hits import Hit
from rtk_mcp.report.phrases import count, significant
from rtk_mcp.report.rules.congestion import congested_downlink
from rtk_mcp.report.rules.measured import better_line
from rtk_mcp.report.rules.senders import peers
from rtk_mcp.report.rules.standstill import nothing_received
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import AUDIO_LOSS

UNDECIDED: Final = ", but the report cannot tell whose link lost them"
"""Other reports of the meeting may tell."""


def inbound_loss(signals: PeerSignals) -> Iterator[Finding]:
    """Loss of received media, by whose link it was.

    `downlink-packet-loss`: packets towards this participant were lost, from two or more senders at once and at about
    the same rate. Silent where one well-heard sender arrived clean at the time.

    `remote-sender-loss`: packets of one sender, or of a few together, were lost while others arrived clean. The trouble
    is on their side; confidence is medium where several were lossy together.

    `inbound-loss-unattributed`: received packets were lost, and nobody else was heard enough at the time to compare
    with, so it may be the sender's uplink or this participant's downlink.

    Senders are compared over the same 20 s stretches of their bad time, by all packets together.

    Where rows of all received streams at once have no packet in them, twice or more between others with some, nothing
    arrived at all: the first code where two or more senders stood still, the last where there was one. Major from
    {LONG_OUTAGE_S:.0f} s or {MANY_RECONNECTS} times on, critical for {CRITICAL_RATIO:.0%} of the call.

    Thresholds: audio {AUDIO_LOSS}; video {VIDEO_LOSS}. {SUSTAINED}

    `downlink-packet-loss`: What to do: move to a cable or closer to the access point; stop downloads and streaming
    on the same line.

    `remote-sender-loss`: What to do: read that sender's report, and see whether other receivers lost the same packets.

    `inbound-loss-unattributed`: What to do: read the sender's report: loss on its uplink there settles it.
    """
    lost = blame(signals)
    yield from congested_downlink(signals, lost)
    if downlink := lost.of("downlink"):
        yield _downlink(lost.hits_of(downlink), downlink, signals)
    for group in _groups(lost.of("sender")):
        yield _remote_senders(lost.hits_of(group), group, signals)
    unknown = lost.of("unknown")
    if unknown or lost.nameless:
        heard = max((found.heard for found in unknown.values()), default=0)
        yield _unattributed([*lost.nameless, *lost.hits_of(unknown)], heard, signals)
    yield from nothing_received(signals)


def _downlink(hits: list[Hit], found: dict[str, Attribution], signals: PeerSignals) -> Finding:
    senders = len({sender_of(hit.stream) for hit in told(hits) if hit.stream})
    senders = max(senders, *(len(each.affected) + 1 for each in found.values()))
    words = Wording(
        f"Packets sent to this participant were lost, from {count(senders, 'sender')} at once: "
        f"{media_extent(hits)}.",
        "The participant's own downlink, as several senders were hit at the same time.",
        f"{better_line(signals, 'receive')}, stop downloads and streaming on the same line.",
    )
    return _as_sure(
        compose("downlink-packet-loss", hits, words, signals, direction="receive"), found.values()
    )


def _groups(blamed: dict[str, Attribution]) -> list[dict[str, Attribution]]:
    """Senders that were lossy together, as one line or one far-away network can make them."""
    left, groups = dict(blamed), []
    while left:
        found = dict([left.popitem()])
        while near := [name for name in left if _together(name, left[name], found)]:
            found |= {name: left.pop(name) for name in near}
        groups.append({name: blamed[name] for name in blamed if name in found})
    return sorted(groups, key=lambda group: list(blamed).index(next(iter(group))))


def _together(name: str, own: Attribution, group: dict[str, Attribution]) -> bool:
    return any(name in each.affected or member in own.affected for member, each in group.items())


def _remote_senders(hits: list[Hit], group: dict[str, Attribution], signals: PeerSignals) -> Finding:
    clean = {name for each in group.values() for name in each.clean}
    highest = max(each.clean_loss_pct for each in group.values())
    how = (
        "arrived clean" if highest <= AUDIO_LOSS.fair else f"lost far less (at most {significant(highest)} %)"
    )
    while_clean = f"while {count(len(clean), 'other sender')} {how}"
    of = media_extent(hits)
    named = peers([*group])
    if len(group) == 1:
        words = Wording(
            f"Packets of one sender ({named}) were lost {while_clean}: {of}.",
            "That sender's uplink or device, not this participant's network.",
            f"Read the report of {named}, and see whether other receivers lost the same sender's packets.",
        )
        return _as_sure(
            compose("remote-sender-loss", hits, words, signals, direction="receive"), group.values()
        )
    words = Wording(
        f"Packets of {len(group)} senders ({named}) were lost at the same time {while_clean}: {of}.",
        "Those senders' uplinks, perhaps one line that they share: loss on this participant's own downlink would "
        "have hit the clean sender too.",
        f"Read the reports of {named}; see whether they were in one place and whether other receivers lost "
        "the same packets.",
    )
    finding = compose("remote-sender-loss", hits, words, signals, direction="receive")
    return capped(finding, "critical", "medium")


def _as_sure(finding: Finding, found: Iterable[Attribution]) -> Finding:
    """No more than medium confidence where the senders were together for a short time only."""
    return finding if any(each.sure for each in found) else capped(finding, "critical", "medium")


def _unattributed(hits: list[Hit], heard: int, signals: PeerSignals) -> Finding:
    if not any(hit.stream for hit in hits):
        why = "The report has cumulative statistics only, which do not tell one sender from another."
    elif heard:
        why = (
            "The other senders were heard too little at the time, or their loss was neither alike nor absent, so "
            "the sender's uplink and this participant's downlink cannot be told apart."
        )
    else:
        why = "Only one sender was heard at the time, so its uplink and this participant's downlink look the same."
    words = Wording(
        f"Packets sent to this participant were lost{UNDECIDED}: {media_extent(hits)}.",
        why,
        "Read the sender's report: loss on its uplink there settles it.",
    )
    return compose("inbound-loss-unattributed", hits, words, signals, direction="receive")
