"""Which requests are in hand over both ports, and how long each answer is held back."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Record = Callable[[str, str], None]


@dataclass(slots=True)
class Traffic:
    """Counts requests; changed by the serving thread, may be read by any.

    Attributes:
        latency_s: how long every answer is held back; the others go on meanwhile.
        open_now: requests in hand: those that came, and whose client neither left nor was handed the last of its
            answer.
        most_at_once: the highest `open_now` so far; may be set back to 0.
    """

    latency_s: float = 0.0
    open_now: int = 0
    most_at_once: int = 0

    def through(self, app: "ASGIApp", record: Record) -> "ASGIApp":
        """The same application, counted and held back; `record` is told method and path of every request."""

        async def counted(scope: "Scope", receive: "Receive", send: "Send") -> None:
            if scope["type"] == "http":
                record(scope["method"], scope["path"])
                await self._serve(app, scope, receive, send)

        return counted

    async def _serve(self, app: "ASGIApp", scope: "Scope", receive: "Receive", send: "Send") -> None:
        request = _Request(self)
        answer = asyncio.create_task(self._answer(app, scope, request.ends_with(send)))
        departure = asyncio.create_task(_departure(receive))
        try:
            await asyncio.wait((answer, departure), return_when=asyncio.FIRST_COMPLETED)
        finally:
            request.end()
            departure.cancel()
            answer.cancel()
        await asyncio.wait((answer,))  # what a thread is working on is finished before the task ends
        if not answer.cancelled():
            answer.result()

    async def _answer(self, app: "ASGIApp", scope: "Scope", send: "Send") -> None:
        await asyncio.sleep(self.latency_s)
        await app(scope, _no_body, send)


class _Request:
    """One request in hand, until it ends."""

    def __init__(self, traffic: Traffic) -> None:
        self._traffic, self._open = traffic, True
        traffic.open_now += 1
        traffic.most_at_once = max(traffic.most_at_once, traffic.open_now)

    def end(self) -> None:
        """Count it no more; the second time changes nothing."""
        if self._open:
            self._open = False
            self._traffic.open_now -= 1

    def ends_with(self, send: "Send") -> "Send":
        """The same `send`, which ends the request before it hands over the last of the answer.

        Afterwards would be too late: a client that asks for one thing after the other would be counted twice.
        """

        async def sent(message: "Message") -> None:
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self.end()
            await send(message)

        return sent


async def _departure(receive: "Receive") -> None:
    """Wait until the client has gone; a body that comes before is thrown away."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _no_body() -> "Message":
    """No endpoint takes a body."""
    return {"type": "http.request", "body": b"", "more_body": False}
