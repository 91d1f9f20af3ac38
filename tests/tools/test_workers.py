"""Workers read as this process does, are given nothing to keep, and take nothing with them when they end."""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import anyio
import orjson
import pytest

from rtk_mcp import __version__, errors
from rtk_mcp.errors import RateLimited, RtkError
from rtk_mcp.report import once
from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.packing import pack
from rtk_mcp.report.reader import read_report
from rtk_mcp.tools import workers
from rtk_mcp.tools.condensing import TakerT, Unread
from rtk_mcp.tools.workers import Worker
from rtk_mcp.worker import FRAME, _answer
from tests.report.builders import answer, audio_in

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no workers on Windows"),
]
SECRET = "token-of-the-test"
PIECE_BYTES = 10_000
LONG = 3_000
"""Rows: a report of several pieces."""


class Download:
    """Hands on what it is given; can be held up after so many pieces, and broken off before it begins."""

    def __init__(self, raw: bytes, *, held_after: int | None = None, broken: int = 0) -> None:
        self.pieces = [raw[start : start + PIECE_BYTES] for start in range(0, len(raw), PIECE_BYTES)]
        self.held_after, self.broken = held_after, broken
        self.held = anyio.Event()

    async def __call__(self, make_taker: Callable[[], TakerT], /) -> TakerT:
        for _ in range(self.broken):
            await make_taker().take(self.pieces[0])
        taker = make_taker()
        for number, piece in enumerate(self.pieces):
            if number == self.held_after:
                self.held.set()
                await anyio.sleep_forever()
            await taker.take(piece)
            await anyio.lowlevel.checkpoint()
        return taker


@pytest.fixture
async def worker(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Worker]:
    monkeypatch.setenv("CLOUDFLARE_API_TOKEN", SECRET)
    started = Worker()
    yield started
    started.kill()
    await started.ended()


def lossy(rows: int = 60, sender: str = "ana") -> bytes:
    lost = audio_in(sender, change=lambda _: {"packets_lost": 90, "packets_received": 260}, rows=rows)
    return orjson.dumps(answer({"audio_consumer": lost}))


async def test_a_worker_reads_and_judges_as_this_process_does(worker: Worker) -> None:
    raw = lossy(LONG)
    assert len(raw) > workers._PIECE_BYTES
    here, there = read_report(raw), await worker.read(Download(raw))
    assert pack(there) == pack(here)
    assert once._known[id(there)][1] == diagnose(here)
    assert diagnose(here).findings
    assert worker.in_hand == 0


async def test_reports_at_the_same_time_do_not_mix(worker: Worker) -> None:
    raws = [lossy(LONG, f"bo{number}") for number in range(5)]
    found: dict[int, bytes] = {}

    async def read(number: int) -> None:
        found[number] = pack(await worker.read(Download(raws[number])))

    async with anyio.create_task_group() as tasks:
        for number in range(len(raws)):
            tasks.start_soon(read, number)
    assert found == {number: pack(read_report(raw)) for number, raw in enumerate(raws)}


async def test_each_try_begins_anew(worker: Worker) -> None:
    raw = lossy(LONG)
    assert pack(await worker.read(Download(raw, broken=2))) == pack(read_report(raw))


@pytest.mark.parametrize(
    "raw",
    [
        b"<html>" + b"x" * 400_000,
        b'{"audio_consumer": [}' + b"x" * 400_000,
        b'{"data": {"participant": {}}',
        b"{}",
        b'{"success": false, "errors": [{"code": 404, "message": "none"}]}',
        b'{"success": false, "error": {"code": 429, "message": "slowly"}}',
    ],
    ids=lambda raw: raw[:24].decode(),
)
async def test_what_is_no_report_fails_alike_and_harms_no_other(worker: Worker, raw: bytes) -> None:
    with pytest.raises(RtkError) as here:
        read_report(raw)
    with pytest.raises(type(here.value)) as there:
        await worker.read(Download(raw))
    assert str(there.value) == str(here.value)
    assert await worker.read(Download(lossy()))


