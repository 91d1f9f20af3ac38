"""Answers that are held back, and what is known of the requests in hand meanwhile."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from rtk_mcp.sandbox import SandboxServer

LATENCY_S = 0.4
FOR_EVER_S = 60.0


@pytest.fixture(scope="module")
def slow() -> Iterator[SandboxServer]:
    with SandboxServer(latency_s=LATENCY_S) as running:
        yield running


@pytest.fixture(scope="module")
def stuck() -> Iterator[SandboxServer]:
    with SandboxServer(latency_s=FOR_EVER_S) as running:
        yield running


def sessions(sandbox: SandboxServer) -> str:
    return f"{sandbox.base_url}/accounts/{sandbox.account_id}/realtime/kit/{sandbox.app_id}/sessions"


def ask(sandbox: SandboxServer, url: str) -> httpx.Response:
    return httpx.get(url, headers={"Authorization": f"Bearer {sandbox.api_token}"})


def becomes(condition: Callable[[], bool]) -> bool:
    """Whether it is true within a fraction of what the answer would take."""
    give_up = time.monotonic() + 5.0
    while not condition() and time.monotonic() < give_up:
        time.sleep(0.002)
    return condition()


def test_every_answer_takes_its_time_and_others_go_on_meanwhile(slow: SandboxServer) -> None:
    slow.most_at_once = 0
    urls = [sessions(slow), f"{sessions(slow)}/nope", f"http://{slow.downloads_host}/anything"] * 2
    headers = {"Authorization": f"Bearer {slow.api_token}"}
    with httpx.Client(headers=headers) as client, ThreadPoolExecutor(len(urls)) as pool:
        began = time.monotonic()
        answers = list(pool.map(client.get, urls))
        took_s = time.monotonic() - began
    assert [answer.status_code for answer in answers] == [200, 400, 400] * 2
    assert LATENCY_S <= took_s < len(urls) * LATENCY_S
    assert (slow.most_at_once, slow.open_now) == (len(urls), 0)


def test_one_after_the_other_is_one_at_once(sandbox: SandboxServer) -> None:
    sandbox.most_at_once = 0
    with httpx.Client() as client:
        for _ in range(30):
            client.get(sessions(sandbox))
            assert sandbox.open_now == 0
    assert sandbox.most_at_once == 1


@pytest.mark.parametrize("part", ["api", "files"])
def test_a_client_that_leaves_ends_its_request_at_once(stuck: SandboxServer, part: str) -> None:
    netloc = stuck.downloads_host if part == "files" else httpx.URL(stuck.base_url).netloc.decode()
    host, _, port = netloc.partition(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(b"POST /anything HTTP/1.1\r\nHost: sandbox\r\nContent-Length: 4\r\n\r\nbody")
        assert becomes(lambda: stuck.open_now == 1)
    assert becomes(lambda: stuck.open_now == 0)


def test_some_may_leave_while_others_wait(stuck: SandboxServer) -> None:
    stuck.most_at_once = 0
    host, _, port = stuck.downloads_host.partition(":")
    clients = [socket.create_connection((host, int(port))) for _ in range(3)]
    for client in clients:
        client.sendall(b"GET /anything HTTP/1.1\r\nHost: sandbox\r\n\r\n")
    assert becomes(lambda: stuck.open_now == 3)
    clients[0].close()
    assert becomes(lambda: stuck.open_now == 2)
    for client in clients[1:]:
        client.close()
    assert becomes(lambda: stuck.open_now == 0)
    assert stuck.most_at_once == 3


def test_downloads_are_recorded_by_name_when_they_are_asked_for(sandbox: SandboxServer) -> None:
    (row,) = ask(sandbox, f"{sessions(sandbox)}?search=pricing").json()["data"]["sessions"]
    answer = ask(sandbox, f"{sessions(sandbox)}/{row['id']}/transcript?format=JSON").json()
    sandbox.downloads.clear()
    httpx.get(answer["data"]["transcript_download_url"])
    httpx.get(f"http://{sandbox.downloads_host}/anything")
    assert sandbox.downloads == [f"{row['id']}/transcript.json", "/anything"]
