"""One direction of an access network, second by second: what it loses, delays and shakes."""

from array import array
from math import exp, sqrt
from random import Random

from rtk_mcp.sandbox.simulation.bandwidth import Feedback
from rtk_mcp.sandbox.simulation.plan import Link, Network
from rtk_mcp.sandbox.simulation.rivals import Rivals

BURST_S = 3.0
"""Mean length of a bad spell. Radio and congestion losses come in spells of seconds, not evenly."""
_QUEUE_LIMIT_MS = 500.0
"""A home router's buffer: delay grows to this, then packets are dropped."""
_TCP_QUEUE_LIMIT_MS = 1_500.0
"""A TCP connection to a relay never drops; its send buffer holds more."""
_HANDOVER_LOSS = 0.35
_SPIKE_ODDS = {"ethernet": 0.0, "wifi": 0.006, "cellular": 0.02, "vpn": 0.002}
"""Per second, how often a radio link holds packets back and then delivers them at once."""
_PACKET_KBIT = 9.6
"""A full packet of 1,200 bytes."""
_MATHIS = 1.22
"""Constant of the Mathis formula: TCP throughput = 1.22 x segment / (RTT x sqrt(loss))."""


class LinkTrace:
    """What one direction did in each second of the call; `delay_ms` is on top of the path's own."""

    __slots__ = ("delay_ms", "jitter_ms", "loss", "stall_ms")

    def __init__(self, seconds: int) -> None:
        self.loss = array("d", bytes(8 * seconds))
        self.jitter_ms = array("d", bytes(8 * seconds))
        self.delay_ms = array("d", bytes(8 * seconds))
        self.stall_ms = array("d", bytes(8 * seconds))


class LinkState:
    """A Gilbert-Elliott channel behind a queue that fills when more is offered than fits."""

    __slots__ = ("_bad", "_others", "_rivals", "_rng", "_spell_of", "_spells", "queue_ms")

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._bad = False
        self._others = 0.0  # share of the link that other traffic of the household takes
        self._rivals = Rivals(rng)
        self._spells = (0.0, 0.0, 0.0)
        self._spell_of: Link | None = None
        self.queue_ms = 0.0

    def step(
        self,
        trace: LinkTrace,
        second: int,
        network: Network,
        link: Link,
        offered_kbps: float,
        *,
        rivals: int,
        disturbed: bool,
    ) -> Feedback:
        """Carry one second of traffic beside so many `rivals`; `trace` holds what became of it, the sender is told."""
        rng = self._rng
        channel_loss = self._channel_loss(link)
        jitter_ms = link.jitter_ms * exp(rng.gauss(0.0, 0.25)) * (1.8 if self._bad else 1.0)
        if rng.random() < _SPIKE_ODDS[network.kind]:
            jitter_ms += link.jitter_ms * rng.uniform(2.0, 6.0)
        self._others = 0.85 * self._others + rng.gauss(0.0, 0.05)
        capacity_kbps = max(8.0, link.bandwidth_kbps * (1.0 - abs(self._others)))
        if disturbed:
            channel_loss = max(channel_loss, _HANDOVER_LOSS * rng.uniform(0.6, 1.4))
            jitter_ms += rng.uniform(15.0, 60.0)
        reliable = network.relay in ("tcp", "tls")
        stall_ms = 0.0
        if reliable and channel_loss > 0.0:
            round_trip_s = max(0.005, network.rtt_ms / 1000.0)
            capacity_kbps = min(capacity_kbps, _MATHIS * _PACKET_KBIT / (round_trip_s * sqrt(channel_loss)))
            stall_ms = self._stall_ms(channel_loss, offered_kbps, network.rtt_ms)
            jitter_ms += 0.12 * stall_ms
            channel_loss = 0.0
        all_kbps = offered_kbps + self._rivals.offered_kbps(
            rivals, offered_kbps, capacity_kbps, self.queue_ms, network.rtt_ms
        )
        grown_ms, overflow = self._enqueue(all_kbps, capacity_kbps, reliable=reliable)
        trace.loss[second] = min(1.0, channel_loss + overflow)
        trace.jitter_ms[second] = jitter_ms + 0.08 * abs(grown_ms) + 0.04 * self.queue_ms
        trace.delay_ms[second] = self.queue_ms + (20.0 if disturbed else 0.0)
        trace.stall_ms[second] = stall_ms
        carried_kbps = offered_kbps * min(1.0, capacity_kbps / max(1.0, all_kbps)) * (1.0 - channel_loss)
        return Feedback(self.queue_ms, trace.loss[second], carried_kbps, capacity_kbps)

    def _channel_loss(self, link: Link) -> float:
        if link is not self._spell_of:
            self._spell_of = link
            self._spells = _spells(link.loss_ratio, link.spells_ratio)
        quiet, bad, onset = self._spells
        chance = 1.0 / BURST_S if self._bad else onset
        if self._rng.random() < chance:
            self._bad = not self._bad
        return bad * self._rng.uniform(0.6, 1.4) if self._bad else quiet

    def _stall_ms(self, loss: float, offered_kbps: float, rtt_ms: float) -> float:
        """How long head-of-line blocking held packets back: a retransmission, or a time-out if that is lost."""
        events = offered_kbps / _PACKET_KBIT * loss
        if self._rng.random() > 1.0 - exp(-events):
            return 0.0
        stall_ms = rtt_ms * self._rng.uniform(1.0, 2.0)
        if self._rng.random() < min(0.6, 0.1 + 4.0 * loss):
            stall_ms += self._rng.uniform(200.0, 450.0)
        return stall_ms

    def _enqueue(self, offered_kbps: float, capacity_kbps: float, *, reliable: bool) -> tuple[float, float]:
        """Fill or drain the queue; how much it changed in ms, and the share of packets that did not fit."""
        use = offered_kbps / capacity_kbps
        limit_ms = _TCP_QUEUE_LIMIT_MS if reliable else _QUEUE_LIMIT_MS
        before = self.queue_ms
        waiting_ms = min(30.0, 2.0 * use / max(0.05, 1.0 - use)) if use < 1.0 else 30.0
        after = max(waiting_ms, before + (use - 1.0) * 1000.0)
        overflow = 0.0
        if after > limit_ms:
            overflow = 0.0 if reliable else min(0.95, (after - limit_ms) / 1000.0 / use)
            after = limit_ms
            self._rivals.dropped()
        self.queue_ms = after
        return after - before, overflow


def _spells(mean_loss: float, spells_ratio: float) -> tuple[float, float, float]:
    """Loss outside and inside bad spells, and the odds per second that one begins, for a mean loss."""
    if mean_loss <= 0.0 or spells_ratio <= 0.0:
        return mean_loss, mean_loss, 0.0
    quiet = (1.0 - spells_ratio) * mean_loss
    bad = max(min(0.6, 3.5 * mean_loss + 0.02), min(1.0, 1.3 * mean_loss))
    share = min(0.9, (mean_loss - quiet) / (bad - quiet))
    return quiet, bad, min(1.0, share / (1.0 - share) / BURST_S)
