"""Bad links to draw, clear of the thresholds.

Poor loss is 9 to 30 % in spells or 7 to 10 % evenly, mild loss 2.1 to 3.1 % evenly: audio becomes poor at 5 %, video
at 8, and a sample of 7 s strays from the mean by one.
"""

from random import Random

from rtk_mcp.sandbox.simulation.plan import Link


def lossy(rng: Random) -> Link:
    """A link that loses far too much."""
    return Link(rng.uniform(0.09, 0.30), rng.uniform(2.0, 9.0), rng.uniform(20_000.0, 60_000.0))


def moderately_lossy(rng: Random) -> Link:
    """A link that loses too much for a voice all the time, and never very much."""
    return Link(rng.uniform(0.07, 0.10), rng.uniform(1.0, 6.0), 40_000.0, spells_ratio=0.0)


def leaky(rng: Random) -> Link:
    """A link that loses a little all the time."""
    return Link(rng.uniform(0.021, 0.031), rng.uniform(1.0, 4.0), 40_000.0, spells_ratio=0.0)


def uneven(rng: Random) -> Link:
    """A link that delivers everything, with 50 to 90 ms of jitter where 30 is poor."""
    return Link(rng.uniform(0.0, 0.0008), rng.uniform(50.0, 90.0), rng.uniform(20_000.0, 60_000.0))


def enough_to_fill(rng: Random, line_kbps: float) -> int:
    """So many transfers that each has four to six packets on the way: then one in ten to thirty is dropped."""
    return round(line_kbps / rng.uniform(90.0, 140.0))
