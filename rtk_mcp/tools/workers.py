"""Processes beside this one that read and judge reports; `rtk_mcp.worker` tells what is said to them over their pipes.

All talking is done in threads, one at a time, and the only answers are those that the same thread has just asked for:
nothing can get out of step.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from itertools import count
from threading import Lock
from typing import IO, Final, TypeVar, cast

import anyio
import anyio.to_thread

from rtk_mcp.report.diagnosis import Diagnosis
from rtk_mcp.report.once import keep
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.tools.condensing import Download, Unread
from rtk_mcp.worker import ANSWER, DROP, END, FRAME

IDLE_S: Final = 60.0
"""A worker that is told nothing for so long ends."""
_PIECE_BYTES: Final = 256_000
"""Said at once: a few milliseconds of a worker's time, and few turns of a thread here."""
_PIPE_BYTES: Final = 1 << 20
"""Said and not read yet; with the 64 KB that are usual both sides mostly wait for each other. Linux alone has it."""
_PASSED_ON: Final = ("PATH", "HOME", "LANG", "LC_", "LD_LIBRARY_PATH", "DYLD_", "PYTHON", "VIRTUAL_ENV", "TZ")
"""How the names begin of what a worker is given of the environment: nothing of ours, where the token is."""

ResultT = TypeVar("ResultT")


class Worker:
    """One process; safe to use from concurrent tasks.

    Attributes:
        in_hand: how many reports it is reading.
    """

    def __init__(self) -> None:
        """Start it; raises `OSError` where that cannot be."""
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-P", "-m", "rtk_mcp.worker", str(IDLE_S)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pipesize=_PIPE_BYTES,
            env={name: value for name, value in os.environ.items() if name.startswith(_PASSED_ON)},
        )
        self.in_hand = 0
        self._numbers = count()
        self._over: list[int] = []
        self._limiter = anyio.CapacityLimiter(1)
        self._turn = Lock()

    @property
    def alive(self) -> bool:
        """Whether it has not ended, as far as is known."""
        return self._process.poll() is None

    @property
    def failed(self) -> bool:
        """Whether it has ended otherwise than by having nothing to do."""
        return self._process.poll() not in {None, -signal.SIGALRM}

    async def read(self, download: Download) -> PeerSignals:
        """A report's signals, read and judged there while it downloads.

        Raises:
            Unread: it is to be read elsewhere.
            RtkError: what `download` or `ReportReader` raises.
        """
        tries: list[_Try] = []

        def begin() -> _Try:
            tries.append(_Try(self, next(self._numbers)))
            return tries[-1]

        self.in_hand += 1
        try:
            signals, diagnosis = await (await download(begin)).finish()
        finally:
            self.in_hand -= 1
            for each in tries:
                each.over = True
                self._over.append(each.number)
        keep(signals, diagnosis)
        return signals

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    async def ended(self) -> None:
        """Wait until it has ended, and nobody talks to it."""
        await self.in_turn(self._process.communicate)

    async def in_turn(self, talk: Callable[[], ResultT]) -> ResultT:
        """Talk to it. Who is cancelled leaves the thread behind, and the next one waits until it is through."""

        def alone() -> ResultT:
            with self._turn:
                return talk()

        return await anyio.to_thread.run_sync(alone, abandon_on_cancel=True, limiter=self._limiter)

    def say(self, number: int, what: int, pieces: Iterable[bytes] = ()) -> None:
        """Say a frame, and before it what is over; waits while the pipe is full. Raises `Unread`."""
        pipe = cast("IO[bytes]", self._process.stdin)
        try:
            while self._over:
                pipe.write(FRAME.pack(self._over.pop(), DROP))
            pipe.write(FRAME.pack(number, what))
            pipe.writelines(pieces)
            pipe.flush()
        except OSError:
            raise Unread from None

    def hear(self) -> tuple[PeerSignals, Diagnosis]:
        """The answer to an `END`, as soon as it comes; raises what `read` raises."""
        pipe = cast("IO[bytes]", self._process.stdout)
        head = pipe.read(ANSWER.size)
        length = ANSWER.unpack(head)[0] if len(head) == ANSWER.size else 0
        answer = pipe.read(length)
        if not length or len(answer) < length:
            raise Unread
        read = pickle.loads(answer)  # noqa: S301 - made by our own process of what it made itself
        if isinstance(read, Exception):
            raise read
        return cast("tuple[PeerSignals, Diagnosis]", read)


class _Try:
    """A report on its way to a worker; it may take more than one."""

    def __init__(self, worker: Worker, number: int) -> None:
        self.number = number
        self.over = False
        self._worker = worker
        self._pieces: list[bytes] = []
        self._size = 0

    async def take(self, piece: bytes) -> None:
        """Hand on what has come, enough of it at once; raises `Unread`."""
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size >= _PIECE_BYTES:
            await self._worker.in_turn(self._say)

    async def finish(self) -> tuple[PeerSignals, Diagnosis]:
        """What was read; raises what `Worker.read` raises."""
        return await self._worker.in_turn(self._end)

    def _say(self) -> None:
        if self.over:
            raise Unread
        self._worker.say(self.number, self._size, self._pieces)
        self._pieces, self._size = [], 0

    def _end(self) -> tuple[PeerSignals, Diagnosis]:
        if self._size:
            self._say()
        self._worker.say(self.number, END)
        return self._worker.hear()
