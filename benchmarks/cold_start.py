"""Cold start: from spawning the process to its answer to `initialize`."""

import json
import os
import statistics
import subprocess
import sys
import time

from benchmarks.table import Row

LIMIT = 1.25
RUNS = 15
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
_ENVIRONMENT = {
    "CLOUDFLARE_API_TOKEN": "benchmark",
    "CLOUDFLARE_ACCOUNT_ID": "0" * 32,
    "REALTIMEKIT_APP_ID": "0" * 32,
}


def measure() -> Row:
    """Medians of interleaved runs, one of each not counted."""
    ours, bare = [], []
    for run in range(RUNS + 1):
        pair = _start_s(_OURS), _start_s(_BARE)
        if run:
            ours.append(pair[0])
            bare.append(pair[1])
    return Row("cold start / bare MCPServer", statistics.median(ours), statistics.median(bare), "s", LIMIT)


def _start_s(command: tuple[str, ...]) -> float:
    began = time.perf_counter()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | _ENVIRONMENT,
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
