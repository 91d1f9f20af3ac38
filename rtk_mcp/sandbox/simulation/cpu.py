"""How much of the needed work a device's processor gets done in each second."""

from array import array
from collections.abc import Sequence
from random import Random

from rtk_mcp.sandbox.simulation.plan import Person

_BASE_WORK = 0.75
_WORK_PER_TILE = 0.05
"""Decoding one more tile costs about a fifteenth of encoding the camera; five tiles make the nominal load."""


def processor(person: Person, tiles: Sequence[int], rng: Random) -> "array[float]":
    """For each second, 1.0 when everything is done in time, less when work is late or left out.

    Args:
        person: whose device it is.
        tiles: how many videos are decoded in each second.
        rng: where the moment-to-moment variation comes from.
    """
    speeds = array("d", bytes(8 * len(tiles)))
    changes = sorted(person.cpu_changes, key=lambda change: change.at_s, reverse=True)
    headroom = person.device.cpu_headroom
    wander = 0.0
    for second, shown in enumerate(tiles):
        while changes and changes[-1].at_s <= second:
            headroom = changes.pop().cpu_headroom
        if headroom >= 1.0:
            speeds[second] = 1.0
            continue
        wander = 0.8 * wander + rng.gauss(0.0, 0.03)
        work = _BASE_WORK + _WORK_PER_TILE * shown
        speeds[second] = min(1.0, max(0.05, headroom / work + wander))
    return speeds
