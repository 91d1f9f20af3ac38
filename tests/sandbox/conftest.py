"""A sandbox without ports: its two applications called in-process, with a clock that the test moves."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypedDict, TypeVar

import httpx
import pytest
from cloudflare import Cloudflare

from rtk_mcp.sandbox import SandboxServer
from rtk_mcp.sandbox.service.app import api_app
from rtk_mcp.sandbox.service.files import files_app
from rtk_mcp.sandbox.service.state import Service
from rtk_mcp.sandbox.world.model import Session

T = TypeVar("T")
WEDNESDAY_NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)


class Where(TypedDict):
    """What every call of the official client takes."""

    account_id: str
    app_id: str


def given(value: T | None) -> T:
    """The official client types every field as optional; here all of them must be there."""
    assert value is not None
    return value


@dataclass
class HandClock:
    """Stands still until it is moved."""

    time: datetime = WEDNESDAY_NOON

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class Kit:
    """The service, and clients of its two applications."""

    service: Service
    clock: HandClock
    api: httpx.AsyncClient
    files: httpx.AsyncClient

    def session(self, key: str) -> Session:
        return self.service.world.keys[key]

    async def get(self, path: str, **params: Any) -> Any:
        """The answer's JSON, which must be a success."""
        response = await self.api.get(path, params=params)
        assert response.status_code == 200, response.text
        return response.json()

    async def of(self, key: str, path: str = "", **params: Any) -> Any:
        """The `data` of something below a session."""
        return (await self.get(f"/sessions/{self.session(key).id}{path}", **params))["data"]


@pytest.fixture
async def kit() -> AsyncIterator[Kit]:
    clock = HandClock()
    service = Service.start(seed=7, clock=clock, summary_delay_s=3.0, requests_per_window=300)
    service.downloads_host = "files.test"
    access = service.access
    base = f"http://api.test/client/v4/accounts/{access.account_id}/realtime/kit/{access.app_id}"
    api = httpx.ASGITransport(api_app(service))
    files = httpx.ASGITransport(files_app(service))
    headers = {"Authorization": f"Bearer {access.api_token}"}
    async with (
        httpx.AsyncClient(transport=api, base_url=base, headers=headers) as api_client,
        httpx.AsyncClient(transport=files) as files_client,
    ):
        yield Kit(service, clock, api_client, files_client)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer(summary_delay_s=0.0) as running:
        yield running


@pytest.fixture(scope="module")
def client(sandbox: SandboxServer) -> Cloudflare:
    return Cloudflare(api_token=sandbox.api_token, base_url=sandbox.base_url, max_retries=0)


@pytest.fixture(scope="module")
def where(sandbox: SandboxServer) -> Where:
    return {"account_id": sandbox.account_id, "app_id": sandbox.app_id}
