"""Download and condense, against download and parse; both from another process over loopback."""

import asyncio
from collections.abc import Iterator

import httpx
import orjson

from benchmarks.fresh import in_fresh_process
from benchmarks.product import fetched, settings
from benchmarks.reports import Size
from benchmarks.stage import Stage
from benchmarks.table import Row
from benchmarks.timing import wall_medians_s
from rtk_mcp.api.client import RealtimeKit

_RUNS: dict[Size, int] = {10: 9, 100: 5}
_MUST, _REACH = 1.25, 1.0


def measure(stage: Stage) -> Iterator[Row]:
    """One row for each size."""
    for size, runs in _RUNS.items():
        if size not in stage.sizes:
            continue
        report = stage.reports.get(size)
        ours_s, parse_s = in_fresh_process(_run, stage.base_url, report.peer_id(), runs)
        name = f"get and condense / parse, {report.name}"
        yield Row(name, ours_s * 1e3, parse_s * 1e3, "ms", _MUST, _REACH)


def _run(base_url: str, peer_id: str, runs: int) -> list[float]:
    return asyncio.run(_pair_s(base_url, peer_id, runs))


async def _pair_s(base_url: str, peer_id: str, runs: int) -> list[float]:
    kit = RealtimeKit(settings(base_url))
    async with httpx.AsyncClient(trust_env=False, timeout=None) as client:  # noqa: S113 - slow is to be measured

        async def ours() -> object:
            return await fetched(kit, peer_id)

        async def parse() -> object:
            response = await client.get(f"{base_url}/{peer_id}")
            return orjson.loads(response.raise_for_status().content)

        for warm_up in (ours, parse):
            await warm_up()
        medians_s = await wall_medians_s([ours, parse], runs)
    await kit.aclose()
    return medians_s
