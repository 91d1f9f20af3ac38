"""What a process and all that it has started take of the machine's memory."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

_EVERY_S = 0.02


@dataclass(frozen=True, slots=True)
class Memory:
    """MiB of all processes together: by PSS, which counts a page shared by two of them once, and by RSS, twice."""

    pss_mib: float
    rss_mib: float

    def above(self, other: "Memory") -> "Memory":
        return Memory(self.pss_mib - other.pss_mib, self.rss_mib - other.rss_mib)


@dataclass(slots=True)
class Peak:
    """The most that was met of each so far."""

    memory: Memory = Memory(0.0, 0.0)


def memory_of(pid: int) -> Memory:
    """What is taken now; a process that is just ending counts nothing."""
    rolls = [_roll(each) for each in _family(pid)]
    return Memory(*(sum(_mib(name, roll) for roll in rolls) for name in ("Pss", "Rss")))


@contextlib.asynccontextmanager
async def peak_of(pid: int) -> AsyncIterator[Peak]:
    """Look every 20 ms until the end of the block."""
    peak = Peak()

    async def look() -> None:
        while True:
            now = await asyncio.to_thread(memory_of, pid)
            peak.memory = Memory(max(peak.memory.pss_mib, now.pss_mib), max(peak.memory.rss_mib, now.rss_mib))
            await asyncio.sleep(_EVERY_S)

    looking = asyncio.create_task(look())
    try:
        yield peak
    finally:
        looking.cancel()


def _family(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in children.read_text(encoding="ascii").split():
                yield from _family(int(child))


def _roll(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return ""


def _mib(name: str, roll: str) -> float:
    found = re.search(rf"^{name}:\s*(\d+) kB$", roll, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0
