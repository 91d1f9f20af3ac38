"""A receiver's side of the call: which layers the SFU forwards, and what the downlink does to them."""

from array import array
from dataclasses import dataclass, field, replace

from rtk_mcp.sandbox.simulation.bandwidth import BandwidthEstimate
from rtk_mcp.sandbox.simulation.link import LinkState, LinkTrace
from rtk_mcp.sandbox.simulation.network import NetworkSchedule
from rtk_mcp.sandbox.simulation.plan import CallPlan
from rtk_mcp.sandbox.simulation.randomness import chance
from rtk_mcp.sandbox.simulation.spans import per_second
from rtk_mcp.sandbox.simulation.streams import Producer, connections
from rtk_mcp.sandbox.simulation.traces import SentLayer
from rtk_mcp.sandbox.simulation.uplink import Uplink
from rtk_mcp.sandbox.simulation.views import Views

NOT_SHOWN = -2
"""The stream is not in view in that second."""
HELD_BACK = -1
"""In view, but the SFU sends nothing: the downlink has no room for even the smallest layer."""
_START_KBPS = 1_000.0
_SPARE = 0.9
"""Share of its estimate that an SFU fills with video."""
_SURE = 0.75
"""A larger layer must fit with this much ease before a switch, or it would flap."""
_Wish = tuple["array[int]", list[SentLayer], int]
"""The layers forwarded of a video so far, those that its sender offers, and the one that would suit the tile."""

_REVIEW_S = 5
"""How often the SFU considers larger layers; smaller ones are taken at once."""
_FEW_TILES = 4


@dataclass(slots=True)
class Downlink:
    """What one person was sent.

    Attributes:
        link: the network's behaviour by second.
        layers: for each video producer in view, the layer forwarded in each second.
        available_kbps: the last bandwidth estimate of the SFU.
    """

    link: LinkTrace
    layers: "dict[str, array[int]]" = field(default_factory=dict)
    available_kbps: float = 0.0


def play_downlink(
    plan: CallPlan,
    viewer: int,
    views: Views,
    uplinks: list[Uplink],
    network: NetworkSchedule,
    audio_kbps: list[float],
) -> Downlink:
    """Play one receiver through the call; `audio_kbps` is everyone's audio together, by second."""
    seconds = len(network.by_second)
    person = plan.people[viewer]
    downlink = Downlink(LinkTrace(seconds))
    present = per_second(connections(person, plan), seconds)
    state = LinkState(chance(plan.seed, person.peer_id, "downlink"))
    estimate = BandwidthEstimate(_START_KBPS)
    own_kbps = uplinks[viewer].audio_kbps
    for second in range(seconds):
        if present[second] <= 0.0:
            continue
        shown = views.shown_to(viewer, second)
        offered = audio_kbps[second] - own_kbps[second]
        video_kbps, wanted_kbps = _forward(downlink, shown, uplinks, second, estimate.kbps * _SPARE - offered)
        used = network.by_second[second]
        offered += video_kbps
        feedback = state.step(
            downlink.link,
            second,
            used,
            used.down,
            offered,
            rivals=network.rivals_down[second],
            disturbed=second in network.disturbed,
        )
        if second in network.dead:
            downlink.link.loss[second] = 1.0
            feedback = replace(feedback, loss=1.0)
        if shown:
            estimate.update(feedback, wanted_kbps + offered)
    downlink.available_kbps = estimate.kbps
    return downlink


def _forward(
    downlink: Downlink, shown: list[Producer], uplinks: list[Uplink], second: int, room_kbps: float
) -> tuple[float, float]:
    """Choose a layer for each video in view; the kbit/s sent, and what would be sent with room enough."""
    seconds = len(downlink.link.loss)
    wanted_kbps = 0.0
    wishes: list[_Wish] = []
    for place, producer in enumerate(shown):
        layers = uplinks[producer.owner].layers[producer.producer_id]
        best = _best_layer(layers, second, _wished(producer, place, len(shown)))
        wanted_kbps += layers[best].bytes_[second] * 0.008
        wishes.append((_row(downlink, producer, seconds), layers, best))
    if wanted_kbps <= _SURE * room_kbps:
        for row, _, best in wishes:
            row[second] = best
        return wanted_kbps, wanted_kbps
    return _squeeze(wishes, second, room_kbps), wanted_kbps


def _squeeze(wishes: "list[_Wish]", second: int, room_kbps: float) -> float:
    """Give everyone the smallest layer that still fits, then larger ones in order of place; the kbit/s sent."""
    sent_kbps = 0.0
    held = [row[second - 1] if second else NOT_SHOWN for row, _, _ in wishes]
    for row, layers, _ in wishes:
        lowest_kbps = layers[0].bytes_[second] * 0.008
        fits = sent_kbps + lowest_kbps <= room_kbps
        row[second] = 0 if fits else HELD_BACK
        sent_kbps += lowest_kbps if fits else 0.0
    for (row, layers, best), before in zip(wishes, held, strict=True):
        if row[second] == HELD_BACK:
            continue
        reachable = best if second % _REVIEW_S == 0 else min(best, before)
        for step in range(1, reachable + 1):
            more_kbps = (layers[step].bytes_[second] - layers[row[second]].bytes_[second]) * 0.008
            ease = 1.0 if step <= before else _SURE
            if layers[step].packets[second] and sent_kbps + more_kbps <= room_kbps * ease:
                row[second] = step
                sent_kbps += more_kbps
    return sent_kbps


def _wished(producer: Producer, place: int, shown: int) -> int:
    """The layer that fits the tile: a lone video fills the window, a grid has small tiles, the speaker's is larger."""
    if producer.media != "video" or shown == 1:
        return 2
    return 1 if shown <= _FEW_TILES or place == 0 else 0


def _best_layer(layers: list[SentLayer], second: int, wished: int) -> int:
    top = min(wished, len(layers) - 1)
    while top > 0 and not layers[top].packets[second]:
        top -= 1
    return top


def _row(downlink: Downlink, producer: Producer, seconds: int) -> "array[int]":
    row = downlink.layers.get(producer.producer_id)
    if row is None:
        row = downlink.layers[producer.producer_id] = array("b", [NOT_SHOWN]) * seconds
    return row
