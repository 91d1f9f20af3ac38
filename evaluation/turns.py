"""Which kinds of call are played, how often, and by how many processes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import gcd
from multiprocessing import get_context
from typing import Final, TypeVar

WORKERS: Final = 2
Job = tuple[str, int, bool]
"""The name of a scenario, a seed, and whether to tell what is wrong."""
_Result = TypeVar("_Result")


def in_turn(names: Sequence[str], calls: int) -> list[str]:
    """A scenario for each call: all of them equally often, and neighbours far apart, so that a few tell of many."""
    stride = next(
        step for step in range(max(1, len(names) * 3 // 8), len(names) + 1) if gcd(step, len(names)) == 1
    )
    return [names[place * stride % len(names)] for place in range(calls)]


def names_of(only: str | None, known: Iterable[str]) -> list[str]:
    """Those of the known scenarios whose names begin so.

    Raises:
        SystemExit: there are none; it lists them all.
    """
    names = list(known)
    found = [name for name in names if only is None or name.startswith(only)]
    if not found:
        raise SystemExit("\n".join((f"No scenario begins with {only!r}; there are:", *names)))
    return found


def played(mark: Callable[[Job], _Result], jobs: Iterable[Job], *, at_a_time: int) -> Iterator[_Result]:
    """Every job in order, done by as many processes as the machine is sure to have."""
    with get_context("spawn").Pool(WORKERS) as pool:
        yield from pool.imap(mark, jobs, chunksize=at_a_time)
