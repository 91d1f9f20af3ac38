from collections.abc import AsyncIterator

import pytest

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.downloads import Downloads
from rtk_mcp.settings import Settings

from .upstream import Upstream

TOKEN = "token-that-nobody-may-see"
ACCOUNT = "0123456789abcdef0123456789abcdef"
APP = "8045350b-e530-4bf4-aa36-1587f8a489b3"


@pytest.fixture
async def upstream() -> AsyncIterator[Upstream]:
    server = Upstream()
    listening = await server.start()
    yield server
    await server.stop(listening)


@pytest.fixture
async def storage() -> AsyncIterator[Upstream]:
    server = Upstream()
    listening = await server.start()
    yield server
    await server.stop(listening)


@pytest.fixture
def settings(upstream: Upstream, storage: Upstream) -> Settings:
    return Settings(
        api_token=TOKEN,
        account_id=ACCOUNT,
        app_id=APP,
        base_url=upstream.url,
        timeout_s=5.0,
        download_hosts=(f"127.0.0.1:{storage.port}",),
    )


@pytest.fixture
async def kit(settings: Settings) -> AsyncIterator[RealtimeKit]:
    client = RealtimeKit(settings, backoff_s=0.001)
    yield client
    await client.aclose()


@pytest.fixture
async def downloads(settings: Settings) -> AsyncIterator[Downloads]:
    client = Downloads(settings, backoff_s=0.001)
    yield client
    await client.aclose()
