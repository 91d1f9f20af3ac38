"""A question on a three-hour transcript, against downloading and decoding it; and the next question on it.

The tool is called over stdio, as a host calls it. Each run asks about another session, so that nothing of it has been
read before, of a server that is warm; the yardstick is a warm client that asks for the link, downloads and decodes.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx
import orjson
from mcp import Client

from benchmarks.content_files import LongTranscript, long_transcript
from benchmarks.content_service import ContentService, content_service
from benchmarks.fresh import in_fresh_process
from benchmarks.program import OURS, running
from benchmarks.stage import Stage
from benchmarks.table import Row
from benchmarks.timing import wall_medians_s

_RUNS, _QUICK_RUNS = 11, 5
_ONE_IN = (3, 1)
"""Thinned out to about 2 MB, which is what three hours have; and all that is said at the sandbox's eight tables."""
_MUST, _REACH = 3, 2
_AGAIN_MUST, _AGAIN_REACH = 1, 0.5
_SESSIONS = "/accounts/a/realtime/kit/b/sessions"
_QUESTION, _NEXT_QUESTION = "route planner", '"tide table"'


@dataclass(frozen=True, slots=True)
class _Cost:
    """Medians in seconds; `requests` is what further questions asked of the service, all together."""

    first_s: float
    again_s: float
    bare_s: float
    requests: int


def measure(stage: Stage) -> Iterator[Row]:
    """Three rows for each size: the first question, the next one, and what the next ones asked of the service."""
    runs = _QUICK_RUNS if stage.quick else _RUNS
    with tempfile.TemporaryDirectory(prefix="rtk-mcp-bench-") as name, content_service(Path(name)) as service:
        for one_in in _ONE_IN:
            transcript = long_transcript(Path(name), one_in)
            cost = in_fresh_process(_run, service, transcript, runs)
            first_ms, again_ms, bare_ms = (1e3 * each for each in (cost.first_s, cost.again_s, cost.bare_s))
            yield Row(f"question / get and decode, {transcript.name}", first_ms, bare_ms, "ms", _MUST, _REACH)
            yield Row(
                "the next question on it / get and decode", again_ms, bare_ms, "ms", _AGAIN_MUST, _AGAIN_REACH
            )
            yield Row(f"requests of {runs} next questions", cost.requests, None, "", 0)


def _run(service: ContentService, transcript: LongTranscript, runs: int) -> _Cost:
    return asyncio.run(_cost(service, transcript, runs))


async def _cost(service: ContentService, transcript: LongTranscript, runs: int) -> _Cost:
    firsts, agains, bares = count(), count(), count()
    async with (
        running(OURS, service.environment()) as program,
        httpx.AsyncClient(base_url=service.base_url, trust_env=False, timeout=None) as bare,  # noqa: S113 - as slow as it is
    ):

        async def first() -> object:
            return await _ask(program.client, transcript.session_id(next(firsts)), _QUESTION)

        async def again() -> object:
            return await _ask(program.client, transcript.session_id(next(agains)), _NEXT_QUESTION)

        async def get_and_decode() -> object:
            return await _decoded(bare, transcript.session_id(next(bares)))

        for warm_up in (first, again, get_and_decode):
            await warm_up()
        first_s, again_s, bare_s = await wall_medians_s([first, again, get_and_decode], runs)
        asked = service.requests()
        for _ in range(runs):
            await _ask(program.client, transcript.session_id(runs), _NEXT_QUESTION)
        requests = service.requests() - asked
    return _Cost(first_s, again_s, bare_s, requests)


async def _ask(client: Client, session_id: str, query: str) -> object:
    result = await client.call_tool("get_transcript", {"session_id": session_id, "query": query})
    if result.is_error or not (result.structured_content or {}).get("hits"):
        raise RuntimeError(f"get_transcript found nothing: {result.content}")
    return result


async def _decoded(bare: httpx.AsyncClient, session_id: str) -> object:
    link = (await bare.get(f"{_SESSIONS}/{session_id}/transcript")).raise_for_status().json()
    file = await bare.get(link["data"]["transcript_download_url"])
    return orjson.loads(file.raise_for_status().content)
