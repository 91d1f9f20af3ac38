"""Shows a change to a host's configuration without showing a secret."""

import difflib
import json
from collections.abc import Mapping
from typing import Any

from rtk_mcp.hosts.entry import ENTRY_NAME

MASK = "…"
CHANGED_MASK = "… (another value)"
_SHOWN_KEYS = frozenset({"type", "command", "args"})
_SHOWN_VARIABLES = frozenset(
    {"CLOUDFLARE_ACCOUNT_ID", "REALTIMEKIT_APP_ID", "CLOUDFLARE_BASE_URL"}
    | {"RTK_MCP_TIMEOUT_S", "RTK_MCP_DOWNLOAD_HOSTS", "RTK_MCP_DOWNLOAD_MAX_BYTES"}
    | {"RTK_MCP_READ_ONLY", "RTK_MCP_LOG_LEVEL"}
)
"""Everything that is not known to be harmless is masked: what others put there may be a secret."""


def change(section: str, servers: Mapping[str, Any], new: Mapping[str, Any], path: str) -> str:
    """The change as a unified diff of this server's entry alone, secrets masked.

    The other servers of the file are counted, not shown: their entries hold secrets too. Line numbers are
    left out, as they would be those of this excerpt.

    Args:
        section: the key of the file that lists the servers.
        servers: the servers before, by name.
        new: this server's entry after.
        path: the file's name, for the head lines.
    """
    old = servers.get(ENTRY_NAME)
    others = len(servers) - (ENTRY_NAME in servers)
    before = _excerpt(section, others, _lines(_masked(old, old)) if ENTRY_NAME in servers else [])
    after = _excerpt(section, others, _lines(_masked(new, new if old is None else old)))
    lines = difflib.unified_diff(before, after, path, f"{path} (new)", n=len(before), lineterm="")
    return "\n".join(line for line in lines if not line.startswith("@@"))


def by_hand(section: str, new: Mapping[str, Any]) -> str:
    """The entry as a JSON text to paste, secrets masked."""
    return "\n".join(_excerpt(section, 0, _lines(_masked(new, new))))


def _excerpt(section: str, others: int, entry: list[str]) -> list[str]:
    """The document's lines as far as they matter here."""
    uncounted = [f"    {MASK} {others} more, not shown"] if others else []
    return ["{", f'  "{section}": {{', *uncounted, *entry, "  }", "}"]


def _lines(entry: Any) -> list[str]:
    """The entry's own lines, as deep as they lie in a document."""
    first, *rest = json.dumps(entry, indent=2, ensure_ascii=False).split("\n")
    return [f'    "{ENTRY_NAME}": {first}', *(f"    {line}" for line in rest)]


def _masked(entry: Any, old: Any) -> Any:
    """The entry with what may be secret replaced; where it differs from the old one's, that is said."""
    if not isinstance(entry, dict):
        return MASK
    earlier = old if isinstance(old, dict) else {}
    return {key: _masked_value(key, value, earlier.get(key)) for key, value in entry.items()}


def _masked_value(key: str, value: Any, old: Any) -> Any:
    if key in _SHOWN_KEYS:
        return value
    if key != "env" or not isinstance(value, dict):
        return MASK if value == old else CHANGED_MASK
    earlier = old if isinstance(old, dict) else {}
    return {
        name: text if name in _SHOWN_VARIABLES else _mask_of(text, earlier.get(name))
        for name, text in value.items()
    }


def _mask_of(value: Any, old: Any) -> str:
    return MASK if old is None or value == old else CHANGED_MASK
