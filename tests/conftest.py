"""What every test may need: the sandbox, and an environment that points at it."""

from collections.abc import Iterator

import pytest

from rtk_mcp.sandbox import SandboxServer
from tests.program import clean_environment


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer(summary_delay_s=0.3) as server:
        yield server


@pytest.fixture
def environment(sandbox: SandboxServer) -> dict[str, str]:
    """What points any client at the sandbox, over an otherwise clean environment."""
    return clean_environment() | sandbox.environment()
