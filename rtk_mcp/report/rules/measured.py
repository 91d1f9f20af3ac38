"""What else was measured where something was bad, so that no cause is named that the same report disproves."""

from collections.abc import Iterable
from math import fsum
from statistics import median
from typing import Literal

from rtk_mcp.api.models.media import Direction
from rtk_mcp.report.hits import Hit
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.thresholds import JITTER, LOSS, MIN_BAD_RATIO

Limitation = Literal["bandwidth", "cpu", "none"]


def mean_of(hits: Iterable[Hit], column: str) -> float | None:
    """A column's mean over the affected samples; None where it was not measured."""
    values = [hit.stream.numbers(column, hit.judgement.bad) for hit in hits if hit.stream]
    number = sum(map(len, values))
    return sum(map(fsum, values)) / number if number else None


def limitation(hits: Iterable[Hit]) -> Limitation | None:
    """What held the encoder back in a tenth of the affected samples or more; None where the report does not say."""
    hits = list(hits)
    shares = {
        "bandwidth": mean_of(hits, "bandwidth_limited"),
        "cpu": mean_of(hits, "cpu_limited"),
    }
    known = {name: share for name, share in shares.items() if share is not None}
    if not known:
        return None
    most = max(known, key=lambda name: known[name])
    if known[most] < MIN_BAD_RATIO:
        return "none"
    return "bandwidth" if most == "bandwidth" else "cpu"


def clean_line(hits: Iterable[Hit]) -> bool:
    """Whether both loss and jitter were measured and good in the affected samples."""
    hits = list(hits)
    loss, jitter = mean_of(hits, "loss_pct"), mean_of(hits, "jitter_ms")
    if loss is None or jitter is None:
        return False
    return loss <= min(LOSS[hit.media].fair for hit in hits) and jitter <= JITTER.fair


def picture_size(hits: Iterable[Hit]) -> tuple[int, int] | None:
    """Usual width and height in the affected samples; None where they were not measured."""
    hits = list(hits)
    sizes = [
        [value for hit in hits if hit.stream for value in hit.stream.numbers(column, hit.judgement.bad)]
        for column in ("width_px", "height_px")
    ]
    return (round(median(sizes[0])), round(median(sizes[1]))) if all(sizes) else None


def networks(signals: PeerSignals, direction: Direction) -> set[str]:
    """What the browser calls the network that media of a direction took."""
    return {path.network for path in signals.context.paths if path.transport == direction and path.network}


def on_a_cable(signals: PeerSignals, direction: Direction) -> bool:
    """Whether the browser says that media of a direction took a cable."""
    return networks(signals, direction) == {"ethernet"}


def sends_video(signals: PeerSignals) -> bool:
    """Whether a camera's picture was sent that could be turned off."""
    return any(
        stream.direction == "send" and stream.media == "video" and stream.active for stream in signals.streams
    )


def better_line(signals: PeerSignals, direction: Direction) -> str:
    """How to come to a better line, as the start of a sentence."""
    if on_a_cable(signals, direction):
        return "Check the cable, the switch and the router"
    return "Move to a cable or closer to the access point"
