"""A sender's side of the call: what is offered to the uplink, what it carries, and what it loses."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from rtk_mcp.sandbox.simulation.bandwidth import BandwidthEstimate
from rtk_mcp.sandbox.simulation.link import LinkState, LinkTrace
from rtk_mcp.sandbox.simulation.network import NetworkSchedule
from rtk_mcp.sandbox.simulation.plan import CallPlan, Person
from rtk_mcp.sandbox.simulation.randomness import chance
from rtk_mcp.sandbox.simulation.sources import Shown, Sound
from rtk_mcp.sandbox.simulation.streams import Producer
from rtk_mcp.sandbox.simulation.traces import SentLayer


@dataclass(slots=True)
class Uplink:
    """Everything one person sent.

    Attributes:
        link: the network's behaviour by second.
        layers: for each producer id its RTP streams, smallest picture first.
        audio_kbps: what its audio takes on the wire, by second.
        available_kbps: the last bandwidth estimate.
    """

    link: LinkTrace
    layers: dict[str, list[SentLayer]] = field(default_factory=dict)
    audio_kbps: list[float] = field(default_factory=list)
    available_kbps: float = 0.0


def play_uplink(
    plan: CallPlan,
    person: Person,
    producers: tuple[Producer, ...],
    network: NetworkSchedule,
    speeds: Sequence[float],
) -> Uplink:
    """Play one sender through the call; `speeds` is its processor, by second."""
    seconds = len(speeds)
    uplink = Uplink(LinkTrace(seconds), audio_kbps=[0.0] * seconds)
    name = (plan.seed, person.peer_id, "uplink")
    sound = [
        Sound(person, producer, seconds, chance(*name, producer.producer_id))
        for producer in producers
        if not producer.is_video
    ]
    shown = [
        Shown(person, producer, seconds, chance(*name, producer.producer_id))
        for producer in producers
        if producer.is_video
    ]
    shown.sort(
        key=lambda stream: stream.producer.media != "screenshare_video"
    )  # a screen goes before the camera
    uplink.layers |= {stream.producer.producer_id: stream.layers for stream in sound}
    uplink.layers |= {stream.producer.producer_id: stream.layers for stream in shown}
    state, estimate = LinkState(chance(*name, "link")), BandwidthEstimate()
    losses = chance(*name, "lost packets")
    for second in range(seconds):
        busy = [stream for stream in shown if stream.share[second] > 0.0]
        audio_kbps = sum(stream.send(second) for stream in sound if stream.share[second] > 0.0)
        if not busy and audio_kbps == 0.0:
            continue
        uplink.audio_kbps[second] = audio_kbps
        offered = audio_kbps
        for stream in busy:
            offered += stream.send(second, max(0.0, estimate.kbps - offered), speeds[second])
        used = network.by_second[second]
        feedback = state.step(
            uplink.link,
            second,
            used,
            used.up,
            offered,
            rivals=network.rivals_up[second],
            disturbed=second in network.disturbed,
        )
        if second in network.dead:
            uplink.link.loss[second] = 1.0
            feedback = replace(feedback, loss=1.0)
        loss = uplink.link.loss[second]
        if busy:
            wanted = audio_kbps + sum(stream.most_kbps for stream in busy)
            estimate.update(feedback, wanted)
        _lose(sound, second, loss, losses)
        _lose(busy, second, loss, losses)
    for stream in shown:
        stream.close()
    uplink.available_kbps = estimate.kbps
    return uplink


def _lose(streams: "Sequence[Sound | Shown]", second: int, loss: float, rng: Random) -> None:
    if loss:
        for stream in streams:
            stream.lose(second, loss, rng)
