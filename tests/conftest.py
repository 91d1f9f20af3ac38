"""What every test may need: the sandbox, and an environment that points at it."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from rtk_mcp.sandbox import SandboxServer
from tests.program import clean_environment

ALL_TESTS_REQUESTS = 1_000_000
"""All tests share one sandbox, and ask more in five minutes than the service would let one person ask."""

settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("fuzz", print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
"""The same examples in every run, so that a change alone turns it red; `make fuzz` looks for new ones."""


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
