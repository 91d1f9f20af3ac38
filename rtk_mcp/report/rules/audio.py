"""What the ear noticed."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from rtk_mcp.report.composing import Wording, capped, compose, extent
from rtk_mcp.report.finding import SEVERITIES, Finding
from rtk_mcp.report.hits import Hit, Scales
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.rules.measured import clean_line
from rtk_mcp.report.rules.senders import Group, groups, judged
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import CONCEALMENT, MIN_BAD_RATIO, MOST_SAMPLES_RATIO
from rtk_mcp.report.weighing import felt

_SCALES: Final[Scales] = MappingProxyType({"audio": CONCEALMENT, "screenshare_audio": CONCEALMENT})


def audio_concealment(signals: PeerSignals) -> Iterator[Finding]:
    """`audio-concealment`: gaps in received audio were filled in; many of them are heard.

    Silent where loss or jitter of the same stream explains it: then it is part of that finding, and where it was short:
    a few gaps are not heard. Minor unless beyond poor in most samples ({MOST_SAMPLES_RATIO:.0%}) or beyond severe in
    {MIN_BAD_RATIO:.0%}.

    Thresholds: {CONCEALMENT}. {SUSTAINED}

    What to do: look at loss and jitter of the same stream for the cause, then at that sender's report.
    """
    hits = find_noticeable(signals, "receive", _SCALES)
    for group in groups(signals, hits, _SCALES, judged):
        finding = capped(
            compose("audio-concealment", group.hits, _words(group), signals, direction="receive"),
            "minor",
            "high",
        )
        if finding.severity == "info":
            continue
        heard = felt([hit for hit in group.hits if _clearly_heard(hit)], signals)
        yield replace(finding, severity=min(finding.severity, heard, key=SEVERITIES.index))


def _words(group: Group) -> Wording:
    if group.is_theirs:
        clean = clean_line(group.hits)
        return Wording(
            f"Received audio{group.of} had audible gaps filled in: {extent(group.hits)}; {group.beside}.",
            f"{group.whose} microphone, device or uplink: packets arrived here evenly and without loss, so the gaps "
            "were in the sound itself."
            if clean
            else f"{group.whose} packets came too late or not at all.",
            group.read_theirs,
        )
    return Wording(
        f"Received audio had audible gaps filled in: {extent(group.hits)}.",
        "Gaps in the sound as it was sent, or a device too busy to play it: packets arrived evenly and without loss."
        if clean_line(group.hits)
        else "Packets came too late or not at all.",
        "Read the sender's report, and see whether this device was busy."
        if clean_line(group.hits)
        else "Look at loss and jitter of the same stream for the cause; sound drop-outs are what people hear.",
    )


def _clearly_heard(hit: Hit) -> bool:
    """Gaps most of the time, or severe ones for a sustained part of it."""
    found = hit.judgement
    return (found.share or 0) >= MOST_SAMPLES_RATIO or found.severe_share >= MIN_BAD_RATIO
