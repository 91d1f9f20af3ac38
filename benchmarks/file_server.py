"""A service that does nothing but send files: `python -m benchmarks.file_server DIRECTORY` prints its port.

The kernel copies each file to the socket, so that this is never the slow part of a download. With `DELAY_MS` and
`BYTES_PER_S` after the directory it is a service far away instead: every answer is held back for the delay, and each
connection has that rate.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

KEY_CHARS: Final = 24
"""The last group of a UUID's digits is free, the rest says which file it is."""
_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
_FOUND = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_PACED_BYTES: Final = 1 << 16
"""Sent at once over a slow connection: 8 ms of 8 MB/s."""
_UNHURRIED: Final = float("inf")


@contextlib.contextmanager
def serving(directory: Path, *far: float) -> Iterator[str]:
    """The server as a process of its own; `far` is its delay in milliseconds and bytes per second, if it is to be far.

    Yields:
        What CLOUDFLARE_BASE_URL would be.
    """
    command = (sys.executable, "-m", "benchmarks.file_server", str(directory), *map(str, far))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            if process.stdout is None or not (port := process.stdout.readline().strip()):
                raise RuntimeError("the file server did not start")
            yield f"http://127.0.0.1:{port}/client/v4"
        finally:
            process.terminate()


def file_of(directory: Path, any_id: str, kind: str = "") -> Path:
    """The answer about an id, or its answer of a kind: what is asked for by one more name after the id."""
    return directory / f"{any_id[:KEY_CHARS]}{kind}.json"


async def serve(directory: Path, delay_s: float, bytes_per_s: float) -> None:
    """Serve a directory's files by the ids that they may have at the end of any path."""
    converse = partial(_converse, directory, delay_s, bytes_per_s)
    server = await asyncio.start_server(converse, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _converse(
    directory: Path,
    delay_s: float,
    bytes_per_s: float,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            if delay_s:
                await asyncio.sleep(delay_s)
            await _send(_asked_for(directory, head), writer, bytes_per_s)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()  # the client is done


def _asked_for(directory: Path, head: bytes) -> Path:
    path = PurePosixPath(urlsplit(head.split(b" ", 2)[1].decode()).path)
    if path.name == "participants":
        return file_of(directory, path.parent.name, path.name)
    return file_of(directory, path.name)


async def _send(path: Path, writer: asyncio.StreamWriter, bytes_per_s: float) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        writer.write(_MISSING)
        return
    loop = asyncio.get_running_loop()
    with file:
        size = os.fstat(file.fileno()).st_size
        writer.write(_FOUND % size)
        if bytes_per_s == _UNHURRIED:
            await loop.sendfile(writer.transport, file)
            return
        began = loop.time()
        for sent in range(0, size, _PACED_BYTES):
            await asyncio.sleep(began + sent / bytes_per_s - loop.time())
            if writer.transport.is_closing():
                return
            await loop.sendfile(writer.transport, file, sent, _PACED_BYTES)


if __name__ == "__main__":
    _delay_ms, _bytes_per_s = map(float, sys.argv[2:] or (0.0, _UNHURRIED))
    asyncio.run(serve(Path(sys.argv[1]), _delay_ms / 1_000, _bytes_per_s))
