"""Medians of interleaved runs: what disturbs the machine disturbs ours and the yardstick alike."""

import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence


def cpu_s(work: Callable[[], object]) -> float:
    """CPU time of one run in this process, until the result is there; dropping it is not counted."""
    gc.collect()  # no run pays for what an earlier one left
    began = time.process_time()
    result = work()
    elapsed = time.process_time() - began
    del result
    return elapsed


async def wall_s(work: Callable[[], Awaitable[object]]) -> float:
    """Time on the clock of one run, until the result is there; dropping it is not counted."""
    gc.collect()
    began = time.perf_counter()
    result = await work()
    elapsed = time.perf_counter() - began
    del result
    return elapsed


def cpu_medians_s(works: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """Median CPU time of each, run in turn; a first round warms up and is not counted."""
    rounds = [[cpu_s(work) for work in works] for _ in range(runs + 1)]
    return [statistics.median(times) for times in zip(*rounds[1:], strict=True)]


async def wall_medians_s(works: Sequence[Callable[[], Awaitable[object]]], runs: int) -> list[float]:
    """Median time of each, run in turn; every one has to be warm already."""
    rounds = [[await wall_s(work) for work in works] for _ in range(runs)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]
