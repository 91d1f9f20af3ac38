"""Shows a change to a host's configuration without showing a secret."""

import difflib
import json
import re
from collections.abc import Mapping
from typing import Any

from rtk_mcp.hosts.entry import ENTRY_NAME

MASK = "…"
CHANGED_MASK = "… (another value)"
_OWN_ARGUMENTS = frozenset({"-m", "rtk_mcp", "serve", "--sandbox", "--read-only"})
_TRANSPORTS = frozenset({"stdio", "http", "sse", "streamable-http", "streamableHttp", "ws"})
_MORE_THAN_A_PROGRAM = re.compile(r"[=@]|\s-")
"""What a command has in it that is a whole command line or an address, and so may carry a secret."""
_SHOWN_VARIABLES = frozenset(
    {"CLOUDFLARE_ACCOUNT_ID", "REALTIMEKIT_APP_ID", "CLOUDFLARE_BASE_URL"}
    | {"RTK_MCP_TIMEOUT_S", "RTK_MCP_SUMMARY_WAIT_S", "RTK_MCP_DOWNLOAD_HOSTS", "RTK_MCP_DOWNLOAD_MAX_BYTES"}
    | {"RTK_MCP_READ_ONLY", "RTK_MCP_LOG_LEVEL", "RTK_MCP_REQUESTS_PER_5_MIN", "RTK_MCP_CACHE_DIR"}
)
"""Everything that is not known to be harmless is masked: what others put there may be a secret."""


def heads(path: str, *, exists: bool) -> tuple[str, str]:
    """What the file is called before and after the change."""
    return (path, path) if exists else (f"{path} (no such file)", f"{path} (new)")


def change(section: str, servers: Mapping[str, Any], new: Mapping[str, Any], heads: tuple[str, str]) -> str:
    """The change as a unified diff of this server's entry alone, secrets masked.

    The other servers of the file are counted, not shown: their entries hold secrets too. Line numbers are
    left out, as they would be those of this excerpt.

    Args:
        section: the key of the file that lists the servers.
        servers: the servers before, by name.
        new: this server's entry after.
        heads: what to call the file before and after.
    """
    old = servers.get(ENTRY_NAME)
    others = len(servers) - (ENTRY_NAME in servers)
    ours = _launch_words(new)
    before = _excerpt(section, others, _lines(_masked(old, old, ours)) if ENTRY_NAME in servers else [])
    after = _excerpt(section, others, _lines(_masked(new, new if old is None else old, ours)))
    lines = difflib.unified_diff(before, after, *heads, n=len(before), lineterm="")
    return "\n".join(line for line in lines if not line.startswith("@@"))


def by_hand(section: str, new: Mapping[str, Any]) -> str:
    """The entry as a JSON text to paste, secrets masked."""
    return "\n".join(_excerpt(section, 0, _lines(_masked(new, new, _launch_words(new)))))


def _excerpt(section: str, others: int, entry: list[str]) -> list[str]:
    """The document's lines as far as they matter here."""
    uncounted = [f"    {MASK} {others} more, not shown"] if others else []
    return ["{", f'  "{section}": {{', *uncounted, *entry, "  }", "}"]


def _lines(entry: Any) -> list[str]:
    """The entry's own lines, as deep as they lie in a document."""
    first, *rest = json.dumps(entry, indent=2, ensure_ascii=False).split("\n")
    return [f'    "{ENTRY_NAME}": {first}', *(f"    {line}" for line in rest)]


def _launch_words(new: Mapping[str, Any]) -> frozenset[str]:
    """Every word of a command line that this program would write, and so may show."""
    return _OWN_ARGUMENTS | {new["command"], *new["args"]}


def _masked(entry: Any, old: Any, ours: frozenset[str]) -> Any:
    """The entry with what may be secret replaced; where it differs from the old one's, that is said."""
    if not isinstance(entry, dict):
        return MASK
    earlier = old if isinstance(old, dict) else {}
    return {key: _masked_value(key, value, earlier.get(key), ours) for key, value in entry.items()}


def _masked_value(key: str, value: Any, old: Any, ours: frozenset[str]) -> Any:
    match key, value:
        case "type", str() if value in _TRANSPORTS:
            return value
        case "command", str() if value in ours or not _MORE_THAN_A_PROGRAM.search(value):
            return value
        case "args", list():
            return [word if isinstance(word, str) and word in ours else MASK for word in value]
        case "env", dict():
            earlier = old if isinstance(old, dict) else {}
            return {name: _masked_variable(name, text, earlier.get(name)) for name, text in value.items()}
    return MASK if value == old else CHANGED_MASK


def _masked_variable(name: str, value: Any, old: Any) -> str:
    if name in _SHOWN_VARIABLES and isinstance(value, str) and "@" not in value:
        return value
    return MASK if old is None or value == old else CHANGED_MASK
