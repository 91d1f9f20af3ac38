"""Requests of the last five minutes: counted, and not all of them for one call that asks much."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import anyio
import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.downloads import Downloads
from rtk_mcp.api.models.link import DownloadLink
from rtk_mcp.api.request_window import WINDOW_S, RequestWindow, as_one_of_many
from rtk_mcp.errors import RateLimited
from rtk_mcp.settings import Settings
from tests.api.upstream import Upstream, reply

pytestmark = pytest.mark.anyio
SESSION = "813432c7-3c5a-45e2-9acf-eef7061c7584"
SESSIONS = reply({"success": True, "data": {"sessions": [{"id": SESSION}]}})


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def count(window: RequestWindow, number: int) -> int:
    """Count so many, and return how many there were before one was refused."""
    for done in range(number):
        try:
            window.count()
        except RateLimited:
            return done
    return number


@pytest.mark.parametrize(("allowed", "share"), [(1_200, 1_000), (60, 50), (10, 8), (2, 2), (1, 1)])
def test_a_call_that_asks_much_leaves_a_sixth_for_others(allowed: int, share: int) -> None:
    window = RequestWindow(allowed, Clock())
    with as_one_of_many():
        assert count(window, 2 * allowed) == share
        assert count(window, 1) == 0
    assert count(window, 2 * allowed) == 2 * allowed, "small questions are counted, and the service decides"


def test_what_others_asked_before_counts() -> None:
    window = RequestWindow(60, Clock())
    count(window, 45)
    with as_one_of_many():
        assert count(window, 60) == 5


def test_a_request_counts_for_five_minutes() -> None:
    clock = Clock()
    window = RequestWindow(60, clock)
    with as_one_of_many():
        count(window, 30)
        clock.now += WINDOW_S / 2
        assert count(window, 60) == 20
        clock.now += WINDOW_S / 2
        assert count(window, 60) == 30


@pytest.mark.parametrize(("allowed", "others"), [(60, 0), (60, 40), (1, 0), (2, 0)])
def test_at_the_time_that_it_names_half_of_the_share_is_there_again(allowed: int, others: int) -> None:
    clock = Clock()
    window = RequestWindow(allowed, clock)
    with as_one_of_many():
        while count(window, 1):
            clock.now += 1
        share = allowed - round(allowed / 6)
    count(window, others)
    with as_one_of_many():
        with pytest.raises(RateLimited) as raised:
            window.count()
        assert raised.value.retry_after_s is not None
        clock.now += raised.value.retry_after_s - 0.01
        assert count(window, allowed) < max(share // 2, 1)
        clock.now += 0.02
        assert count(window, allowed) > 0


def test_the_sentence_says_how_many_and_when_to_go_on() -> None:
    window = RequestWindow(1_200, Clock())
    count(window, 1_000)
    before = datetime.now(UTC)
    with as_one_of_many(), pytest.raises(RateLimited) as raised:
        window.count()
    at = before + timedelta(seconds=WINDOW_S + 1)
    sentence = str(raised.value)
    assert sentence.startswith("Stopped after 1,000 requests in 5 minutes, of 1,200 that are allowed")
    assert f"{at:%H:%M:%S} UTC" in sentence or f"{at + timedelta(seconds=1):%H:%M:%S} UTC" in sentence


async def test_every_try_counts_and_a_download_does_not(
    upstream: Upstream, storage: Upstream, settings: Settings, downloads: Downloads
) -> None:
    kit = RealtimeKit(with_allowed(settings, 12), backoff_s=0.001)  # a share of ten
    upstream.answer(reply({}, status=503))
    storage.answer(reply(body=b"file"))
    link = DownloadLink(url=f"{storage.url}/file")

    async def again() -> DownloadLink:
        return link

    with as_one_of_many():
        for _ in range(20):
            await downloads.fetch(link, again)
        refused = 0
        for _ in range(5):
            try:
                await kit.list_sessions()
            except RateLimited:
                refused += 1
            except Exception:  # noqa: BLE001, S110 - the service fails, as it is told to
                pass
    await kit.aclose()
    assert (len(upstream.requests), refused) == (10, 2)


async def test_tasks_begun_by_the_call_share_and_others_do_not(
    upstream: Upstream, settings: Settings
) -> None:
    kit = RealtimeKit(with_allowed(settings, 12))
    upstream.answer(SESSIONS)
    refused: list[bool] = []

    async def ask() -> None:
        try:
            await kit.list_sessions()
        except RateLimited:
            refused.append(True)

    with as_one_of_many():
        async with anyio.create_task_group() as tasks:
            for _ in range(13):
                tasks.start_soon(ask)
    assert len(refused) == 3
    await kit.list_sessions()
    await kit.aclose()
    assert len(upstream.requests) == 11


def with_allowed(settings: Settings, allowed: int) -> Settings:
    return replace(settings, requests_per_5_min=allowed)
