import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rtk_mcp import command_line
from rtk_mcp.errors import HostNotEditable, NotConfigured
from rtk_mcp.hosts.files import MAX_BYTES, ConfigFile
from rtk_mcp.hosts.install import HOSTS, install

Run = Callable[..., str]
DESKTOP = ".config/Claude/claude_desktop_config.json"
VSCODE = ".config/Code/User/mcp.json"


def config(home: Path, text: str | bytes, name: str = DESKTOP) -> Path:
    """A host's configuration file with this content."""
    file = home / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def entry_in(file: Path, section: str = "mcpServers") -> dict[str, Any]:
    entry: dict[str, Any] = json.loads(file.read_bytes().removeprefix(b"\xef\xbb\xbf"))[section]["rtk-mcp"]
    return entry


def beside(file: Path) -> set[str]:
    return {other.name for other in file.parent.iterdir()} - {file.name}


@pytest.mark.parametrize("host", HOSTS)
def test_the_entry_starts_this_program_with_this_account(
    host: str, run: Run, tmp_path: Path, account: dict[str, str]
) -> None:
    run(host)
    (file,) = (path for path in tmp_path.rglob("*.json") if path.is_file())
    section = "servers" if host == "vscode" else "mcpServers"
    entry = entry_in(file, section)
    assert Path(entry["command"]).is_absolute()
    assert entry["args"][-1] == "serve"
    assert entry["env"] == account
    assert entry.get("type") == (None if host == "claude-desktop" else "stdio")


def test_the_entry_is_a_command_that_runs_without_a_path(run: Run, tmp_path: Path) -> None:
    run("claude-desktop", sandbox=True)
    entry = entry_in(tmp_path / DESKTOP)
    answer = subprocess.run(
        [entry["command"], *entry["args"], "--help"], env={"PATH": ""}, capture_output=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert b"--sandbox" in answer.stdout


def test_on_the_sandbox_no_settings_are_needed_or_written(run: Run, tmp_path: Path) -> None:
    run("cursor", sandbox=True, environ={})
    entry = entry_in(tmp_path / ".cursor/mcp.json")
    assert entry["args"][-2:] == ["serve", "--sandbox"]
    assert "env" not in entry


def test_settings_of_the_server_go_along_but_not_those_of_serving_over_http(
    run: Run, tmp_path: Path, account: dict[str, str]
) -> None:
    more = {"CLOUDFLARE_BASE_URL": "http://127.0.0.1:8787/client/v4", "RTK_MCP_READ_ONLY": "1"}
    left = {
        "RTK_MCP_HTTP_TOKEN": "t",
        "RTK_MCP_ALLOWED_HOSTS": "a.example",
        "RTK_MCP_LOG_LEVEL": "",
        "HOME": "/",
    }
    run("claude-desktop", environ=account | more | left)
    assert entry_in(tmp_path / DESKTOP)["env"] == account | more


@pytest.mark.parametrize("missing", ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "REALTIMEKIT_APP_ID"])
def test_a_missing_setting_is_named_and_nothing_is_written(
    missing: str, run: Run, tmp_path: Path, account: dict[str, str]
) -> None:
    with pytest.raises(NotConfigured, match=missing) as caught:
        run("claude-desktop", environ={name: value for name, value in account.items() if name != missing})
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_the_change_is_shown_and_no_secret_with_it(run: Run, tmp_path: Path, account: dict[str, str]) -> None:
    other = {"command": "npx", "env": {"KEY": "a secret of another server"}, "args": ["--key=another"]}
    config(tmp_path, json.dumps({"mcpServers": {"other": other}}))
    shown = run("claude-desktop", environ=account | {"RTK_MCP_UNHEARD_OF": "who knows"})
    assert '+    "rtk-mcp": {' in shown
    assert '+        "CLOUDFLARE_API_TOKEN": "…",' in shown
    assert account["CLOUDFLARE_ACCOUNT_ID"] in shown
    for secret in (account["CLOUDFLARE_API_TOKEN"], "a secret of", "--key=another", "who knows"):
        assert secret not in shown


