"""A scripted HTTP/1.1 server on loopback: it records every request and answers as told, however badly."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass(frozen=True)
class Reply:
    """Bytes to write, and what happens to the connection then."""

    raw: bytes
    then: Literal["keep", "close", "reset", "hang"] = "keep"


def reply(
    document: Any = None,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    body: bytes | None = None,
    length: int | None = None,
    then: Literal["keep", "close", "reset", "hang"] = "keep",
) -> Reply:
    content = json.dumps(document).encode() if body is None else body
    lines = {
        "Content-Type": "application/json",
        "Content-Length": str(len(content) if length is None else length),
        **(headers or {}),
    }
    head = f"HTTP/1.1 {status} Scripted\r\n" + "".join(
        f"{name}: {value}\r\n" for name, value in lines.items()
    )
    return Reply(head.encode("latin-1") + b"\r\n" + content, then)


HANG = Reply(b"", "hang")
RESET = Reply(b"", "reset")

Script = Callable[[Request], Reply]


@dataclass
class Upstream:
    """Answers with `replies` in turn, the last one again and again."""

    port: int = 0
    replies: list[Reply | Script] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def last(self) -> Request:
        return self.requests[-1]

    def answer(self, *replies: Reply | Script) -> None:
        self.replies = list(replies)

    async def start(self) -> asyncio.Server:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def stop(self, server: asyncio.Server) -> None:
        server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._exchange(reader, writer):
                pass
        writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        request = await _read(reader)
        self.requests.append(request)
        scripted = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        answer = scripted if isinstance(scripted, Reply) else scripted(request)
        writer.write(answer.raw)
        if answer.then == "reset":
            writer.transport.abort()
            return False
        await writer.drain()
        if answer.then == "hang":
            await asyncio.Event().wait()
        return answer.then == "keep"


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, target, headers, body)
