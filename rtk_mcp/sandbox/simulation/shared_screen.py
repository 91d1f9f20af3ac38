"""The encoder of a shared screen: it keeps the picture sharp and drops frames instead, as long as it can."""

from random import Random
from typing import Final, Literal

from rtk_mcp.sandbox.simulation.encoder import AT_EASE, Limit, Picture, even

Content = Literal["slides", "mixed", "moving"]

SHARE_MOST_KBPS: Final = 2_000.0
_SHAPE: Final = 9 / 16
_SCALES: Final = ((0.2, 1.0), (0.07, 0.5), (0.0, 1 / 3))
"""From which share of the full bit rate on which part of the width is sent; text is gone at the last."""


class ShareEncoder:
    """A film moves all the time; slides stand still; a page stands still for long, then someone scrolls."""

    most_kbps = SHARE_MOST_KBPS

    def __init__(self, rng: Random, content: Content, width: int) -> None:
        self._rng = rng
        self._content = content
        self._width = width
        self._moving = 6

    def second(self, target_kbps: float, speed: float, screen_fps: float) -> tuple[list[Picture], Limit]:
        """The one picture of this second and what limited it; a screen is read `screen_fps` times a second."""
        kbps, fps = self._made()
        fps = min(fps, screen_fps)
        limit: Limit = "none"
        if speed < AT_EASE:
            fps, limit = self._fewer(fps, speed), "cpu"
        scale = next(part for share, part in _SCALES if target_kbps > share * SHARE_MOST_KBPS or not share)
        if target_kbps < kbps or scale < 1.0:
            fps, limit = self._fewer(fps, min(1.0, target_kbps / kbps)), "bandwidth"
        width = self._width * scale
        return [Picture(min(kbps, max(20.0, target_kbps)), even(width), even(width * _SHAPE), fps)], limit

    def _made(self) -> tuple[float, float]:
        """The bit rate and frame rate that the content would take."""
        rng = self._rng
        if self._content == "moving":
            return rng.uniform(1_100.0, 1_900.0), rng.uniform(22.0, 30.0)
        if self._moving:
            self._moving -= 1
            return rng.uniform(700.0, 1800.0), rng.uniform(10.0, 24.0)
        if self._content == "slides":
            self._moving = rng.randint(1, 2) if rng.random() < 1 / 45 else 0
            return rng.uniform(20.0, 60.0), rng.choice((0.0, 0.0, 1.0))
        kbps, fps = rng.uniform(40.0, 160.0), rng.choice((1.0, 2.0, 3.0, 4.0, 5.0, 5.0))
        self._moving = rng.randint(2, 12) if rng.random() < 1 / 15 else 0
        return kbps, fps

    @staticmethod
    def _fewer(fps: float, part: float) -> float:
        """A frame a second is always possible, where there is a frame to send."""
        return max(min(1.0, fps), fps * part)
