"""A whole meeting diagnosed: a hundred people with 5 MB of report each, and forty of them from a service far away.

The server is a process of its own that is called over stdio, as a host calls it; it has diagnosed a meeting of two
before, and is new in each run, as it keeps what it has read. What it is measured against downloads and parses the same
reports, eight at once, in one process. The event loop alone is watched in a server within the measuring process.
"""

import asyncio
import statistics
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import orjson
from mcp import Client
from mcp.types import TextContent

from benchmarks.all_hands import AllHands, lay_down
from benchmarks.family import Memory, memory_of, peak_of
from benchmarks.file_server import serving
from benchmarks.fresh import in_fresh_process
from benchmarks.product import environment, settings
from benchmarks.program import OURS, Program, running
from benchmarks.stage import Stage
from benchmarks.table import Row
from benchmarks.ticking import watched_loop
from benchmarks.timing import wall_s
from rtk_mcp.server import build_server
from rtk_mcp.tools.services import Services
from rtk_mcp.transports.startup import begin_to_serve

_PEOPLE, _FAR_PEOPLE = 100, 40
_AT_ONCE = 8
_RUNS, _QUICK_RUNS = 5, 3
_MUST, _REACH = 0.7, 0.35
_MEMORY_MUST_MIB = 160
_STALL_MUST_MS = 50
_TEXT_MUST_BYTES = 4_000
_DELAY_MS, _BYTES_PER_S = 150, 8e6
_ANSWERS_BEFORE = 2
"""The session and its participants are asked for one after the other before any report can be."""
_FAR_MUST = 1.2


@dataclass(frozen=True, slots=True)
class _Ids:
    """What is asked for: the meeting, its people, and a small one to warm a server up with."""

    session: str
    peers: Sequence[str]
    warm_up: str


def measure(stage: Stage) -> Iterator[Row]:
    """Six rows; memory is that of the server with all processes that it starts, above what it is before any call."""
    runs = range(_QUICK_RUNS if stage.quick else _RUNS)
    directory = stage.reports.directory
    meeting, tiny = lay_down(directory, _PEOPLE), lay_down(directory, 2, minutes=2, number=1)
    ids, far_ids = (_ids(meeting, tiny, people) for people in (_PEOPLE, _FAR_PEOPLE))
    near = [in_fresh_process(_near, stage.base_url, ids) for _ in runs]
    ours_s, parse_s = (statistics.median(times) for times in zip(*near, strict=True))
    name = f"diagnose {_PEOPLE} people / get and parse, {meeting.size_mb(_PEOPLE):.0f} MB"
    yield Row(name, ours_s, parse_s, "s", _MUST, _REACH)
    stalls_ms = [in_fresh_process(_stall_ms, stage.base_url, ids) for _ in runs]
    yield Row("  longest stall of the event loop", statistics.median(stalls_ms), None, "ms", _STALL_MUST_MS)
    memory, text_bytes = in_fresh_process(_taken, stage.base_url, ids)
    yield Row("  answer's text", text_bytes, None, "B", _TEXT_MUST_BYTES)
    yield Row("  peak of all processes above idle, PSS", memory.pss_mib, None, "MiB", _MEMORY_MUST_MIB)
    yield Row("  the same by RSS", memory.rss_mib, None, "MiB", _MEMORY_MUST_MIB)
    with serving(directory, _DELAY_MS, _BYTES_PER_S) as base_url:
        far_s = statistics.median(in_fresh_process(_far, base_url, far_ids) for _ in runs)
    ideal_s = _ideal_s(meeting)
    name = f"diagnose {_FAR_PEOPLE} people, {_DELAY_MS} ms and 8 MB/s away / ideal"
    yield Row(name, far_s, ideal_s, "s", _FAR_MUST)


def _ids(meeting: AllHands, tiny: AllHands, people: int) -> _Ids:
    return _Ids(meeting.session_id(people), meeting.peer_ids(people), tiny.session_id(2))


def _ideal_s(meeting: AllHands) -> float:
    """No time for anything but the network, all of the connections busy until the end."""
    reports_s = _FAR_PEOPLE * _DELAY_MS / 1e3 + meeting.size_mb(_FAR_PEOPLE) * 1e6 / _BYTES_PER_S
    return _ANSWERS_BEFORE * _DELAY_MS / 1e3 + reports_s / _AT_ONCE


def _near(base_url: str, ids: _Ids) -> tuple[float, float]:
    return asyncio.run(_pair_s(base_url, ids))


async def _pair_s(base_url: str, ids: _Ids) -> tuple[float, float]:
    async with _warm(base_url, ids) as program:
        ours_s = await wall_s(lambda: _diagnose(program.client, ids.session))
    async with httpx.AsyncClient(trust_env=False, timeout=None) as bare:  # noqa: S113 - as slow as it is
        (await bare.get(f"{base_url}/{ids.warm_up}")).raise_for_status()
        return ours_s, await wall_s(lambda: _parsed(bare, base_url, ids.peers))


async def _parsed(bare: httpx.AsyncClient, base_url: str, peer_ids: Sequence[str]) -> None:
    waiting = iter(peer_ids)

    async def work() -> None:
        for peer_id in waiting:
            response = await bare.get(f"{base_url}/{peer_id}")
            orjson.loads(response.raise_for_status().content)

    await asyncio.gather(*(work() for _ in range(_AT_ONCE)))


def _taken(base_url: str, ids: _Ids) -> tuple[Memory, int]:
    return asyncio.run(_memory_and_text(base_url, ids))


async def _memory_and_text(base_url: str, ids: _Ids) -> tuple[Memory, int]:
    async with running(OURS, environment(base_url)) as program:
        idle = memory_of(program.pid)
        async with peak_of(program.pid) as peak:
            text = await _diagnose(program.client, ids.session)
        return peak.memory.above(idle), len(text.encode())


def _stall_ms(base_url: str, ids: _Ids) -> float:
    return asyncio.run(_longest_stall_ms(base_url, ids))


async def _longest_stall_ms(base_url: str, ids: _Ids) -> float:
    services = Services.from_settings(settings(base_url))
    async with Client(build_server(services)) as client:
        begin_to_serve()  # as every server does at its start
        await _diagnose(client, ids.warm_up)
        async with watched_loop() as stall:
            await _diagnose(client, ids.session)
    await services.aclose()
    return stall.longest_s * 1e3


def _far(base_url: str, ids: _Ids) -> float:
    return asyncio.run(_far_s(base_url, ids))


async def _far_s(base_url: str, ids: _Ids) -> float:
    async with _warm(base_url, ids) as program:
        return await wall_s(lambda: _diagnose(program.client, ids.session))


@asynccontextmanager
async def _warm(base_url: str, ids: _Ids) -> AsyncIterator[Program]:
    async with running(OURS, environment(base_url)) as program:
        await _diagnose(program.client, ids.warm_up)
        yield program


async def _diagnose(client: Client, session_id: str) -> str:
    result = await client.call_tool("diagnose_session", {"session_id": session_id})
    text = "\n".join(block.text for block in result.content if isinstance(block, TextContent))
    coverage = (result.structured_content or {}).get("coverage", {})
    if result.is_error or coverage["reports"] != coverage["stays"]:
        raise RuntimeError(f"diagnose_session did not read all: {text[:300]}")
    return text
