"""A large meeting is read by several processes, which nobody notices and which end with the server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from benchmarks.file_server import file_of, serving
from tests.journeys.asking import STOPPED_WITHIN_S
from tests.journeys.test_lifecycle import INITIALIZE, INITIALIZED, STDIO_LIMIT_S, end, send
from tests.program import clean_environment, started
from tests.report.builders import START, answer, audio_in, video_in

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc"),
    pytest.mark.skipif(
        sys.platform == "linux" and len(os.sched_getaffinity(0)) == 1,
        reason="one core has no use for workers",
    ),
]
PEOPLE, ROWS = 30, 1_600
"""About a megabyte for each: workers come after the first ten."""
BYTES_PER_S = 3e6
"""Of each connection, so that there is time to look."""
SESSION = "99999999-2222-4333-8444-555555555555"
TOKEN = "token-of-the-test"
SOON_S = 10.0
ASKED = {
    "jsonrpc": "2.0",
    "id": 2,
    "method": "tools/call",
    "params": {"name": "diagnose_session", "arguments": {"session_id": SESSION}},
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory = tmp_path_factory.mktemp("meeting")
    quality = {"audio_consumer": audio_in(rows=ROWS), "video_consumer": video_in(rows=ROWS)}
    ids = [f"{number:08x}-1111-4222-8333-444444444444" for number in range(PEOPLE)]
    for peer_id in ids:
        file_of(directory, peer_id).write_bytes(orjson.dumps(answer(quality, id=peer_id)))
    span = {"started_at": START.isoformat(), "ended_at": (START + timedelta(hours=4)).isoformat()}
    write(file_of(directory, SESSION), {"id": SESSION, "status": "ENDED", **span})
    stay = {"joined_at": span["started_at"], "left_at": span["ended_at"]}
    write(
        file_of(directory, SESSION, "participants"),
        {"participants": [{"id": peer_id, "display_name": peer_id[:8], **stay} for peer_id in ids]},
        paging={"total_count": PEOPLE, "start_offset": 1, "end_offset": PEOPLE},
    )
    with serving(directory, 0, BYTES_PER_S) as base_url:
        yield base_url


def write(path: Path, data: dict[str, Any], **beside: object) -> None:
    path.write_bytes(orjson.dumps({"success": True, "data": data, **beside}))


@pytest.fixture
def server(service: str) -> Iterator[subprocess.Popen[bytes]]:
    """One that has been asked about the meeting, and whose workers are there."""
    settings = {
        "CLOUDFLARE_API_TOKEN": TOKEN,
        "CLOUDFLARE_ACCOUNT_ID": "a" * 32,
        "REALTIMEKIT_APP_ID": "b" * 32,
        "CLOUDFLARE_BASE_URL": service,
    }
    with started("serve", env=clean_environment() | settings) as process:
        send(process, INITIALIZE, INITIALIZED, ASKED)
        soon(lambda: len(workers_of(process)) > 0)
        yield process


def soon(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON_S
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def workers_of(process: subprocess.Popen[bytes]) -> list[Path]:
    """Whichever thread has started them."""
    found = []
    for children in Path(f"/proc/{process.pid}/task").glob("*/children"):
        found += [Path("/proc") / child for child in children.read_text(encoding="ascii").split()]
    return [each for each in found if b"rtk_mcp.worker" in (each / "cmdline").read_bytes()]


def runs(worker: Path) -> bool:
    """Neither gone nor waiting for somebody to notice that it is."""
    with suppress(OSError):
        return bool((worker / "cmdline").read_bytes())
    return False


def coverage_told(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """How much was read; whatever else is on stdout must be of the protocol too."""
    assert process.stdout is not None
    while True:
        message: dict[str, Any] = json.loads(process.stdout.readline())
        assert message["jsonrpc"] == "2.0"
        if message.get("id") == ASKED["id"]:
            coverage: dict[str, Any] = message["result"]["structuredContent"]["coverage"]
            return coverage


def test_all_is_read_without_the_token_and_workers_end_when_the_host_closes(
    server: subprocess.Popen[bytes],
) -> None:
    workers = workers_of(server)
    for worker in workers:
        for name in ("cmdline", "environ"):
            assert TOKEN.encode() not in (worker / name).read_bytes()
    coverage = coverage_told(server)
    assert coverage["reports"] == coverage["stays"] == PEOPLE
    assert all(runs(worker) for worker in workers)
    _, log = server.communicate(timeout=SOON_S)
    assert server.returncode == 0
    assert not any(runs(worker) for worker in workers)
    assert b"Traceback" not in log
    assert b"downloaded again" not in log


def test_what_a_killed_worker_had_in_hand_is_read_all_the_same(server: subprocess.Popen[bytes]) -> None:
    for worker in workers_of(server):
        os.kill(int(worker.name), signal.SIGKILL)
    assert coverage_told(server)["reports"] == PEOPLE
    _, log = server.communicate(timeout=SOON_S)
    assert b"downloaded again" in log
    assert b"Traceback" not in log


def test_a_server_that_is_told_to_stop_ends_in_time_with_its_workers(server: subprocess.Popen[bytes]) -> None:
    workers = workers_of(server)
    assert end(server, "SIGTERM") < STDIO_LIMIT_S
    assert server.returncode == 0
    assert not any(runs(worker) for worker in workers)
    assert server.stderr is not None
    assert b"Traceback" not in server.stderr.read()


def test_a_host_that_reads_no_more_is_left_with_workers_that_hang(server: subprocess.Popen[bytes]) -> None:
    workers = workers_of(server)
    for worker in workers:
        os.kill(int(worker.name), signal.SIGSTOP)
    time.sleep(1)  # until a thread waits for one
    assert server.stdout is not None
    assert server.stdin is not None
    server.stdout.close()
    with suppress(OSError):
        send(server, {"jsonrpc": "2.0", "id": 3, "method": "ping"})
    time.sleep(0.2)
    server.stdin.close()
    server.wait(SOON_S)
    assert not any(runs(worker) for worker in workers)


def test_workers_end_when_the_server_is_killed(server: subprocess.Popen[bytes]) -> None:
    workers = workers_of(server)
    server.kill()
    soon(lambda: not any(runs(worker) for worker in workers))


def test_cancelling_stops_all_requests(server: subprocess.Popen[bytes]) -> None:
    cancelled_at = datetime.now()  # noqa: DTZ005 - as the log's times are
    send(
        server, {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": ASKED["id"]}}
    )
    time.sleep(
        2 * STOPPED_WITHIN_S
    )  # long enough for those under way to be answered if they were not stopped
    _, log = server.communicate(timeout=SOON_S)
    lines = log.decode().splitlines()
    ended_at = [datetime.fromisoformat(line[:23]) for line in lines if "peer-report" in line]
    assert len(ended_at) < PEOPLE
    assert max(ended_at) - cancelled_at < timedelta(seconds=STOPPED_WITHIN_S)
    assert "Traceback" not in log.decode()
