"""Cold start: from spawning the process to its answer to `initialize`."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

from benchmarks.product import environment
from benchmarks.stage import Stage
from benchmarks.table import Row

_MUST = 1.25
_RUNS, _QUICK_RUNS = 15, 7
_OURS = (sys.executable, "-m", "rtk_mcp")
_BARE = (sys.executable, "-m", "benchmarks.bare_server")
_INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "benchmark", "version": "1"},
    },
}


def measure(stage: Stage) -> Iterator[Row]:
    """Against the least that an MCP server can be."""
    env = environment(stage.base_url)
    runs = _QUICK_RUNS if stage.quick else _RUNS
    rounds = [(_start_s(_OURS, env), _start_s(_BARE, env)) for _ in range(runs + 1)]
    ours_s, bare_s = (statistics.median(times) for times in zip(*rounds[1:], strict=True))
    yield Row("cold start / bare MCPServer", ours_s * 1e3, bare_s * 1e3, "ms", _MUST)


def _start_s(command: tuple[str, ...], env: Mapping[str, str]) -> float:
    began = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the child has no pipes")
        process.stdin.write(json.dumps(_INITIALIZE).encode() + b"\n")
        process.stdin.flush()
        answered = b'"serverInfo"' in process.stdout.readline()
        elapsed = time.perf_counter() - began
        process.stdin.close()
    if not answered:
        raise RuntimeError(f"{command[-1]} did not answer initialize")
    return elapsed