def test_another_token_shows_as_a_change(run: Run, account: dict[str, str]) -> None:
    run("claude-desktop")
    shown = run("claude-desktop", environ=account | {"CLOUDFLARE_API_TOKEN": "the-next-token"})
    assert '-        "CLOUDFLARE_API_TOKEN": "…",' in shown
    assert '+        "CLOUDFLARE_API_TOKEN": "… (another value)",' in shown
    assert "the-next-token" not in shown


def test_a_dry_run_shows_the_same_change_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    file = config(tmp_path, '{"theme": "dark"}')
    shown = run("claude-desktop", dry_run=True)
    assert "nothing was written" in shown
    assert file.read_text() == '{"theme": "dark"}'
    assert not beside(file)
    assert run("claude-desktop").split("\n\n")[0] == shown.split("\n\n")[0]


def test_what_an_old_entry_was_launched_with_is_not_shown(run: Run, tmp_path: Path) -> None:
    old = {
        "type": "secret-1",
        "command": "run --token=secret-2",
        "args": ["serve", "--read-only", "--token=secret-3", "secret-4", 5],
        "url": "https://mcp.example/?key=secret-6",
        "headers": {"Authorization": "secret-7"},
        "env": {"CLOUDFLARE_BASE_URL": "https://ana:secret-8@proxy.example"},
    }
    config(tmp_path, json.dumps({"mcpServers": {"rtk-mcp": old}}))
    shown = run("claude-desktop", dry_run=True)
    assert "secret" not in shown
    for part in ('-        "serve",', '-        "--read-only",', '-        "…",', '-      "command": "…",'):
        assert part in shown


def test_the_program_of_an_old_entry_is_shown(run: Run, tmp_path: Path) -> None:
    old = {"command": "/opt/old place/bin/rtk-mcp", "args": "not a list"}
    config(tmp_path, json.dumps({"mcpServers": {"rtk-mcp": old}}))
    shown = run("claude-desktop", dry_run=True)
    assert '-      "command": "/opt/old place/bin/rtk-mcp"' in shown
    assert "not a list" not in shown


def test_only_a_new_file_is_called_new(run: Run, tmp_path: Path) -> None:
    file = tmp_path / DESKTOP
    first = run("claude-desktop")
    assert first.splitlines()[:2] == [f"--- {file} (no such file)", f"+++ {file} (new)"]
    assert "rest of the file" not in first
    again = run("claude-desktop", sandbox=True)
    assert again.splitlines()[:2] == [f"--- {file}", f"+++ {file}"]
    assert "The rest of the file is as it was." in again


def test_a_dry_run_makes_no_directory(run: Run, tmp_path: Path) -> None:
    run("vscode", dry_run=True)
    assert not list(tmp_path.iterdir())


def test_the_same_again_is_said_and_not_written(run: Run, tmp_path: Path) -> None:
    run("claude-desktop")
    file = tmp_path / DESKTOP
    before = file.stat()
    assert "already has" in run("claude-desktop")
    assert file.stat() == before
    assert not beside(file)


def test_each_earlier_file_is_kept(run: Run, tmp_path: Path) -> None:
    file = config(tmp_path, '{"theme": "dark"}\n')
    run("claude-desktop")
    second = file.read_bytes()
    run("claude-desktop", sandbox=True)
    kept = {file.with_name(name).read_bytes() for name in beside(file)}
    assert kept == {b'{"theme": "dark"}\n', second}


def test_what_a_user_added_to_the_entry_stays(run: Run, tmp_path: Path, account: dict[str, str]) -> None:
    old = {
        "url": "https://mcp.example",
        "env": {
            "HTTPS_PROXY": "http://proxy.example",
            "CLOUDFLARE_API_TOKEN": "old",
            "RTK_MCP_READ_ONLY": "1",
        },
        "disabled": True,
    }
    file = config(tmp_path, json.dumps({"mcpServers": {"rtk-mcp": old}}))
    run("claude-desktop")
    entry = entry_in(file)
    assert entry["disabled"] is True
    assert entry["env"] == {"HTTPS_PROXY": "http://proxy.example"} | account
    assert "url" not in entry


def test_an_entry_that_is_no_object_is_replaced(run: Run, tmp_path: Path) -> None:
    file = config(tmp_path, '{"mcpServers": {"rtk-mcp": "a secret?"}}')
    assert "a secret?" not in run("claude-desktop", sandbox=True)
    assert entry_in(file)["args"][-1] == "--sandbox"


