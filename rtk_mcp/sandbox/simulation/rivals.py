"""TCP transfers that share a line with the call: they fill its queue until packets drop."""

from random import Random

_PACKET_KBIT = 12.0
"""A full TCP segment of 1,500 bytes."""
_START_QUEUE_MS = 30.0
_EASE_OFF = (0.3, 0.8)
"""Share of the transfers that lose a packet when the queue is full; each then halves what it has in flight."""


class Rivals:
    """The window of all transfers together, in the manner of TCP Reno."""

    __slots__ = ("_flows", "_in_flight_kbit", "_rng")

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._flows = 0
        self._in_flight_kbit = 0.0

    def offered_kbps(
        self, flows: int, call_kbps: float, capacity_kbps: float, queue_ms: float, rtt_ms: float
    ) -> float:
        """What the transfers send in a second: as much as makes the queue as long as their window asks for."""
        if not flows:
            self._flows = 0
            return 0.0
        round_trip_s = (rtt_ms + queue_ms) / 1000.0
        room_kbps = max(capacity_kbps - call_kbps, capacity_kbps / (1.0 + flows))
        if flows != self._flows:
            self._flows = flows
            self._in_flight_kbit = room_kbps * (rtt_ms + _START_QUEUE_MS) / 1000.0
        self._in_flight_kbit += flows * _PACKET_KBIT / round_trip_s
        wanted_queue_ms = 1000.0 * self._in_flight_kbit / room_kbps - rtt_ms
        return max(0.0, room_kbps + capacity_kbps * (wanted_queue_ms - queue_ms) / 1000.0)

    def dropped(self) -> None:
        """The queue was full, and some of the transfers noticed."""
        if self._flows:
            self._in_flight_kbit *= 1.0 - 0.5 * self._rng.uniform(*_EASE_OFF)
