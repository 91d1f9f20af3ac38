"""What the ear noticed."""

from collections.abc import Iterator
from dataclasses import replace

from rtk_mcp.report.composing import Wording, capped, compose, extent
from rtk_mcp.report.finding import SEVERITIES, Finding
from rtk_mcp.report.hits import Hit
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import CONCEALMENT, MIN_BAD_RATIO, MOST_SAMPLES_RATIO
from rtk_mcp.report.weighing import felt


def audio_concealment(signals: PeerSignals) -> Iterator[Finding]:
    """`audio-concealment`: gaps in received audio were filled in; many of them are heard.

    Silent where loss or jitter of the same stream explains it: then it is part of that finding, and where it was short:
    a few gaps are not heard. Minor unless beyond poor in most samples ({MOST_SAMPLES_RATIO:.0%}) or beyond severe in
    {MIN_BAD_RATIO:.0%}.

    Thresholds: {CONCEALMENT}. {SUSTAINED}

    What to do: look at loss and jitter of the same stream for the cause, then at that sender's report.
    """
    hits = find_noticeable(signals, "receive", {"audio": CONCEALMENT, "screenshare_audio": CONCEALMENT})
    if hits:
        words = Wording(
            f"Received audio had audible gaps filled in: {extent(hits)}.",
            "Packets came too late or not at all.",
            "Look at loss and jitter of the same stream for the cause; sound drop-outs are what people hear.",
        )
        finding = capped(
            compose("audio-concealment", hits, words, signals, direction="receive"), "minor", "high"
        )
        if finding.severity == "info":
            return
        heard = felt([hit for hit in hits if _clearly_heard(hit)], signals)
        yield replace(finding, severity=min(finding.severity, heard, key=SEVERITIES.index))


def _clearly_heard(hit: Hit) -> bool:
    """Gaps most of the time, or severe ones for a sustained part of it."""
    found = hit.judgement
    return (found.share or 0) >= MOST_SAMPLES_RATIO or found.severe_share >= MIN_BAD_RATIO