async def test_who_is_cancelled_leaves_at_once_and_the_worker_goes_on(worker: Worker) -> None:
    raw = lossy(LONG)
    for held_after in (0, 1, len(raw) // PIECE_BYTES):
        download = Download(raw, held_after=held_after)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(worker.read, download)
            await download.held.wait()
            tasks.cancel_scope.cancel()
        assert worker.in_hand == 0
    assert pack(await worker.read(Download(raw))) == pack(read_report(raw))


async def test_who_is_cancelled_does_not_wait_for_an_answer(worker: Worker) -> None:
    """Each of these is cancelled a little later than the one before: some of them between question and answer."""
    raw = lossy(LONG)
    await worker.read(Download(raw))
    for milliseconds in range(0, 30, 3):
        began = time.monotonic()
        with anyio.move_on_after(milliseconds / 1_000):
            await worker.read(Download(raw))
        assert time.monotonic() - began < 0.5
    assert pack(await worker.read(Download(raw))) == pack(read_report(raw))
    assert worker.alive


async def test_a_killed_worker_leaves_its_reports_unread(worker: Worker) -> None:
    async def killing(make_taker: Callable[[], TakerT], /) -> TakerT:
        worker.kill()
        return await Download(lossy(LONG))(make_taker)

    for download in (killing, Download(lossy())):
        with anyio.fail_after(5), pytest.raises(Unread):
            await worker.read(download)
    await worker.ended()
    assert not worker.alive
    assert worker.failed


async def test_a_worker_that_hangs_is_ended_and_nobody_waits_for_it_twice(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "PATIENCE_S", 2.0)
    assert await worker.read(Download(lossy()))
    os.kill(worker._process.pid, signal.SIGSTOP)
    for _ in range(2):
        with anyio.move_on_after(0.8):
            await worker.read(Download(lossy()))
    with anyio.fail_after(1.8), pytest.raises(Unread):  # the patience of them all
        await worker.read(Download(lossy()))
    assert not worker.alive
    assert worker.failed


async def test_all_who_wait_for_a_worker_that_hangs_are_told_so(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "PATIENCE_S", 0.5)
    assert await worker.read(Download(lossy()))
    os.kill(worker._process.pid, signal.SIGSTOP)

    async def read() -> None:
        with pytest.raises(Unread):
            await worker.read(Download(lossy(LONG)))

    with anyio.fail_after(5):
        async with anyio.create_task_group() as tasks:
            for _ in range(4):
                tasks.start_soon(read)
        await worker.ended()


async def test_nothing_is_said_to_a_worker_that_has_been_let_go(worker: Worker) -> None:
    async def letting_go(make_taker: Callable[[], TakerT], /) -> TakerT:
        worker.kill()
        await worker.ended()
        return await Download(lossy(LONG))(make_taker)

    with anyio.fail_after(5), pytest.raises(Unread):
        await worker.read(letting_go)


async def test_what_is_over_at_the_last_moment_is_not_begun_anew(worker: Worker) -> None:
    to_read = workers._Try(worker, 7)

    class Over(list[int]):
        """Told by another thread just as it is looked at."""

        def __len__(self) -> int:
            if not to_read.over:
                to_read.over = True
                self.append(to_read.number)
            return super().__len__()

    worker._over = Over()
    with pytest.raises(Unread):
        worker.say(to_read, 2, [b"{}"])


async def test_a_worker_finds_what_this_process_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python without what is installed beside it: all places are this process's own."""
    monkeypatch.setattr(sys, "executable", getattr(sys, "_base_executable", sys.executable))
    worker = Worker()
    assert await worker.read(Download(lossy()))
    worker.kill()
    await worker.ended()


async def test_a_worker_of_another_version_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "__version__", "0.0.0")
    worker = Worker()
    with pytest.raises(Unread):
        await worker.read(Download(lossy()))
    assert worker.failed
    await worker.ended()


@pytest.mark.skipif(sys.platform != "linux", reason="what a process was given is read from /proc")
async def test_a_worker_is_given_no_token(worker: Worker) -> None:
    await worker.read(Download(lossy()))
    process = Path("/proc") / str(worker._process.pid)
    assert b"rtk_mcp.worker" in (process / "cmdline").read_bytes()
    assert b"PATH=" in (process / "environ").read_bytes()
    for name in ("cmdline", "environ"):
        assert SECRET.encode() not in (process / name).read_bytes()


async def test_a_worker_that_is_told_nothing_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "IDLE_S", 0.3)
    worker = Worker()
    assert await worker.read(Download(lossy()))
    with anyio.fail_after(5):
        await anyio.to_thread.run_sync(worker._process.wait)
    assert not worker.alive
    assert not worker.failed
    await worker.ended()


async def test_ctrl_c_is_not_for_a_worker_however_early(worker: Worker) -> None:
    """The terminal sends it to all of a process group."""
    assert os.getpgid(worker._process.pid) != os.getpgid(0)


def test_a_worker_ends_with_its_stdin_in_the_middle_of_a_report() -> None:
    command = [sys.executable, "-c", workers._PROGRAM, "60", __version__, *sys.path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(FRAME.pack(0, 2) + b"{}" + FRAME.pack(0, 0))
        process.stdin.flush()
        assert process.stdout.read(1)
        process.stdin.write(FRAME.pack(1, 100) + b"{")
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        assert process.wait(5) == 0


def every_kind_of_error() -> list[Callable[[str], RtkError]]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, RtkError)]
    return [kind for kind in kinds if kind is not errors.BadArgument]


@pytest.mark.parametrize("kind", every_kind_of_error())
def test_every_error_comes_out_as_it_went_in(kind: Callable[[str], RtkError]) -> None:
    again = pickle.loads(_answer(kind("A sentence.")))  # noqa: S301 - of our own
    assert type(again) is kind
    assert str(again) == "A sentence."


def test_how_long_to_wait_is_told_too() -> None:
    assert pickle.loads(_answer(RateLimited("Slowly.", 7.5))).retry_after_s == 7.5  # noqa: S301 - of our own


def test_an_error_of_another_kind_is_for_the_server_to_meet() -> None:
    assert _answer(KeyError("x")) == b""
