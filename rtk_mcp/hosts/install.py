"""`rtk-mcp install`: puts this server into a host's configuration and shows what that changed."""

import json
import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from rtk_mcp.errors import HostNotEditable, NotConfigured
from rtk_mcp.hosts import preview, splice
from rtk_mcp.hosts.entry import ENTRY_NAME, is_passing, merged, server_entry
from rtk_mcp.hosts.files import ConfigFile
from rtk_mcp.hosts.places import ALL_HOSTS, HOSTS, Host, Machine

__all__ = ["HOSTS", "install"]
_READABLE_BY_OTHERS = 0o077


def install(
    host: str,
    *,
    sandbox: bool,
    dry_run: bool,
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    home: Path | None = None,
    out: TextIO,
) -> int:
    """Add or update this server's entry in a host's configuration, and return 0: it is there.

    Everything else in the file stays as it is, character by character; a copy of the earlier file is kept.

    Args:
        host: one of `HOSTS`.
        sandbox: launch on the embedded sandbox, which needs no account and no settings.
        dry_run: show the change and write nothing.
        environ: where the account's settings are read from.
        platform: `sys.platform` of the machine that the host runs on.
        home: the user's home directory, this user's by default.
        out: takes the change and the next step.

    Raises:
        NotConfigured: the host is unknown, or a setting is missing or unusable.
        HostNotEditable: the file cannot be changed safely, and was not.
    """
    chosen = _named(host)
    entry = server_entry(chosen, environ, sandbox=sandbox)
    path = chosen.path(Machine(platform, home or _home(), environ))
    try:
        _install(chosen, path, entry, dry_run=dry_run, out=out)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise HostNotEditable(f"{path} cannot be read or written: {reason}.") from None
    return 0


def _install(host: Host, path: Path, entry: Mapping[str, Any], *, dry_run: bool, out: TextIO) -> None:
    file = ConfigFile.read(path)
    servers = _current_servers(host, file, entry, out)
    new = merged(servers.get(ENTRY_NAME), entry)
    if new == servers.get(ENTRY_NAME):
        _say(out, f"{host.title} already has this server, with these settings, in {file.path}.")
        return
    heads = preview.heads(str(file.path), exists=file.content is not None)
    _say(out, preview.change(host.servers_key, servers, new, heads) + "\n")
    if dry_run:
        _say(out, "Dry run: nothing was written.")
        return
    backup = file.replace(splice.put(file.text(), host.servers_key, ENTRY_NAME, new))
    _report(host, file, new, backup, out)


def _current_servers(host: Host, file: ConfigFile, entry: Mapping[str, Any], out: TextIO) -> dict[str, Any]:
    """The servers in the file by name; raises HostNotEditable for a file not to touch."""
    text = file.text()
    if not text.strip():
        return {}
    try:
        document = splice.parse(text)
    except (ValueError, RecursionError) as error:
        if host.comments:
            _say(out, preview.by_hand(host.servers_key, entry))
        raise HostNotEditable(_not_json(host, file, error)) from None
    if not isinstance(document, dict):
        raise HostNotEditable(f"{file.path} does not hold a JSON object; it was left as it is.")
    servers = document.get(host.servers_key, {})
    if not isinstance(servers, dict):
        raise HostNotEditable(f'"{host.servers_key}" in {file.path} is not an object; it was left as it is.')
    return servers


def _not_json(host: Host, file: ConfigFile, error: Exception) -> str:
    where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
    if not host.comments:
        return f"{file.path} is not valid JSON{where}; it was left as it is. Correct it, or move it away."
    return (
        f"{file.path} is not valid JSON{where}; it was left as it is. If that is for comments or trailing "
        f"commas, which {host.title} reads too, add the entry above to its "
        f'"{host.servers_key}" by hand, with your values in place of {preview.MASK}.'
    )


def _report(host: Host, file: ConfigFile, new: Mapping[str, Any], backup: Path | None, out: TextIO) -> None:
    rest = "The rest of the file is as it was." if file.text().strip() else "It holds nothing else."
    _say(out, f"Written to {file.path}. {rest}")
    if backup:
        _say(out, f"The file as it was: {backup}")
    if new.get("env"):
        _say_who_reads_the_token(host, file, out)
    if is_passing(new["command"]):
        _say(out, f"Note: {new['command']} is in a cache that may be emptied.")
        _say(out, "Install the rtk-mcp package to stay, then run this again.")
    _say(out, f"Next: {host.next_step}")


def _say_who_reads_the_token(host: Host, file: ConfigFile, out: TextIO) -> None:
    if host.caution:
        _say(out, f"Note: it holds your API token. {host.caution}")
    if os.name == "posix" and file.mode and file.mode & _READABLE_BY_OTHERS:
        _say(out, "Note: it holds your API token, and others on this machine may read it. To prevent that:")
        _say(out, f"chmod 600 {shlex.quote(str(file.path))}")


def _say(out: TextIO, line: str) -> None:
    """Write a line, with a stand-in for each character that the terminal's encoding lacks."""
    encoding = out.encoding or "utf-8"
    out.write(line.encode(encoding, "replace").decode(encoding) + "\n")


def _home() -> Path:
    """This user's home directory: absolute, as another process starts elsewhere."""
    try:
        home = Path.home()
    except RuntimeError:
        raise NotConfigured("The home directory is not known: set HOME.") from None
    blank = os.name == "posix" and os.environ.get("HOME") == ""
    if blank or not home.is_absolute():
        raise NotConfigured(
            "HOME is not an absolute path: set it to your home directory. Nothing was written."
        )
    return home


def _named(name: str) -> Host:
    for host in ALL_HOSTS:
        if host.name == name:
            return host
    raise NotConfigured(f"There is no host of that name: choose one of {', '.join(HOSTS)}.")
