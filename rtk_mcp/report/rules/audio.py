"""What the ear noticed."""

from collections.abc import Iterator

from rtk_mcp.report.composing import Wording, compose, extent
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.hits import find_hits
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import CONCEALMENT


def audio_concealment(signals: PeerSignals) -> Iterator[Finding]:
    """`audio-concealment`: gaps in received audio were filled in; beyond a few per sample they are heard."""
    hits = find_hits(signals, "receive", {"audio": CONCEALMENT, "screenshare_audio": CONCEALMENT})
    if hits:
        words = Wording(
            f"Received audio had audible gaps filled in: {extent(hits)}.",
            "Packets came too late or not at all.",
            "Look at loss and jitter of the same stream for the cause; sound drop-outs are what people hear.",
        )
        yield compose("audio-concealment", hits, words, direction="receive")
