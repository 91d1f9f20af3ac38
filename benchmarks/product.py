"""The program under measurement: its configuration, and its ways from bytes or a peer id to a diagnosis."""

import os
from functools import partial

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.report.diagnosis import Diagnosis, diagnose
from rtk_mcp.report.reader import read_report
from rtk_mcp.settings import Settings
from rtk_mcp.tools.condensing import Condenser

_OURS = ("CLOUDFLARE_", "REALTIMEKIT_", "RTK_MCP_")


def environment(base_url: str) -> dict[str, str]:
    """This process's environment, configured for the service at `base_url` alone."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return rest | {
        "CLOUDFLARE_API_TOKEN": "benchmark",
        "CLOUDFLARE_ACCOUNT_ID": "0" * 32,
        "CLOUDFLARE_BASE_URL": base_url,
        "REALTIMEKIT_APP_ID": "0" * 32,
        "RTK_MCP_TIMEOUT_S": "300",  # a slow machine is to be measured, not timed out
        "RTK_MCP_LOG_LEVEL": "WARNING",
        "NO_PROXY": "127.0.0.1",
    }


def settings(base_url: str) -> Settings:
    return Settings.from_env(environment(base_url))


def condensed(raw: bytes) -> Diagnosis:
    """Bytes to diagnosis."""
    return diagnose(read_report(raw))


async def fetched(kit: RealtimeKit, peer_id: str) -> Diagnosis:
    """Condense a report while it downloads."""
    return diagnose(await Condenser(0).read(partial(kit.read_peer_report, peer_id)))
