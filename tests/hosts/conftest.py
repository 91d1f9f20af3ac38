import io
from collections.abc import Callable
from pathlib import Path

import pytest

from rtk_mcp.hosts.install import install

Run = Callable[..., str]


@pytest.fixture
def account() -> dict[str, str]:
    """The environment of someone with an account."""
    return {
        "CLOUDFLARE_API_TOKEN": "cf-a-token-that-nobody-else-should-read",
        "CLOUDFLARE_ACCOUNT_ID": "0123456789abcdef0123456789abcdef",
        "REALTIMEKIT_APP_ID": "7d1f9d3a-5f0b-4c1e-9a55-0c7c3b6d2e11",
    }


@pytest.fixture
def run(tmp_path: Path, account: dict[str, str]) -> Run:
    """Installs into a home directory of its own and returns what was printed."""

    def run(
        host: str,
        *,
        sandbox: bool = False,
        dry_run: bool = False,
        platform: str = "linux",
        environ: dict[str, str] | None = None,
    ) -> str:
        out = io.StringIO()
        settings = account if environ is None else environ
        code = install(
            host,
            sandbox=sandbox,
            dry_run=dry_run,
            platform=platform,
            environ=settings,
            home=tmp_path,
            out=out,
        )
        assert code == 0
        return out.getvalue()

    return run
