"""Against a generic bridge from OpenAPI to MCP over the same endpoint, each a process behind the same client."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.bridge_venv import bridge_python
from benchmarks.fresh import in_fresh_process
from benchmarks.product import environment
from benchmarks.program import OURS, Program, call, running
from benchmarks.reports import TINY, Report
from benchmarks.stage import Stage
from benchmarks.table import Row
from benchmarks.timing import wall_medians_s

_RUNS = 5
_SERVER = Path(__file__).with_name("bridge_server.py")
_TIME_MUST, _TIME_REACH = 1 / 4, 1 / 6
_MEMORY_MUST = 1 / 20


@dataclass(frozen=True, slots=True)
class _Cost:
    """Ours, then the bridge's, for each."""

    time_ms: list[float]
    cpu_ms: list[float]
    growth_mb: list[float]


def measure(stage: Stage) -> Iterator[Row]:
    """Three rows.

    The time until the client has the answer, as a host sees it, of which reading a large answer is a good part;
    the processor time of the server alone; and how far the server's memory grows for the first such report.
    """
    tiny, report = stage.reports.get(TINY), stage.reports.get(10)
    python, version = bridge_python()
    servers = (OURS, (python, str(_SERVER), stage.base_url))
    cost = in_fresh_process(_run, servers, stage.base_url, tiny, report)
    name = f"fastmcp {version}, {report.name}"
    yield _row(f"time / {name}", cost.time_ms, "ms", _TIME_MUST, _TIME_REACH)
    yield _row(f"server's CPU / {name}", cost.cpu_ms, "ms", _TIME_MUST, _TIME_REACH)
    yield _row(f"memory / {name}", cost.growth_mb, "MB", _MEMORY_MUST)


def _row(name: str, figures: list[float], unit: str, must: float, reach: float | None = None) -> Row:
    ours, bridge = figures
    return Row(name, ours, bridge, unit, must, reach)


def _run(servers: tuple[tuple[str, ...], ...], base_url: str, tiny: Report, report: Report) -> _Cost:
    return asyncio.run(_cost(servers, base_url, tiny, report))


async def _cost(servers: tuple[tuple[str, ...], ...], base_url: str, tiny: Report, report: Report) -> _Cost:
    async with AsyncExitStack() as stack:
        env = environment(base_url) | {"FASTMCP_LOG_LEVEL": "WARNING"}
        programs = [await stack.enter_async_context(running(command, env)) for command in servers]
        growth_mb = [await _growth_mb(program, tiny, report) for program in programs]
        used_s = [program.cpu_s() for program in programs]
        works = [partial(_call_anew, program, report, count(1)) for program in programs]
        times_s = await wall_medians_s(works, _RUNS)
        cpu_s = [program.cpu_s() - used for program, used in zip(programs, used_s, strict=True)]
    return _Cost([time_s * 1e3 for time_s in times_s], [cpu * 1e3 / _RUNS for cpu in cpu_s], growth_mb)


async def _growth_mb(program: Program, tiny: Report, report: Report) -> float:
    await call(program.client, tiny.peer_id())
    idle_mb = program.resident_mb()
    await call(program.client, report.peer_id())
    return program.peak_mb() - idle_mb


async def _call_anew(program: Program, report: Report, numbers: Iterator[int]) -> str:
    return await call(program.client, report.peer_id(next(numbers)))