@pytest.mark.parametrize("content", ["", "  \n", "\ufeff"])
def test_an_empty_file_is_filled(content: str, run: Run, tmp_path: Path) -> None:
    file = config(tmp_path, content)
    run("claude-desktop")
    assert entry_in(file)["args"][-1] == "serve"


def test_a_byte_order_mark_stays(run: Run, tmp_path: Path) -> None:
    file = config(tmp_path, '\ufeff{"theme": "dark"}')
    run("claude-desktop")
    assert file.read_bytes().startswith(b'\xef\xbb\xbf{"theme": "dark", "mcpServers": {')


@pytest.mark.parametrize(
    "content",
    [
        b'{"mcpServers": {}',
        b'{"mcpServers": {},}',
        b"// my servers\n{}",
        b"[]",
        b"null",
        b'"text"',
        b'{"mcpServers": []}',
        b'{"mcpServers": null}',
        b'{"n": NaN}',
        b"[" * 100_000,
        '{"theme": "dark"}'.encode("utf-16"),
        b"\xff\xfe",
    ],
)
def test_a_file_that_is_not_understood_is_left_alone(content: bytes, run: Run, tmp_path: Path) -> None:
    file = config(tmp_path, content)
    with pytest.raises(HostNotEditable) as caught:
        run("claude-desktop")
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert file.read_bytes() == content
    assert not beside(file)


def test_comments_are_kept_by_leaving_the_file_to_its_owner(tmp_path: Path, account: dict[str, str]) -> None:
    text = '{\n  // mine\n  "servers": {}\n}'
    file = config(tmp_path, text, VSCODE)
    out = io.StringIO()
    with pytest.raises(HostNotEditable, match="by hand"):
        install(
            "vscode", sandbox=False, dry_run=False, environ=account, platform="linux", home=tmp_path, out=out
        )
    assert file.read_text() == text
    pasted = json.loads(out.getvalue())["servers"]["rtk-mcp"]
    assert pasted["env"] == account | {"CLOUDFLARE_API_TOKEN": "…"}


