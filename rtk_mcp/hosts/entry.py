"""What is written into a host's configuration: how to launch this server, and with which settings."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rtk_mcp.errors import NotConfigured
from rtk_mcp.hosts.places import Host
from rtk_mcp.settings import Settings

ENTRY_NAME = "rtk-mcp"
ACCOUNT_VARIABLES = (
    "CLOUDFLARE_API_TOKEN",
    "CLOUDFLARE_ACCOUNT_ID",
    "REALTIMEKIT_APP_ID",
    "CLOUDFLARE_BASE_URL",
)
OWN_PREFIX = "RTK_MCP_"
NOT_OVER_STDIO = frozenset({"RTK_MCP_HTTP_TOKEN", "RTK_MCP_ALLOWED_HOSTS"})
"""Settings of the HTTP server, which a host that launches the process itself never uses."""
_LAUNCH_KEYS = frozenset({"type", "command", "args", "env", "url", "headers", "serverUrl"})
"""What says how to reach a server, here or elsewhere: replaced as one. Other keys are the user's choices."""
_PASSING_DIRECTORIES = ("archive-v", ".cache/pipx/", "pipx/.cache/")
"""Where one-off runs (`uvx`, `pipx run`) unpack a package; their caches are cleaned up at any time."""


def server_entry(host: Host, environ: Mapping[str, str], *, sandbox: bool) -> dict[str, Any]:
    """The entry for a host, as its configuration holds it.

    Raises:
        NotConfigured: without `sandbox`, a setting is missing or unusable; the message names every one.
    """
    program = launcher()
    entry: dict[str, Any] = {"type": "stdio"} if host.typed else {}
    entry |= {"command": program[0], "args": [*program[1:], "serve"]}
    if sandbox:
        entry["args"].append("--sandbox")
        return entry
    return entry | {"env": _account(environ)}


def merged(old: Any, new: Mapping[str, Any]) -> dict[str, Any]:
    """The new entry, keeping what a user added to the old one that is not ours to decide.

    That is every key which does not say how to reach the server, and variables other than this program's own.
    """
    if not isinstance(old, dict):
        return dict(new)
    old_env = old.get("env")
    env = {
        name: value
        for name, value in (old_env if isinstance(old_env, dict) else {}).items()
        if name not in ACCOUNT_VARIABLES and not name.startswith(OWN_PREFIX)
    } | new.get("env", {})
    kept = {key: value for key, value in old.items() if key not in _LAUNCH_KEYS}
    launch = {key: value for key, value in new.items() if key != "env"}
    return launch | ({"env": env} if env else {}) | kept


def launcher() -> list[str]:
    """The command that starts this program, by absolute path: a host's PATH is not the shell's."""
    interpreter = Path(os.path.abspath(sys.executable))  # noqa: PTH100 - resolve() would leave the virtual environment
    script = interpreter.with_name("rtk-mcp.exe" if os.name == "nt" else "rtk-mcp")
    return [str(script)] if script.is_file() else [str(interpreter), "-m", "rtk_mcp"]


def is_passing(command: str) -> bool:
    """Whether a command lies in a cache of one-off runs, and so may be gone tomorrow."""
    return any(f"/{directory}" in Path(command).as_posix() for directory in _PASSING_DIRECTORIES)


def _account(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables that the server needs, from those that are set here."""
    settings = Settings.from_env(environ)
    problems = list(settings.problems)
    if not settings.app_id and not any("REALTIMEKIT_APP_ID" in problem for problem in problems):
        problems.append("REALTIMEKIT_APP_ID is not set: set it to the id of the app whose meetings to read.")
    if problems:
        raise NotConfigured(" ".join(problems) + " Or add --sandbox to try it without an account.")
    own = sorted(name for name in environ if name.startswith(OWN_PREFIX) and name not in NOT_OVER_STDIO)
    chosen = {name: environ.get(name, "").strip() for name in (*ACCOUNT_VARIABLES, *own)}
    return {name: value for name, value in chosen.items() if value}
