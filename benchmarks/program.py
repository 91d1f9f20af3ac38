"""A server as a child process that the SDK's client talks to over stdio, and what it takes of the machine."""

import contextlib
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mcp import Client, StdioServerParameters
from mcp.types import TextContent

from benchmarks.table import NotMeasurable

_UTIME = 11
"""Where user and then system time are in /proc/PID/stat, counted after the program's name; see proc(5)."""
OURS = (sys.executable, "-m", "rtk_mcp", "serve")
_AS_ITSELF = 'echo $$ >"$0"; exec "$@"'
"""Writes down the process id, then becomes the program: the SDK keeps the id to itself."""


@dataclass(frozen=True, slots=True)
class Program:
    """A running server."""

    client: Client
    pid: int

    def resident_mb(self) -> float:
        """Memory that it holds now."""
        return self._status_mb("VmRSS")

    def peak_mb(self) -> float:
        """The most that it has held so far."""
        return self._status_mb("VmHWM")

    def cpu_s(self) -> float:
        """Processor time that it has used so far."""
        fields = self._proc("stat").rpartition(") ")[2].split()
        return sum(map(int, fields[_UTIME : _UTIME + 2])) / os.sysconf("SC_CLK_TCK")

    def _status_mb(self, field: str) -> float:
        found = re.search(rf"^{field}:\s*(\d+) kB$", self._proc("status"), re.MULTILINE)
        if found is None:
            raise RuntimeError(f"/proc/{self.pid}/status has no {field}")
        return int(found[1]) * 1024 / 1e6

    def _proc(self, name: str) -> str:
        return Path(f"/proc/{self.pid}/{name}").read_text(encoding="utf-8")


@contextlib.asynccontextmanager
async def running(command: Sequence[str], env: Mapping[str, str]) -> AsyncIterator[Program]:
    """A server that has answered `initialize` and nothing else yet.

    Raises:
        NotMeasurable: this system does not tell what a process takes.
    """
    if not sys.platform.startswith("linux"):
        raise NotMeasurable("what a server takes is read from /proc, which only Linux has")
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as pid:
        server = StdioServerParameters(
            command="/bin/sh", args=["-c", _AS_ITSELF, pid.name, *command], env=dict(env)
        )
        async with Client(server) as client:
            yield Program(client, int(pid.read()))


async def call(client: Client, peer_id: str, tool: str = "get_peer_report") -> str:
    """The text that the tool answers; raises `RuntimeError` when it is an error's."""
    result = await client.call_tool(tool, {"peer_id": peer_id})
    text = "\n".join(block.text for block in result.content if isinstance(block, TextContent))
    if result.is_error:
        raise RuntimeError(f"{tool} failed: {text[:300]}")
    return text
