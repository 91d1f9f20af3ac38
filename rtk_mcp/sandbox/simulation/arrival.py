"""How a stream reaches its receiver: what arrives, what is known to be lost, how long it is held before playout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from random import Random

from rtk_mcp.sandbox.simulation.link import LinkTrace
from rtk_mcp.sandbox.simulation.randomness import count_of
from rtk_mcp.sandbox.simulation.repair import DEAD
from rtk_mcp.sandbox.simulation.traces import Totals


@dataclass(slots=True)
class Path:
    """What lies between a sender and a receiver."""

    up: LinkTrace
    down: LinkTrace


class Received:
    """A stream's counters over time and its state by second, at one receiver."""

    __slots__ = (
        "buffered",
        "bytes_",
        "concealed",
        "decoded",
        "dropped",
        "emitted",
        "fir",
        "fps",
        "height",
        "jitter_s",
        "key_frames",
        "lost",
        "packets",
        "width",
    )

    def __init__(self, amounts: Mapping[str, Sequence[float]]) -> None:
        self.packets = Totals(amounts["packets"])
        self.lost = Totals(amounts["lost"])
        self.bytes_ = Totals(amounts["bytes"])
        self.buffered = Totals(amounts["buffered"])
        self.emitted = Totals(amounts["emitted"])
        self.concealed = Totals(amounts["concealed"])
        self.decoded = Totals(amounts["decoded"])
        self.dropped = Totals(amounts["dropped"])
        self.key_frames = Totals(amounts["key_frames"])
        self.fir = Totals(amounts["fir"])
        self.jitter_s = amounts["jitter"]
        self.fps = amounts["fps"]
        self.width = amounts["width"]
        self.height = amounts["height"]


AMOUNTS = (
    "packets", "lost", "bytes", "buffered", "emitted", "concealed", "decoded", "dropped", "key_frames", "fir",
    "jitter", "fps", "width", "height",
)  # fmt: skip


class Arrival:
    """Loss, jitter and buffer of one stream, carried from second to second."""

    def __init__(self, path: Path, base_s: float, rng: Random) -> None:
        self._path, self._base_s, self._rng = path, base_s, rng
        self._unseen = 0
        self._buffer_s = base_s
        self.jitter_ms = 0.0
        self.late_ms = 0.0

    def second(self, second: int, sent: int, lost_up: int) -> tuple[int, int]:
        """Packets that arrived and packets known to be lost."""
        up, down = self._path.up, self._path.down
        if max(up.loss[second], down.loss[second]) >= DEAD:
            self._unseen += sent
            return 0, 0
        lost = count_of(self._rng, sent - lost_up, down.loss[second]) + lost_up
        arrived = sent - lost
        known, self._unseen = lost + self._unseen, 0
        fresh = hypot(up.jitter_ms[second], down.jitter_ms[second]) * self._rng.uniform(0.7, 1.3)
        self.jitter_ms += 0.4 * (fresh - self.jitter_ms)
        stall_ms = up.stall_ms[second] + down.stall_ms[second]
        wanted_s = self._base_s + (2.6 * self.jitter_ms + 0.5 * stall_ms) / 1000.0
        self.late_ms = max(0.0, stall_ms - 1000.0 * self._buffer_s)
        self._buffer_s += (0.8 if wanted_s > self._buffer_s else 0.12) * (wanted_s - self._buffer_s)
        return arrived, known

    @property
    def buffer_s(self) -> float:
        """How long a packet waits before it is played out."""
        return self._buffer_s
