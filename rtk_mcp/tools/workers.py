"""Processes beside this one that read and judge reports; `rtk_mcp.worker` tells what is said to them over their pipes.

All talking is done in threads, one at a time, and the only answers are those that the same thread has just asked for:
nothing can get out of step.
"""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import count
from threading import Lock
from typing import IO, Final, TypeVar, cast

import anyio
import anyio.to_thread

from rtk_mcp import __version__
from rtk_mcp.report.diagnosis import Diagnosis
from rtk_mcp.report.once import keep
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.tools.condensing import Download, Unread
from rtk_mcp.worker import ANSWER, DROP, END, FRAME

IDLE_S: Final = 60.0
"""A worker that is told nothing for so long ends."""
PATIENCE_S: Final = 20.0
"""A piece takes milliseconds, an answer tenths of a second: a worker that takes so long hangs."""
_PIECE_BYTES: Final = 256_000
"""Said at once: a few milliseconds of a worker's time, and few turns of a thread here."""
_PIPE_BYTES: Final = 1 << 20
"""Said and not read yet; with the 64 KB that are usual both sides mostly wait for each other. Linux alone has it."""
_PASSED_ON: Final = ("PATH", "HOME", "LANG", "LC_", "LD_LIBRARY_PATH", "DYLD_", "PYTHON", "VIRTUAL_ENV", "TZ")
"""How the names begin of what a worker is given of the environment: nothing of ours, where the token is."""

_PROGRAM: Final = "import sys; sys.path[:] = sys.argv[3:]; from rtk_mcp.worker import run; run()"
"""It finds what this process finds: a script may know places of its own, such as a source tree or an archive."""

ResultT = TypeVar("ResultT")


class Worker:
    """One process; safe to use from concurrent tasks.

    Attributes:
        in_hand: how many reports it is reading.
    """

    def __init__(self) -> None:
        """Start it; raises `OSError` where that cannot be."""
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-P", "-c", _PROGRAM, str(IDLE_S), __version__, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pipesize=_PIPE_BYTES,
            process_group=0,  # Ctrl-C is for this process, which then ends it
            env={name: value for name, value in os.environ.items() if name.startswith(_PASSED_ON)},
        )
        self.in_hand = 0
        self._numbers = count()
        self._over: list[int] = []
        self._queue = anyio.Lock(fast_acquire=True)
        self._limiter = anyio.CapacityLimiter(1)
        self._turn = Lock()
        self._talks_since: float | None = None
        self._hung = False

    @property
    def alive(self) -> bool:
        """Whether it has not ended, as far as is known."""
        return not self._hung and self._process.poll() is None

    @property
    def failed(self) -> bool:
        """Whether it has ended otherwise than by having nothing to do."""
        return self._hung or self._process.poll() not in {None, -signal.SIGALRM}

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
        async with self._queue:
            await self._talk(self._process.communicate)

    async def in_turn(self, talk: Callable[[], ResultT]) -> ResultT:
        """Talk to it. Who is cancelled leaves the thread behind, and the next one waits until it is through.

        Raises:
            Unread: it hung, and has been ended.
        """
        async with self._queue:
            since = self._talks_since
            talked_s = 0.0 if since is None else time.monotonic() - since
            with anyio.move_on_after(PATIENCE_S - talked_s):
                return await self._talk(talk)
            self._hung = True
            self.kill()
            raise Unread

    async def _talk(self, talk: Callable[[], ResultT]) -> ResultT:
        def alone() -> ResultT:
            with self._turn:
                self._talks_since = time.monotonic()
                try:
                    return talk()
                finally:
                    self._talks_since = None

        return await anyio.to_thread.run_sync(alone, abandon_on_cancel=True, limiter=self._limiter)

    def say(self, to_read: "_Try", what: int, pieces: Iterable[bytes] = ()) -> None:
        """Say a frame, and before it what is over; waits while the pipe is full. Raises `Unread`."""
        pipe = cast("IO[bytes]", self._process.stdin)
        try:
            while self._over:
                pipe.write(FRAME.pack(self._over.pop(), DROP))
            if to_read.over:  # asked after that: what is over from now on the next one says
                raise Unread
            pipe.write(FRAME.pack(to_read.number, what))
            pipe.writelines(pieces)
            pipe.flush()
        except (OSError, ValueError):  # broken, or closed since
            raise self._gone() from None

    def hear(self) -> tuple[PeerSignals, Diagnosis]:
        """The answer to an `END`, as soon as it comes; raises what `read` raises."""
        pipe = cast("IO[bytes]", self._process.stdout)
        head = pipe.read(ANSWER.size)
        if len(head) < ANSWER.size:
            raise self._gone()
        (length,) = ANSWER.unpack(head)
        answer = pipe.read(length)
        if len(answer) < length:
            raise self._gone()
        if not answer:
            raise Unread
        read = pickle.loads(answer)  # noqa: S301 - made by our own process of what it made itself
        if isinstance(read, Exception):
            raise read
        return cast("tuple[PeerSignals, Diagnosis]", read)

    def _gone(self) -> Unread:
        """Once it has, so that `alive` knows."""
        self.kill()
        self._process.wait()
        return Unread()


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
        self._worker.say(self, self._size, self._pieces)
        self._pieces, self._size = [], 0

    def _end(self) -> tuple[PeerSignals, Diagnosis]:
        if self._size:
            self._say()
        self._worker.say(self, END)
        return self._worker.hear()
