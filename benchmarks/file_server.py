"""A service that does nothing but send files: `python -m benchmarks.file_server DIRECTORY` prints its port.

The kernel copies each file to the socket, so that this is never the slow part of a download.
"""

import asyncio
import os
import sys
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from benchmarks.reports import KEY_CHARS

_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
_FOUND = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


async def serve(directory: Path) -> None:
    """Serve a directory's reports by the ids that they may have at the end of any path."""
    server = await asyncio.start_server(partial(_converse, directory), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _converse(directory: Path, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            await _send(directory / _file_name(head), writer)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()  # the client is done


def _file_name(head: bytes) -> str:
    target = head.split(b" ", 2)[1].decode()
    return f"{PurePosixPath(urlsplit(target).path).name[:KEY_CHARS]}.json"


async def _send(path: Path, writer: asyncio.StreamWriter) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        writer.write(_MISSING)
        return
    with file:
        writer.write(_FOUND % os.fstat(file.fileno()).st_size)
        await asyncio.get_running_loop().sendfile(writer.transport, file)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
