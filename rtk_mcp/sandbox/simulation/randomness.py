"""Chance that is the same every time: one independent stream of numbers per thing that needs some."""

from math import sqrt
from random import Random
from uuid import UUID

_FEW = 12.0
"""Below this many expected events they are counted exactly, above it a normal curve is close enough."""


def chance(*names: object) -> Random:
    """A stream of random numbers that depends on `names` alone, not on who asked before."""
    return Random("/".join(map(str, names)))


def identifier(*names: object) -> str:
    """A UUID that depends on `names` alone."""
    return str(UUID(int=chance("uuid", *names).getrandbits(128), version=4))


def source_number(*names: object) -> int:
    """An RTP synchronisation source: 32 random bits, never 0."""
    return chance("ssrc", *names).getrandbits(32) or 1


def count_of(rng: Random, trials: int, probability: float) -> int:
    """How many of `trials` come true."""
    if trials <= 0 or probability <= 0.0:
        return 0
    if probability >= 1.0:
        return trials
    expected = trials * probability
    if expected < _FEW:
        return _counted(rng.random(), trials, probability)
    drawn = rng.gauss(expected, sqrt(expected * (1.0 - probability)))
    return min(trials, max(0, round(drawn)))


def _counted(point: float, trials: int, probability: float) -> int:
    """Walk the binomial distribution up to `point`."""
    likelihood: float = (1.0 - probability) ** trials
    odds = probability / (1.0 - probability)
    count = 0
    while point > likelihood and count < trials:
        point -= likelihood
        likelihood *= odds * (trials - count) / (count + 1)
        count += 1
    return count
