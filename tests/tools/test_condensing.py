"""Reports are read here or by workers, and it makes no difference to who asks."""

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from functools import partial

import anyio
import pytest
from anyio.abc import TaskGroup

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.errors import NotAReport
from rtk_mcp.report.packing import pack
from rtk_mcp.report.reader import read_report
from rtk_mcp.tools import condensing
from rtk_mcp.tools.condensing import Condenser, _spare_cores
from tests.api.calls import PEER
from tests.api.upstream import HANG, Reply, Request, Upstream, reply
from tests.report.builders import answer, healthy_quality

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not _spare_cores(), reason="there are no workers on Windows, nor on one core"),
]
REPORT = answer(healthy_quality())
SIGNALS = pack(read_report(json.dumps(REPORT).encode()))
AT_ONCE = 8
STOPPED_WITHIN_S = 0.5


@pytest.fixture
async def condenser() -> AsyncIterator[Condenser]:
    one = Condenser(1)
    yield one
    await one.aclose()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker comes with the first report."""
    monkeypatch.setattr(condensing, "MANY", 1)
    monkeypatch.setattr(condensing, "MUCH_BYTES", 0)


async def read(condenser: Condenser, kit: RealtimeKit) -> bytes:
    return pack(await condenser.read(partial(kit.read_peer_report, PEER)))


def start_many(tasks: TaskGroup, condenser: Condenser, kit: RealtimeKit) -> None:
    for _ in range(AT_ONCE):
        tasks.start_soon(read, condenser, kit)


def pids(condenser: Condenser) -> list[int]:
    return [worker._process.pid for worker in condenser._workers if worker.alive]


@pytest.mark.parametrize(
    ("side_by_side", "much_bytes", "started"), [(AT_ONCE, 50_000, 1), (AT_ONCE, 10**7, 0), (3, 50_000, 0)]
)
async def test_workers_come_with_much_to_read_at_the_same_time(
    condenser: Condenser,
    kit: RealtimeKit,
    upstream: Upstream,
    monkeypatch: pytest.MonkeyPatch,
    side_by_side: int,
    much_bytes: int,
    started: int,
) -> None:
    monkeypatch.setattr(condensing, "MUCH_BYTES", much_bytes)
    upstream.answer(reply(REPORT))

    async def one_after_the_other() -> None:
        for _ in range(3):
            await read(condenser, kit)

    async with anyio.create_task_group() as tasks:
        for _ in range(side_by_side):
            tasks.start_soon(one_after_the_other)
    assert len(pids(condenser)) == started


@pytest.mark.usefixtures("soon")
async def test_a_worker_gives_what_this_process_gives(
    condenser: Condenser, kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(reply(REPORT))
    assert await read(condenser, kit) == SIGNALS == await read(Condenser(0), kit)
    assert len(pids(condenser)) == 1
    assert len(upstream.requests) == 2


@pytest.mark.usefixtures("soon")
async def test_each_try_begins_the_report_anew(
    condenser: Condenser, kit: RealtimeKit, upstream: Upstream
) -> None:
    whole = reply(REPORT)
    cut = Reply(whole.raw[: len(whole.raw) // 2], "close")
    upstream.answer(cut, whole)
    assert await read(condenser, kit) == SIGNALS
    assert len(upstream.requests) == 2


@pytest.mark.usefixtures("soon")
async def test_what_is_no_report_is_refused_alike(
    condenser: Condenser, kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(reply(body=b'{"data": {'))
    with pytest.raises(NotAReport) as there:
        await read(condenser, kit)
    with pytest.raises(NotAReport) as here:
        await read(Condenser(0), kit)
    assert str(there.value) == str(here.value)


@pytest.mark.usefixtures("soon")
async def test_what_a_killed_worker_had_in_hand_is_read_here_and_no_other_is_started(
    condenser: Condenser, kit: RealtimeKit, upstream: Upstream, caplog: pytest.LogCaptureFixture
) -> None:
    upstream.answer(reply(REPORT))
    await read(condenser, kit)
    (pid,) = pids(condenser)

    def kill_and_reply(_: Request) -> Reply:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return reply(REPORT)

    upstream.answer(kill_and_reply)
    assert await read(condenser, kit) == SIGNALS
    assert "downloaded again" in caplog.text
    assert await read(condenser, kit) == SIGNALS
    assert pids(condenser) == []


@pytest.mark.usefixtures("soon")
async def test_the_end_of_a_worker_is_told_once_whatever_it_had_in_hand(
    condenser: Condenser, kit: RealtimeKit, upstream: Upstream, caplog: pytest.LogCaptureFixture
) -> None:
    def end_and_reply(_: Request) -> Reply:
        for pid in pids(condenser):
            os.kill(pid, signal.SIGKILL)
        return reply(REPORT)

    upstream.answer(end_and_reply)
    async with anyio.create_task_group() as tasks:
        start_many(tasks, condenser, kit)
    assert caplog.text.count("downloaded again") == 1


@pytest.mark.usefixtures("soon")
async def test_workers_that_this_process_ends_are_not_told_of(
    condenser: Condenser, kit: RealtimeKit, upstream: Upstream, caplog: pytest.LogCaptureFixture
) -> None:
    upstream.answer(reply(REPORT))
    await read(condenser, kit)
    async with anyio.create_task_group() as tasks:
        start_many(tasks, condenser, kit)
        await anyio.lowlevel.checkpoint()
        await condenser.aclose()
    assert not caplog.text


@pytest.mark.usefixtures("soon")
async def test_where_no_process_can_be_started_all_is_read_here(
    condenser: Condenser, kit: RealtimeKit, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    upstream.answer(reply(REPORT))
    assert await read(condenser, kit) == SIGNALS


@pytest.mark.usefixtures("soon")
async def test_closing_leaves_no_process(condenser: Condenser, kit: RealtimeKit, upstream: Upstream) -> None:
    upstream.answer(reply(REPORT))
    await read(condenser, kit)
    (pid,) = pids(condenser)
    await condenser.aclose()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert await read(condenser, kit) == SIGNALS
    assert pids(condenser) == []


@pytest.mark.usefixtures("soon")
async def test_cancelling_ends_the_request_at_once_and_the_worker_goes_on(
    condenser: Condenser, kit: RealtimeKit, upstream: Upstream
) -> None:
    upstream.answer(HANG)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(read, condenser, kit)
        while not upstream.requests:  # noqa: ASYNC110 - counted by the scripted service
            await anyio.sleep(0.005)
        began = time.monotonic()
        tasks.cancel_scope.cancel()
    assert time.monotonic() - began < STOPPED_WITHIN_S
    upstream.answer(reply(REPORT))
    assert await read(condenser, kit) == SIGNALS
    assert len(pids(condenser)) == 1