@pytest.mark.skipif(os.name != "posix", reason="permission bits and links are POSIX's")
class TestOnPosix:
    def test_a_new_file_is_for_its_owner_alone(self, run: Run, tmp_path: Path) -> None:
        run("claude-code")
        assert (tmp_path / ".claude.json").stat().st_mode & 0o777 == 0o600

    def test_permission_bits_stay_and_open_ones_are_pointed_out(self, run: Run, tmp_path: Path) -> None:
        file = config(tmp_path, "{}")
        file.chmod(0o644)
        assert "chmod 600" in run("claude-desktop")
        assert file.stat().st_mode & 0o777 == 0o644
        backup = file.with_name(beside(file).pop())
        assert backup.stat().st_mode & 0o777 == 0o600

    def test_a_link_is_followed_to_the_file_it_stands_for(self, run: Run, tmp_path: Path) -> None:
        real = config(tmp_path, "{}", "dotfiles/claude.json")
        link = tmp_path / ".claude.json"
        link.symlink_to(real)
        run("claude-code")
        assert link.is_symlink()
        assert entry_in(real)["args"][-1] == "serve"

    def test_a_link_to_nothing_yet_makes_the_file_it_stands_for(self, run: Run, tmp_path: Path) -> None:
        link = tmp_path / ".claude.json"
        link.symlink_to(tmp_path / "dotfiles/claude.json")
        run("claude-code")
        assert link.is_symlink()
        assert entry_in(tmp_path / "dotfiles/claude.json")["args"][-1] == "serve"

    def test_a_link_to_itself_is_one_clear_line(self, run: Run, tmp_path: Path) -> None:
        link = tmp_path / ".claude.json"
        link.symlink_to(link)
        with pytest.raises(HostNotEditable, match=r"\.claude\.json cannot be read or written"):
            run("claude-code")

    def test_what_is_no_regular_file_is_neither_opened_nor_replaced(self, run: Run, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        link = tmp_path / ".claude.json"
        link.symlink_to(pipe)
        with pytest.raises(HostNotEditable, match="pipe is not a regular file"):
            run("claude-code")
        assert pipe.is_fifo()
        assert beside(link) == {"pipe"}

    def test_a_directory_in_the_file_s_place_is_left_alone(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / ".claude.json").mkdir()
        with pytest.raises(HostNotEditable, match="not a regular file"):
            run("claude-code")

    @pytest.mark.parametrize("home", ["", "somewhere", "./home"])
    def test_a_home_that_is_not_absolute_is_refused(
        self, home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("HOME", home)
        with pytest.raises(NotConfigured, match="HOME is not an absolute path") as caught:
            install("cursor", sandbox=True, dry_run=True, environ={}, out=io.StringIO())
        assert "\n" not in str(caught.value)

    def test_a_directory_that_cannot_be_made_is_one_clear_line(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / ".cursor").write_text("a file where a directory belongs")
        with pytest.raises(HostNotEditable, match=r"\.cursor.* cannot be read or written"):
            run("cursor")

    @pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root gives files away")
    def test_a_file_stays_its_owner_s_when_root_edits_it(self, run: Run, tmp_path: Path) -> None:
        file = config(tmp_path, "{}")
        os.chown(file, 12_345, 23_456)
        run("claude-desktop")
        assert (file.stat().st_uid, file.stat().st_gid) == (12_345, 23_456)

    @pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
    def test_a_directory_that_cannot_be_written_leaves_the_file_as_it_was(
        self, run: Run, tmp_path: Path
    ) -> None:
        file = config(tmp_path, "{}")
        file.parent.chmod(0o500)
        try:
            with pytest.raises(HostNotEditable, match="Permission denied"):
                run("claude-desktop")
            assert not beside(file)
            assert file.read_text() == "{}"
        finally:
            file.parent.chmod(0o700)


def test_a_file_far_larger_than_a_configuration_is_left_alone(run: Run, tmp_path: Path) -> None:
    file = config(tmp_path, "{}")
    os.truncate(file, MAX_BYTES + 1)
    with pytest.raises(HostNotEditable, match="larger than"):
        run("claude-desktop")
    assert file.stat().st_size == MAX_BYTES + 1
    assert not beside(file)


def test_an_unknown_host_is_told_the_known_ones(run: Run) -> None:
    with pytest.raises(NotConfigured, match="claude-desktop"):
        run("notepad")


def test_a_terminal_without_the_characters_gets_stand_ins(tmp_path: Path, account: dict[str, str]) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    home = tmp_path / "José"
    install("cursor", sandbox=False, dry_run=False, environ=account, platform="linux", home=home, out=out)
    assert b'"CLOUDFLARE_API_TOKEN": "?"' in raw.getvalue()
    assert entry_in(home / ".cursor/mcp.json")["env"] == account


def test_a_file_that_another_program_just_changed_is_not_overwritten(tmp_path: Path) -> None:
    file = config(tmp_path, "{}")
    read = ConfigFile.read(file)
    file.write_text('{"written": "meanwhile"}')
    with pytest.raises(HostNotEditable, match="run this again"):
        read.replace('{"mine": true}')
    assert file.read_text() == '{"written": "meanwhile"}'
    assert not beside(file)


def use_interpreter(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pretend to be run by an interpreter in this directory."""
    interpreter = directory / "python"
    directory.mkdir(parents=True)
    monkeypatch.setattr(sys, "executable", str(interpreter))
    return interpreter


def test_without_a_script_beside_the_interpreter_the_module_is_run(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interpreter = use_interpreter(tmp_path / "bin", monkeypatch)
    run("claude-desktop", sandbox=True)
    entry = entry_in(tmp_path / DESKTOP)
    assert [entry["command"], *entry["args"]] == [str(interpreter), "-m", "rtk_mcp", "serve", "--sandbox"]


@pytest.mark.parametrize(
    "cache", ["uv/archive-v0/x7Yq/bin", ".cache/pipx/0ab/bin", ".local/pipx/.cache/0ab/bin"]
)
def test_a_program_run_from_a_cache_is_pointed_out(
    cache: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_interpreter(tmp_path / cache, monkeypatch)
    assert "cache that may be emptied" in run("cursor", sandbox=True)


def test_a_program_that_stays_is_not_pointed_out(run: Run) -> None:
    assert "cache" not in run("cursor", sandbox=True)


def test_the_command_line_offers_the_same_hosts() -> None:
    assert command_line.HOSTS == HOSTS
