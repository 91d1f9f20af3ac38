"""Which losses a viewer's NACKs do not mend: the picture stops until a key frame has been asked for and come."""

from dataclasses import dataclass, field
from math import exp
from random import Random

from rtk_mcp.sandbox.simulation.downlink import NOT_SHOWN, Downlink
from rtk_mcp.sandbox.simulation.network import NetworkSchedule
from rtk_mcp.sandbox.simulation.randomness import chance
from rtk_mcp.sandbox.simulation.spans import Spans, covered
from rtk_mcp.sandbox.simulation.streams import Producer
from rtk_mcp.sandbox.simulation.uplink import Uplink

DEAD = 1.0
"""A link that loses everything: nothing arrives, and no request goes out."""
_NEGLIGIBLE_LOSS = 0.003
_KEY_FRAME_WAIT_S = 0.25
"""Encoding and pacing of a key frame, on top of two round trips."""
_KEY_FRAME_SURVIVES = 0.2
"""A key frame is dozens of packets; up to about this loss, NACKs still bring it through."""
_ERROR_COSTS = (0.2, 0.5)
"""Part of a second without a picture while a failing decoder waits for its key frame."""
_PATIENCE_S = 4
"""PLIs that go unanswered this long are followed by a FIR."""


@dataclass(slots=True)
class Repairs:
    """One viewer's trouble with one video.

    Attributes:
        frozen: for a second, the share of it in which nothing could be decoded.
        requests: seconds in which a key frame was asked for (PLI), with the layer it was asked of.
        insisted: seconds in which the request was repeated more forcefully (FIR).
    """

    frozen: dict[int, float] = field(default_factory=dict)
    requests: dict[int, int] = field(default_factory=dict)
    insisted: set[int] = field(default_factory=set)


def repairs(
    name: tuple[object, ...],
    producer: Producer,
    uplink: Uplink,
    downlink: Downlink,
    paths: tuple[NetworkSchedule, NetworkSchedule],
    key_frame_delay_s: float,
    decoder_errors: Spans,
) -> Repairs:
    """Follow one video at one viewer.

    Args:
        name: names the viewer's stream of chance.
        producer: the video.
        uplink: its sender's.
        downlink: the viewer's.
        paths: the sender's and the viewer's networks.
        key_frame_delay_s: how long the sender's encoder takes to answer.
        decoder_errors: when the viewer's decoder cannot follow although everything arrived.
    """
    forwarded = downlink.layers.get(producer.producer_id)
    if forwarded is None:
        return Repairs()
    layers = uplink.layers[producer.producer_id]
    watch = _Watch(chance(*name, producer.producer_id, "repair"), key_frame_delay_s)
    before = NOT_SHOWN
    for second, layer in enumerate(forwarded):
        if layer >= 0:
            if layer != before:
                watch.found.requests[second] = layer
            if before < 0 and second and layers[layer].packets[second - 1]:
                watch.joins_midway()
            if decoder_errors and covered(decoder_errors, second, second + 1.0):
                watch.loses_the_thread(second, layer)
            up, down = uplink.link.loss[second], downlink.link.loss[second]
            if watch.waiting_s or up + down >= _NEGLIGIBLE_LOSS:
                round_trip_s = sum(path.by_second[second].rtt_ms for path in paths) / 1000.0
                watch.second(second, layer, layers[layer].packets[second], (up, down), round_trip_s)
        before = layer
    return watch.found


class _Watch:
    """A decoder that runs until a frame is broken for good, and then waits for a key frame."""

    def __init__(self, rng: Random, key_frame_delay_s: float) -> None:
        self.found = Repairs()
        self.waiting_s = 0
        self._rng = rng
        self._delay_s = key_frame_delay_s
        self._due_in_s = 0.0

    def joins_midway(self) -> None:
        """The video was running before: nothing can be shown until a late encoder has made a key frame."""
        if self._delay_s >= 1.0:
            self._due_in_s = self._delay_s
            self.waiting_s = 1

    def loses_the_thread(self, second: int, layer: int) -> None:
        """The decoder fails by itself and asks for a key frame; until it comes, part of the second is lost."""
        self.found.requests[second] = layer
        self.found.frozen[second] = self._rng.uniform(*_ERROR_COSTS)

    def second(
        self, second: int, layer: int, packets: int, losses: tuple[float, float], round_trip_s: float
    ) -> None:
        """Live through a second in which something is lost or waited for."""
        if max(losses) >= DEAD:
            self._freeze(second, 1.0)
            return
        loss = 1.0 - (1.0 - losses[0]) * (1.0 - losses[1])
        broken = packets * loss ** (1 + _attempts(round_trip_s))
        if not self.waiting_s:
            if self._rng.random() <= exp(-broken):
                return
            self._due_in_s = self._delay_s
        if self.waiting_s >= _PATIENCE_S:
            self.found.insisted.add(second)
        self.found.requests[second] = layer
        if self._due_in_s >= 1.0:
            self._due_in_s -= 1.0
            self._freeze(second, 1.0)
        elif self._rng.random() < loss - _KEY_FRAME_SURVIVES:
            self._freeze(second, 1.0)
        else:
            waited_s = _KEY_FRAME_WAIT_S + self._due_in_s + 2.0 * round_trip_s + loss
            self.found.frozen[second] = min(1.0, waited_s)
            self.waiting_s = 0

    def _freeze(self, second: int, share: float) -> None:
        self.found.frozen[second] = share
        self.waiting_s += 1


def _attempts(round_trip_s: float) -> int:
    """How often a packet can be asked for again before its frame is due."""
    return 3 if round_trip_s < 0.16 else 2 if round_trip_s < 0.4 else 1  # noqa: PLR2004 - a frame is due in 0.5 s
