"""How far the memory of a server grows while it condenses a report, against the size of the report."""

import asyncio
import statistics
from collections.abc import Iterator

from benchmarks.product import environment
from benchmarks.program import OURS, call, running
from benchmarks.reports import TINY, Report
from benchmarks.stage import Stage
from benchmarks.table import Row

_RUNS = 3
_MUST, _REACH = 0.25, 0.05


def measure(stage: Stage) -> Iterator[Row]:
    """Growth above a server that has answered once, and above one that has only been initialised."""
    tiny, report = stage.reports.get(TINY), stage.reports.get(stage.largest)
    runs = [asyncio.run(_growth_mb(stage.base_url, tiny, report)) for _ in range(_RUNS)]
    for since, growths in zip(("1st answer", "initialize"), zip(*runs, strict=True), strict=True):
        name = f"memory since {since} / report, {report.name}"
        yield Row(name, statistics.median(growths), report.size_mb, "MB", _MUST, _REACH)


async def _growth_mb(base_url: str, tiny: Report, report: Report) -> tuple[float, float]:
    async with running(OURS, environment(base_url)) as program:
        initialised_mb = program.resident_mb()
        await call(program.client, tiny.peer_id())
        idle_mb = program.resident_mb()
        await call(program.client, report.peer_id())
        peak_mb = program.peak_mb()
    return peak_mb - idle_mb, peak_mb - initialised_mb
