"""What happened to a stream in each second of the call, and the running totals that reports are cut from."""

from array import array
from collections.abc import Iterable
from itertools import accumulate

IDLE = -1
"""In place of what limits the encoder: it is not running."""


class Totals:
    """A counter's value over time, from its amounts per second; between seconds it grows evenly."""

    __slots__ = ("_sums",)

    def __init__(self, amounts: Iterable[float]) -> None:
        self._sums = array("d", accumulate(amounts, initial=0.0))

    def at(self, time_s: float) -> float:
        """The counter at a moment."""
        sums = self._sums
        second = int(time_s)
        if time_s <= 0.0:
            return 0.0
        if second >= len(sums) - 1:
            return sums[-1]
        before = sums[second]
        return before + (sums[second + 1] - before) * (time_s - second)


class SentLayer:
    """One RTP stream leaving a sender, by second of the call: amounts in that second, and the state it was in."""

    __slots__ = ("bytes_", "fps", "frames", "gaps", "height", "limit", "lost", "packets", "width")

    def __init__(self, seconds: int) -> None:
        self.packets = array("i", bytes(4 * seconds))
        self.bytes_ = array("i", bytes(4 * seconds))
        self.frames = array("i", bytes(4 * seconds))
        self.lost = array("i", bytes(4 * seconds))
        self.gaps = array("i", bytes(4 * seconds))
        self.width = array("i", bytes(4 * seconds))
        self.height = array("i", bytes(4 * seconds))
        self.fps = array("d", bytes(8 * seconds))
        self.limit = array("b", [IDLE]) * seconds

    def keep_size(self) -> None:
        """While paused, show the size and frame rate of the last picture, as browsers do."""
        last = 0
        for second, limit in enumerate(self.limit):
            if limit != IDLE:
                last = second
            else:
                self.width[second], self.height[second] = self.width[last], self.height[last]
                self.fps[second] = self.fps[last]
