"""The longest time that a server cannot answer anyone else while it condenses one report.

The server runs in this process beside a ticker, with its own client in memory: what a host waits for is in it.
"""

import asyncio
import statistics
from collections.abc import Iterator

import httpx
from mcp import Client

from benchmarks.fresh import in_fresh_process
from benchmarks.product import settings
from benchmarks.program import call
from benchmarks.reports import TINY, Report
from benchmarks.stage import Stage
from benchmarks.table import Row
from benchmarks.ticking import watched_loop
from rtk_mcp.server import build_server
from rtk_mcp.tools.services import Services
from rtk_mcp.transports.startup import begin_to_serve

_RUNS = 3
_MUST_MS, _REACH_MS = 50, 20


def measure(stage: Stage) -> Iterator[Row]:
    """The median of the runs' longest stalls; the yardstick's are those of the bare download."""
    report = stage.reports.get(stage.largest)
    tiny = stage.reports.get(TINY)
    ours_ms, download_ms = in_fresh_process(_run, stage.base_url, tiny, report)
    name = f"longest stall / download's, {report.name}"
    yield Row(name, ours_ms, download_ms, "ms", _MUST_MS, _REACH_MS, absolute=True)


def _run(base_url: str, tiny: Report, report: Report) -> tuple[float, float]:
    return asyncio.run(_pair_ms(base_url, tiny, report))


async def _pair_ms(base_url: str, tiny: Report, report: Report) -> tuple[float, float]:
    services = Services.from_settings(settings(base_url))
    ours_ms, download_ms = [], []
    async with (
        Client(build_server(services)) as client,
        httpx.AsyncClient(trust_env=False, timeout=None) as bare,  # noqa: S113 - slow is to be measured
    ):
        begin_to_serve()  # as every server does at its start
        await call(client, tiny.peer_id())
        for run in range(_RUNS):
            async with watched_loop() as stall:
                await call(client, report.peer_id(run))
            ours_ms.append(stall.longest_s * 1e3)
            async with watched_loop() as stall:
                (await bare.get(f"{base_url}/{report.peer_id()}")).raise_for_status()
            download_ms.append(stall.longest_s * 1e3)
    await services.aclose()
    return statistics.median(ours_ms), statistics.median(download_ms)
