"""Where each host keeps the list of its MCP servers, on each operating system.

Sources: the hosts' own documentation of their configuration files. What is not written there is said beside
the line.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rtk_mcp.errors import NotConfigured

_DRIVE_OR_SHARE = re.compile(r"[A-Za-z]:[\\/]|\\\\")
"""How an absolute path begins on Windows; asked for by name, as paths here are this system's own."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a host looks at to find its configuration.

    Attributes:
        platform: the system's name, as in `sys.platform`.
        home: the user's home directory.
        environ: the environment that the host starts with, as far as it can be known: this process's.
    """

    platform: str
    home: Path
    environ: Mapping[str, str]

    def app_support(self) -> Path:
        """The directory in which desktop applications keep their settings."""
        if self.platform == "darwin":
            return self.home / "Library" / "Application Support"
        if self.platform == "win32":
            return self._directory("APPDATA", self.home / "AppData" / "Roaming")
        return self._directory("XDG_CONFIG_HOME", self.home / ".config")

    def packaged_app_support(self, package: str) -> Path | None:
        """The private settings directory that Windows gives an application installed as a package.

        Windows redirects such an application's `%APPDATA%` there, so a file in the usual place is never read.
        None when no such package is installed.
        """
        if self.platform != "win32":
            return None
        packages = self._directory("LOCALAPPDATA", self.home / "AppData" / "Local") / "Packages"
        found = sorted(packages.glob(f"{package}_*/LocalCache/Roaming"))
        return found[0] if found else None

    def _directory(self, variable: str, otherwise: Path) -> Path:
        """A directory named by the environment; a relative one means nothing to another process."""
        value = self.environ.get(variable, "")
        return Path(value) if _is_absolute(value) else otherwise


@dataclass(frozen=True, slots=True)
class Host:
    """A program that launches MCP servers.

    Attributes:
        name: what `rtk-mcp install` calls it.
        title: what people call it.
        servers_key: the member of its configuration that lists servers by name.
        typed: whether an entry says which transport it uses (`"type": "stdio"`).
        comments: whether the host allows comments in its file, so that a file that is not JSON can be right.
        path: finds the configuration file; it need not exist.
        next_step: what the user does for the host to notice.
        caution: what to know about a token in this host's file, if anything.
    """

    name: str
    title: str
    servers_key: str
    typed: bool
    comments: bool
    path: Callable[[Machine], Path]
    next_step: str
    caution: str = ""


def _is_absolute(path: str) -> bool:
    return Path(path).is_absolute() or bool(_DRIVE_OR_SHARE.match(path))


def _claude_desktop(machine: Machine) -> Path:
    support = machine.packaged_app_support("Claude") or machine.app_support()
    return support / "Claude" / "claude_desktop_config.json"


def _claude_code(machine: Machine) -> Path:
    """User scope: every project. `CLAUDE_CONFIG_DIR` moves the file, as it does for Claude Code itself."""
    moved = machine.environ.get("CLAUDE_CONFIG_DIR", "")
    if moved and not _is_absolute(moved):
        raise NotConfigured(
            "CLAUDE_CONFIG_DIR is not an absolute path, so where Claude Code keeps its file depends on where it "
            "is started: set it to an absolute path, or unset it. Nothing was written."
        )
    return (Path(moved) if moved else machine.home) / ".claude.json"


def _cursor(machine: Machine) -> Path:
    return machine.home / ".cursor" / "mcp.json"


def _vscode(machine: Machine) -> Path:
    return machine.app_support() / "Code" / "User" / "mcp.json"


ALL_HOSTS = (
    Host(
        name="claude-desktop",
        title="Claude Desktop",
        servers_key="mcpServers",
        typed=False,
        comments=False,
        path=_claude_desktop,
        next_step="Quit Claude Desktop completely (closing its window is not enough) and start it again.",
    ),
    Host(
        name="claude-code",
        title="Claude Code",
        servers_key="mcpServers",
        typed=True,
        comments=False,
        path=_claude_code,
        next_step="Restart Claude Code; its /mcp command then lists rtk-mcp.",
    ),
    Host(
        name="cursor",
        title="Cursor",
        servers_key="mcpServers",
        typed=True,
        comments=False,
        path=_cursor,
        next_step="Restart Cursor; its MCP settings then list rtk-mcp.",
    ),
    Host(
        name="vscode",
        title="VS Code",
        servers_key="servers",
        typed=True,
        comments=True,
        path=_vscode,
        next_step='Restart VS Code, or run "MCP: List Servers" from its command palette and start rtk-mcp.',
        caution="VS Code copies this file to your other machines when Settings Sync includes MCP servers.",
    ),
)
HOSTS = tuple(host.name for host in ALL_HOSTS)
