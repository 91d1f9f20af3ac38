"""A service that links to meetings' files and sends them: `python -m benchmarks.content_service DIRECTORY DELAY_MS`.

It prints its port. Files lie ready, so that making them is never in what is measured; every answer is held back for the
delay. `/count` tells how many other requests there were so far.
"""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import httpx
import orjson

from benchmarks.content_files import LIST
from benchmarks.file_server import KEY_CHARS
from benchmarks.product import environment

_KINDS = {"transcript", "chat", "summary"}
_HEAD = b"HTTP/1.1 %d -\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


@dataclass(frozen=True, slots=True)
class ContentService:
    """A running one."""

    url: str

    @property
    def base_url(self) -> str:
        """What CLOUDFLARE_BASE_URL would be."""
        return f"{self.url}/client/v4"

    def environment(self) -> dict[str, str]:
        """What points the program at it, for files too."""
        return environment(self.base_url) | {"RTK_MCP_DOWNLOAD_HOSTS": urlsplit(self.url).netloc}

    def requests(self) -> int:
        """How many there were so far."""
        return int(httpx.get(f"{self.url}/count", trust_env=False).raise_for_status().text)


@contextlib.contextmanager
def content_service(directory: Path, delay_ms: int = 0) -> Iterator[ContentService]:
    """The service as a process of its own; `directory` is as `content_files` leaves it."""
    command = (sys.executable, "-m", "benchmarks.content_service", str(directory), str(delay_ms))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            if process.stdout is None or not (port := process.stdout.readline().strip()):
                raise RuntimeError("the content service did not start")
            yield ContentService(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


class _Server:
    """Answers by the last names of a path; all sessions whose ids begin alike are one."""

    def __init__(self, directory: Path, delay_s: float) -> None:
        self._directory, self._delay_s = directory, delay_s
        self._url = ""
        self._asked = 0

    async def serve(self) -> None:
        server = await asyncio.start_server(self._converse, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        self._url = f"http://127.0.0.1:{port}"
        print(port, flush=True)
        await server.serve_forever()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                target = head.split(b" ", 2)[1].decode()
                status, content = await self._answered(PurePosixPath(urlsplit(target).path))
                writer.write(_HEAD % (status, len(content)) + content)
                await writer.drain()
        writer.close()

    async def _answered(self, path: PurePosixPath) -> tuple[int, bytes]:
        if path.name == "count":
            return 200, str(self._asked).encode()
        self._asked += 1
        await asyncio.sleep(self._delay_s)
        try:
            return 200, self._content(path)
        except FileNotFoundError:
            return 404, b'{"success":false,"error":{"code":404,"message":"there is none"}}'

    def _content(self, path: PurePosixPath) -> bytes:
        if path.name == LIST:
            return (self._directory / LIST).read_bytes()
        if path.name not in _KINDS:
            return (self._directory / path.name[:KEY_CHARS] / "session").read_bytes()
        session_id = path.parent.name
        if path.parts[1] != "files":
            link = f"{self._url}/files/{session_id}/{path.name}"
            return orjson.dumps({"success": True, "data": {f"{path.name}_download_url": link}})
        return (self._directory / session_id[:KEY_CHARS] / path.name).read_bytes()


if __name__ == "__main__":
    asyncio.run(_Server(Path(sys.argv[1]), int(sys.argv[2]) / 1_000).serve())
