"""The video encoder: which pictures it makes of a bit rate and the processor time it has."""

from dataclasses import dataclass
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
_COST = 1.6
"""Bits grow slower than pixels: a picture half as wide takes a third of them, not a quarter."""
_SCALES = (1.0, 0.75, 0.5, 0.25)
"""Steps by which an overloaded or starved encoder shrinks the picture: 1280, 960, 640, 320."""
_STEP_DOWN_AT = (0.82, 0.6, 0.4)
_LEAST_WIDTH = 320
"""An overloaded encoder does not make its picture smaller than this."""
_SETTLE_S = 8
"""After a step the encoder watches for some seconds before the next."""
_KEEP, _START = 0.6, 1.2
"""Shares of a layer's least bit rate at which it is given up, and at which it is taken up again."""
AT_EASE = 0.92
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

    def __init__(self, layers: int, camera_width: int = 1280) -> None:
        self._rungs = _ladder(layers, camera_width)
        self._step = 0
        self._settling = 0
        self._running = [False] * len(self._rungs)

    @property
    def most_kbps(self) -> float:
        """What all layers together take at best."""
        return sum(rung.most_kbps for rung in self._rungs)

    def second(self, target_kbps: float, speed: float, camera_fps: float) -> tuple[list[Picture], Limit]:
        """The layers' pictures for one second, smallest first, and what limited them."""
        self._adapt(speed)
        scale = _SCALES[self._step]
        fps = camera_fps * min(1.0, 0.15 + 0.85 * speed) if speed < AT_EASE else camera_fps
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
        limit: Limit = "bandwidth" if short else "cpu" if self._step or speed < AT_EASE else "none"
        return pictures, limit

    def _picture(self, rung: Rung, kbps: float, fps: float, scale: float) -> Picture:
        if len(self._rungs) == 1:
            scale = min(scale, _scale_for(kbps / rung.most_kbps))
        return Picture(max(20.0, kbps), even(rung.width * scale), even(rung.height * scale), fps)

    def _adapt(self, speed: float) -> None:
        if self._settling:
            self._settling -= 1
            return
        smallest = sum(self._rungs[-1].width * scale >= _LEAST_WIDTH for scale in _SCALES[1:])
        wanted = min(smallest, sum(speed < limit for limit in _STEP_DOWN_AT))
        if wanted > self._step:
            self._step += 1
            self._settling = _SETTLE_S
        elif wanted < self._step and speed > _STEP_DOWN_AT[self._step - 1] + 0.06:
            self._step -= 1
            self._settling = 3 * _SETTLE_S


def layers_of(camera_width: int, layers: int) -> int:
    """How many sizes make sense: a small picture is not cut down further."""
    return min(max(1, layers), 3 if camera_width >= 960 else 2 if camera_width >= 480 else 1)  # noqa: PLR2004


def _ladder(layers: int, camera_width: int) -> tuple[Rung, ...]:
    """Sizes of half and half again, the largest no larger than what the camera gives."""
    rungs = LADDER[:layers] if layers > 1 else LADDER[2:]
    scale = min(1.0, camera_width / rungs[-1].width)
    cost = scale**_COST
    return tuple(
        Rung(
            even(rung.width * scale), even(rung.height * scale), rung.least_kbps * cost, rung.most_kbps * cost
        )
        for rung in rungs
    )


def _scale_for(share: float) -> float:
    """The picture size at which a share of the full bit rate still looks acceptable, when there is one layer."""
    return next(
        (scale for scale, least in zip(_SCALES, (0.5, 0.3, 0.12), strict=False) if share >= least), 0.25
    )


def even(pixels: float) -> int:
    """A size that an encoder can make: even, and at least 2."""
    return max(2, round(pixels / 2) * 2)
