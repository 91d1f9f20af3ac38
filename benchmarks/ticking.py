"""How long this process's event loop could not do anything else."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

_TICK_S = 0.001


@dataclass(slots=True)
class Stall:
    """The longest delay of a tick that was due."""

    longest_s: float = 0.0


@contextlib.asynccontextmanager
async def watched_loop() -> AsyncIterator[Stall]:
    """Tick until the end of the block."""
    stall = Stall()
    ticker = asyncio.create_task(_tick(stall))
    await asyncio.sleep(_TICK_S)  # the first tick is under way
    try:
        yield stall
    finally:
        await asyncio.sleep(_TICK_S)  # a stall up to the very end is noticed by one more tick
        ticker.cancel()


async def _tick(stall: Stall) -> None:
    last = time.perf_counter()
    while True:
        await asyncio.sleep(_TICK_S)
        now = time.perf_counter()
        stall.longest_s = max(stall.longest_s, now - last - _TICK_S)
        last = now
