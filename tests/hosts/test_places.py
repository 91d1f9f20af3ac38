from pathlib import Path

import pytest

from rtk_mcp.errors import NotConfigured
from rtk_mcp.hosts.places import ALL_HOSTS, HOSTS, Machine

HOME = Path("/home/ana")
PLACES = {
    "linux": {
        "claude-desktop": ".config/Claude/claude_desktop_config.json",
        "claude-code": ".claude.json",
        "cursor": ".cursor/mcp.json",
        "vscode": ".config/Code/User/mcp.json",
    },
    "darwin": {
        "claude-desktop": "Library/Application Support/Claude/claude_desktop_config.json",
        "claude-code": ".claude.json",
        "cursor": ".cursor/mcp.json",
        "vscode": "Library/Application Support/Code/User/mcp.json",
    },
    "win32": {
        "claude-desktop": "AppData/Roaming/Claude/claude_desktop_config.json",
        "claude-code": ".claude.json",
        "cursor": ".cursor/mcp.json",
        "vscode": "AppData/Roaming/Code/User/mcp.json",
    },
}


def place(host: str, machine: Machine) -> Path:
    return ALL_HOSTS[HOSTS.index(host)].path(machine)


@pytest.mark.parametrize("platform", PLACES)
@pytest.mark.parametrize("host", HOSTS)
def test_each_host_keeps_its_servers_where_its_documentation_says(host: str, platform: str) -> None:
    assert place(host, Machine(platform, HOME, {})) == HOME / PLACES[platform][host]


def test_windows_says_where_application_data_is() -> None:
    machine = Machine("win32", HOME, {"APPDATA": "/profiles/ana/Roaming"})
    assert place("vscode", machine) == Path("/profiles/ana/Roaming/Code/User/mcp.json")
    assert place("claude-desktop", machine) == Path("/profiles/ana/Roaming/Claude/claude_desktop_config.json")


@pytest.mark.parametrize("value", [r"C:\Users\ana\AppData\Roaming", r"\\server\profiles\ana"])
def test_a_windows_path_is_absolute_by_its_drive_or_share(value: str) -> None:
    machine = Machine("win32", HOME, {"APPDATA": value})
    assert place("vscode", machine) == Path(value) / "Code/User/mcp.json"


def test_a_packaged_claude_desktop_reads_its_private_application_data(tmp_path: Path) -> None:
    private = tmp_path / "Local/Packages/Claude_abc123/LocalCache/Roaming"
    private.mkdir(parents=True)
    environ = {"APPDATA": str(tmp_path / "Roaming"), "LOCALAPPDATA": str(tmp_path / "Local")}
    machine = Machine("win32", tmp_path, environ)
    assert place("claude-desktop", machine) == private / "Claude/claude_desktop_config.json"
    assert place("vscode", machine) == tmp_path / "Roaming/Code/User/mcp.json"


def test_linux_honours_the_configuration_directory() -> None:
    machine = Machine("linux", HOME, {"XDG_CONFIG_HOME": "/data/config", "APPDATA": "/elsewhere"})
    assert place("vscode", machine) == Path("/data/config/Code/User/mcp.json")


@pytest.mark.parametrize("value", ["", "relative/dir"])
def test_a_configuration_directory_that_is_not_absolute_is_ignored(value: str) -> None:
    machine = Machine("linux", HOME, {"XDG_CONFIG_HOME": value})
    assert place("vscode", machine) == HOME / ".config/Code/User/mcp.json"


def test_claude_code_can_be_told_where_to_keep_its_file() -> None:
    machine = Machine("linux", HOME, {"CLAUDE_CONFIG_DIR": "/elsewhere/claude"})
    assert place("claude-code", machine) == Path("/elsewhere/claude/.claude.json")


@pytest.mark.parametrize("value", ["claude", "./claude", "~/claude"])
def test_a_relative_directory_of_claude_code_is_refused(value: str) -> None:
    with pytest.raises(NotConfigured, match="CLAUDE_CONFIG_DIR is not an absolute path"):
        place("claude-code", Machine("linux", HOME, {"CLAUDE_CONFIG_DIR": value}))
