"""Reports read while they download: in this process, and by workers beside it once there is much to read.

Reading is arithmetic, for which Python uses one core, and a meeting of a hundred has a hundred reports. This process
still does all of the downloading, so that the token, the retries and the count of requests stay in it.
"""

import logging
import os
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import anyio
import anyio.to_thread
from anyio.lowlevel import checkpoint

from rtk_mcp.api.connection import Taker

if TYPE_CHECKING:
    from rtk_mcp.report.reader import ReportReader
    from rtk_mcp.report.signals import PeerSignals
    from rtk_mcp.tools.workers import Worker

logger = logging.getLogger("rtk_mcp.tools")

MANY: Final = 4
"""Reports under way at once; fewer are read here, where their downloads leave the time for it."""
MUCH_BYTES: Final = 10_000_000
"""Read here while there were many: about as much work as starting workers is."""

TakerT = TypeVar("TakerT", bound=Taker)


class Download(Protocol):
    """Downloads one report into what `make_taker` makes for each try: `RealtimeKit.read_peer_report` of somebody."""

    def __call__(self, make_taker: Callable[[], TakerT], /) -> Awaitable[TakerT]: ...


class Unread(Exception):
    """A worker did not read the report: it has ended, or met what only this process can tell about."""


class Condenser:
    """Safe to use from concurrent tasks of one event loop."""

    def __init__(self, most_workers: int) -> None:
        """There are no more workers than that, nor than cores for them beside this process."""
        self._most = min(most_workers, _spare_cores())
        self._workers: list[Worker] = []
        self._under_way = 0
        self._read_bytes = 0
        self._turn = anyio.Lock(fast_acquire=True)
        """Of one piece each time the event loop comes round: eight would keep it for too long."""
        self._one_thread = anyio.CapacityLimiter(1)
        """Several would gain nothing, and keep the event loop waiting for its turn."""

    async def read(self, download: Download) -> "PeerSignals":
        """A report's signals; where a worker read it, its diagnosis is known already.

        Raises what `download` raises, and `NotAReport`.
        """
        self._under_way += 1
        try:
            if worker := self._worker():
                try:
                    return await worker.read(download)
                except Unread:
                    self._let_go()
                    if worker in self._workers:
                        logger.warning(
                            "A worker could not read a report: it is downloaded again and read here."
                        )
            return await self._read_here(download)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._read_bytes = 0

    async def aclose(self) -> None:
        """End the workers; there are none any more."""
        workers, self._workers, self._most = self._workers, [], 0
        for worker in workers:
            worker.kill()
        for worker in workers:
            await worker.ended()

    async def _read_here(self, download: Download) -> "PeerSignals":
        reader = (await download(self._here)).reader
        if self._under_way >= MANY:
            self._read_bytes += reader.received_bytes
        return await anyio.to_thread.run_sync(reader.finish, abandon_on_cancel=True, limiter=self._one_thread)

    def _here(self) -> "_Here":
        from rtk_mcp.report.reader import ReportReader  # noqa: PLC0415 - heavy: with the first report

        return _Here(ReportReader(), self._turn)

    def _worker(self) -> "Worker | None":
        """Who reads the next report; None for this process."""
        self._let_go()
        if len(self._workers) < self._most and self._under_way >= MANY and self._read_bytes >= MUCH_BYTES:
            self._start()
        return min(self._workers, key=lambda each: each.in_hand, default=None)

    def _let_go(self) -> None:
        """Forget workers that have ended, and tell once of each that should not have."""
        ended = [worker for worker in self._workers if not worker.alive]
        self._workers = [worker for worker in self._workers if worker not in ended]
        for worker in ended:
            if not worker.failed:
                continue
            self._most -= 1
            logger.warning("A worker has ended: what it had in hand is downloaded again and read here.")

    def _start(self) -> None:
        from rtk_mcp.tools.workers import Worker  # noqa: PLC0415 - few processes have any

        try:
            self._workers += [Worker() for _ in range(self._most - len(self._workers))]
        except OSError:
            self._most = 0
            logger.warning("No process can be started to read reports: all are read in this one.")


class _Here:
    """A report on its way to be read by this process."""

    def __init__(self, reader: "ReportReader", turn: anyio.Lock) -> None:
        self.reader = reader
        self._turn = turn

    async def take(self, piece: bytes) -> None:
        """Read what has come, and let others have their turn: a few bytes on the wire may decode to very many."""
        async with self._turn:
            self.reader.feed(piece)
            await checkpoint()


def _spare_cores() -> int:
    """None where there is but one, nor on Windows, where none of this has been tried."""
    if sys.platform == "win32" or not sys.executable:
        return 0
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return usable - 1
