"""A search over fifty sessions, against its requests alone: so many answers of 20 ms, eight at once."""

import asyncio
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mcp import Client

from benchmarks.content_files import many_sessions
from benchmarks.content_service import ContentService, content_service
from benchmarks.fresh import in_fresh_process
from benchmarks.program import OURS, running
from benchmarks.stage import Stage
from benchmarks.table import Row
from benchmarks.timing import wall_s

_RUNS, _QUICK_RUNS = 7, 3
_SESSIONS: Final = 50
_DELAY_MS: Final = 20
_AT_ONCE: Final = 8
_MUST, _REACH = 2, 1.5


def measure(stage: Stage) -> Iterator[Row]:
    """One row; every run is the first search of a server that has answered once."""
    with tempfile.TemporaryDirectory(prefix="rtk-mcp-bench-") as name:
        many_sessions(Path(name), _SESSIONS)
        with content_service(Path(name), _DELAY_MS) as service:
            runs = [in_fresh_process(_run, service) for _ in range(_QUICK_RUNS if stage.quick else _RUNS)]
    search_ms = statistics.median(1e3 * search_s for search_s, _ in runs)
    requests = statistics.median(requests for _, requests in runs)
    name = f"search {_SESSIONS} sessions / {requests:.0f} requests of {_DELAY_MS} ms"
    yield Row(name, search_ms, requests * _DELAY_MS / _AT_ONCE, "ms", _MUST, _REACH)


def _run(service: ContentService) -> tuple[float, int]:
    return asyncio.run(_cost(service))


async def _cost(service: ContentService) -> tuple[float, int]:
    """Seconds and requests of one search."""
    async with running(OURS, service.environment()) as program:
        await _search(program.client, sources="title")
        before = service.requests()
        search_s = await wall_s(lambda: _search(program.client))
        return search_s, service.requests() - before


async def _search(client: Client, **where: str) -> object:
    result = await client.call_tool("search_meetings", {"query": "the oldest tickets"} | where)
    if result.is_error or (result.structured_content or {})["searched"] != _SESSIONS:
        raise RuntimeError(f"search_meetings did not search all: {result.content}")
    return result
