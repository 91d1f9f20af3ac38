"""What every test may need: the sandbox, and an environment that points at it."""

from collections.abc import Iterator

import pytest

from rtk_mcp.sandbox import SandboxServer
from tests.program import clean_environment

ALL_TESTS_REQUESTS = 1_000_000
"""All tests share one sandbox, and ask more in five minutes than the service would let one person ask."""


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer(summary_delay_s=0.3, requests_per_window=ALL_TESTS_REQUESTS) as server:
        yield server


@pytest.fixture
def environment(sandbox: SandboxServer) -> dict[str, str]:
    """What points any client at the sandbox, over an otherwise clean environment."""
    return clean_environment() | sandbox.environment()
