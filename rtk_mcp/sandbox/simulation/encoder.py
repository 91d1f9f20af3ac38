"""The video encoder: which pictures it makes of a bit rate and the processor time it has."""

from dataclasses import dataclass
from random import Random
from typing import Literal

Limit = Literal["none", "bandwidth", "cpu"]
LIMITS: tuple[Limit, ...] = ("none", "bandwidth", "cpu")


@dataclass(frozen=True, slots=True)
class Rung:
    """One size of the camera picture and the bit rates it makes sense at."""

    width: int
    height: int
    least_kbps: float
    most_kbps: float


LADDER = (Rung(320, 180, 40.0, 150.0), Rung(640, 360, 150.0, 500.0), Rung(1280, 720, 500.0, 1500.0))
"""The usual three simulcast sizes, about the bit rates that libwebrtc gives them."""
CAMERA_FPS = 30.0
SHARE_WIDTH, SHARE_HEIGHT = 1920, 1080
SHARE_MOST_KBPS = 2_000.0
_SCALES = (1.0, 0.75, 0.5, 0.25)
"""Steps by which an overloaded or starved encoder shrinks the picture: 1280, 960, 640, 320."""
_STEP_DOWN_AT = (0.82, 0.6, 0.4)
_SETTLE_S = 8
"""After a step the encoder watches for some seconds before the next."""
_KEEP, _START = 0.6, 1.2
"""Shares of a layer's least bit rate at which it is given up, and at which it is taken up again."""
_AT_EASE = 0.92
"""Processor speed from which the encoder no longer counts itself as limited by it."""


@dataclass(slots=True)
class Picture:
    """What one layer sends in a second; 0 kbit/s means that the layer is switched off."""

    kbps: float = 0.0
    width: int = 0
    height: int = 0
    fps: float = 0.0


class CameraEncoder:
    """Splits a bit rate over the layers, and steps resolution and frame rate down when the CPU is late."""

    def __init__(self, layers: int) -> None:
        self._rungs = LADDER[:layers] if layers > 1 else LADDER[2:]
        self._step = 0
        self._settling = 0
        self._running = [False] * len(self._rungs)

    @property
    def most_kbps(self) -> float:
        """What all layers together take at best."""
        return sum(rung.most_kbps for rung in self._rungs)

    def second(self, target_kbps: float, speed: float) -> tuple[list[Picture], Limit]:
        """The layers' pictures for one second, smallest first, and what limited them."""
        self._adapt(speed)
        scale = _SCALES[self._step]
        fps = CAMERA_FPS * min(1.0, 0.15 + 0.85 * speed) if speed < _AT_EASE else CAMERA_FPS
        remaining = target_kbps
        pictures: list[Picture] = []
        short = False
        for number, rung in enumerate(self._rungs):
            most = rung.most_kbps * scale
            least = rung.least_kbps * scale * (_KEEP if self._running[number] else _START)
            self._running[number] = not number or remaining >= least
            if not self._running[number]:
                short = True
                pictures.append(Picture())
                continue
            kbps = min(most, remaining)
            short = short or kbps < 0.6 * most
            pictures.append(self._picture(rung, kbps, fps, scale))
            remaining -= kbps
        limit: Limit = "bandwidth" if short else "cpu" if self._step or speed < _AT_EASE else "none"
        return pictures, limit

    def _picture(self, rung: Rung, kbps: float, fps: float, scale: float) -> Picture:
        if len(self._rungs) == 1:
            scale = min(scale, _scale_for(kbps / rung.most_kbps))
        return Picture(max(20.0, kbps), _even(rung.width * scale), _even(rung.height * scale), fps)

    def _adapt(self, speed: float) -> None:
        if self._settling:
            self._settling -= 1
            return
        wanted = sum(speed < limit for limit in _STEP_DOWN_AT)
        if wanted > self._step:
            self._step += 1
            self._settling = _SETTLE_S
        elif wanted < self._step and speed > _STEP_DOWN_AT[self._step - 1] + 0.06:
            self._step -= 1
            self._settling = 3 * _SETTLE_S


def _scale_for(share: float) -> float:
    """The picture size at which a share of the full bit rate still looks acceptable, when there is one layer."""
    return next(
        (scale for scale, least in zip(_SCALES, (0.5, 0.3, 0.12), strict=False) if share >= least), 0.25
    )


def _even(pixels: float) -> int:
    return max(2, round(pixels / 2) * 2)


class ShareEncoder:
    """A shared screen: still for long, then someone scrolls; the encoder keeps it sharp and drops frames instead."""

    most_kbps = SHARE_MOST_KBPS

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._moving = 6

    def second(self, target_kbps: float, speed: float) -> tuple[list[Picture], Limit]:
        """The one picture of this second and what limited it."""
        rng = self._rng
        if self._moving:
            self._moving -= 1
            kbps, fps = rng.uniform(700.0, 1800.0), rng.uniform(10.0, 24.0)
        else:
            kbps, fps = rng.uniform(40.0, 160.0), rng.choice((1.0, 2.0, 3.0, 4.0, 5.0, 5.0))
            self._moving = rng.randint(2, 12) if rng.random() < 1 / 15 else 0
        limit: Limit = "none"
        if speed < _AT_EASE:
            fps, limit = max(1.0, fps * speed), "cpu"
        scale = 1.0 if target_kbps > 0.2 * SHARE_MOST_KBPS else 0.5
        if target_kbps < kbps or scale < 1.0:
            fps, limit = max(1.0, fps * min(1.0, target_kbps / kbps)), "bandwidth"
        picture = Picture(
            min(kbps, max(20.0, target_kbps)), _even(SHARE_WIDTH * scale), _even(SHARE_HEIGHT * scale), fps
        )
        return [picture], limit
