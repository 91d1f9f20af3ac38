"""Packets this participant sent that did not arrive."""

from collections.abc import Iterator

from rtk_mcp.report.composing import Wording, compose, media_extent
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.rules.measured import better_line, on_a_cable, sends_video
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import LOSS


def uplink_packet_loss(signals: PeerSignals) -> Iterator[Finding]:
    """`uplink-packet-loss`: packets this participant sent were lost on the way to the service.

    Everyone else hears and sees it. Silent when the SDK does not measure the uplink.

    Thresholds: audio {AUDIO_LOSS}; video {VIDEO_LOSS}. {SUSTAINED}

    What to do: move to a cable or closer to the access point, stop uploads and backups, turn the camera off; confirm
    in another participant's report, which shows this sender as lossy.
    """
    hits = find_noticeable(signals, "send", LOSS)
    if hits:
        words = Wording(
            f"Packets this participant sent were lost: {media_extent(hits)}.",
            "The participant's own uplink: a bad cable or router, or an upload that fills the line."
            if on_a_cable(signals, "send")
            else "The participant's own uplink: weak Wi-Fi or mobile signal, or an upload that fills the line.",
            f"{better_line(signals, 'send')}, stop uploads and backups"
            f"{', turn the camera off if needed' if sends_video(signals) else ''}.",
        )
        yield compose("uplink-packet-loss", hits, words, signals, direction="send")
