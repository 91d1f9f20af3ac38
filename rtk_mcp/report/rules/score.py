"""The collector's own opinion."""

from collections.abc import Iterator
from typing import Final

from rtk_mcp.api.models.media import Direction, Media
from rtk_mcp.report.composing import Wording, compose, extent, told
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.hits import with_picture
from rtk_mcp.report.noticeable import find_noticeable
from rtk_mcp.report.phrases import media_list, significant
from rtk_mcp.report.rules.delay import last_round_trip_ms
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import SCORE

_SCORED: Final[tuple[Media, ...]] = ("audio", "video", "screenshare_audio")
_BOTH: Final[tuple[Direction, ...]] = ("send", "receive")


def low_quality_score(signals: PeerSignals) -> Iterator[Finding]:
    """`low-quality-score`: the collector's score stays low; kept only where no other finding explains it.

    The score knows loss, jitter, concealment, picture size and frame rate, but no delay. Screen shares are left out: a
    still slide has few frames and scores low for it.

    Thresholds: {SCORE}. {SUSTAINED}

    What to do: look at the streams with a low score one by one, and at the other participants' reports.
    """
    for direction in _BOTH:
        hits = find_noticeable(signals, direction, dict.fromkeys(_SCORED, SCORE), samples=with_picture)
        if hits:
            media = media_list(hit.media for hit in told(hits))
            what = "sent" if direction == "send" else "received"
            words = Wording(
                f"The collector scored {what} {media} low: {extent(hits)}.",
                _why(signals),
                "Look at the streams with a low score one by one, and at the other participants' reports.",
            )
            yield compose("low-quality-score", hits, words, signals, direction=direction)


def _why(signals: PeerSignals) -> str:
    why = "Not clear from the report: no single measurement explains the score"
    last_ms = last_round_trip_ms(signals)
    if last_ms is None:
        return f"{why}."
    return f"{why}. The last round trip was long ({significant(last_ms)} ms), but the score knows no delay."
