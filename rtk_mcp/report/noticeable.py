"""Bad streams without those that are chance: among dozens of short ones a few look mildly bad."""

from collections.abc import Callable, Sequence

from rtk_mcp.api.models.media import Direction
from rtk_mcp.report.hits import Hit, Scales, find_hits
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Stream
from rtk_mcp.report.thresholds import MIN_FAIR_RATIO, SURE_SAMPLES
from rtk_mcp.report.weighing import bad_slots, flowing_slots


def find_noticeable(
    signals: PeerSignals,
    direction: Direction,
    scales: Scales,
    *,
    samples: Callable[[Stream], Sequence[int]] = lambda stream: stream.judged,
) -> list[Hit]:
    """As `find_hits`, without mild values of a handful of samples that are no good part of the call either."""
    hits = find_hits(signals, direction, scales, samples=samples)
    doubtful = [hit for hit in hits if _is_doubtful(hit)]
    chance = {id(hit) for hit in doubtful if not _is_much(hit, doubtful, signals, direction)}
    return [hit for hit in hits if id(hit) not in chance]


def _is_doubtful(hit: Hit) -> bool:
    found = hit.judgement
    return found.level == "fair" and found.samples is not None and found.samples < SURE_SAMPLES


def _is_much(hit: Hit, doubtful: list[Hit], signals: PeerSignals, direction: Direction) -> bool:
    """Whether all such hits of its media together are as long as a sustained one would be."""
    own = [each for each in doubtful if each.media == hit.media]
    return len(bad_slots(own)) >= MIN_FAIR_RATIO * flowing_slots(signals, direction, hit.media)
