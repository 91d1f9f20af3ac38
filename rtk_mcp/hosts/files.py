"""Reads and replaces a file that belongs to another program: whole or not at all, with a copy kept."""

import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rtk_mcp.errors import HostNotEditable

BOM = "\ufeff"
MAX_BYTES = 64_000_000
"""Claude Code keeps its history in the file too, which makes it tens of megabytes; more is no configuration."""
PRIVATE_MODE = 0o600
"""A new file holds a token: for its owner alone."""
_NEVER_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Should a pipe take the file's place just before it is opened. Windows' translation of line ends is off."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A host's configuration as it was found.

    Attributes:
        path: the file itself; where a symbolic link was named, what it leads to.
        content: its bytes, None when there is no such file.
        mode: its permission bits, None when there is no such file.
        owner: its user and group id, None when there is no such file or no such ids.
    """

    path: Path
    content: bytes | None
    mode: int | None
    owner: tuple[int, int] | None

    @classmethod
    def read(cls, path: Path) -> "ConfigFile":
        """Read it.

        Raises:
            HostNotEditable: what is there is no regular file, or is far larger than a configuration.
            OSError: it is there but cannot be read.
        """
        real = Path(os.path.realpath(path))
        try:
            _require_regular(real, real.stat())  # before opening: to open a device or a pipe may hang or act
            with os.fdopen(os.open(real, os.O_RDONLY | _NEVER_WAIT), "rb") as file:
                status = os.fstat(file.fileno())
                _require_regular(real, status)  # again: this is the one that is read
                content = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return cls(real, None, None, None)
        if len(content) > MAX_BYTES:
            raise HostNotEditable(f"{real} is larger than {MAX_BYTES:,} bytes; it was left as it is.")
        owner = (status.st_uid, status.st_gid) if os.name == "posix" else None
        return cls(real, content, stat.S_IMODE(status.st_mode), owner)

    def text(self) -> str:
        """Its text without a byte order mark; empty when there is no file."""
        try:
            return (self.content or b"").decode("utf-8").removeprefix(BOM)
        except UnicodeDecodeError:
            raise HostNotEditable(f"{self.path} is not UTF-8 text; it was left as it is.") from None

    def replace(self, text: str) -> Path | None:
        """Put `text` in its place in one step, and return where the earlier content was copied to.

        A byte order mark and the permission bits stay, and the owner when root edits another user's file. The file
        is as it was when any step fails.

        Raises:
            HostNotEditable: the file changed since it was read, or the text has no UTF-8 form.
            OSError: the system refused.
        """
        content = self._encode(text)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._write_beside(content)
        try:
            if ConfigFile.read(self.path).content != self.content:
                raise HostNotEditable(f"{self.path} was changed by another program just now; run this again.")
            backup = None if self.content is None else self._back_up(self.content)
            temporary.replace(self.path)
        finally:
            temporary.unlink(missing_ok=True)
        _settle(self.path.parent)
        return backup

    def _encode(self, text: str) -> bytes:
        mark = BOM if (self.content or b"").startswith(BOM.encode()) else ""
        try:
            return (mark + text).encode("utf-8")
        except UnicodeEncodeError:
            raise HostNotEditable("A path or setting has no form in JSON; nothing was written.") from None

    def _back_up(self, content: bytes) -> Path:
        """Copy the content beside the file, under a name that was free."""
        number = 1
        while True:
            backup = self.path.with_name(f"{self.path.name}.rtk-mcp-backup-{number}")
            try:
                descriptor = os.open(backup, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_MODE)
            except FileExistsError:
                number += 1
                continue
            _write_through(descriptor, content)
            return backup

    def _write_beside(self, content: bytes) -> Path:
        """Write a temporary file in the same directory, so that it can take the other's place in one step."""
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        temporary = Path(name)
        try:
            _write_through(descriptor, content)
            temporary.chmod(PRIVATE_MODE if self.mode is None else self.mode)
            if self.owner and os.geteuid() == 0:
                os.chown(temporary, *self.owner)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        return temporary


def _require_regular(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise HostNotEditable(f"{path} is not a regular file; it was left as it is.")


def _write_through(descriptor: int, content: bytes) -> None:
    """Write all of it to the disk itself, and close."""
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(directory: Path) -> None:
    """Make a rename outlast a power cut, where directories can be synced."""
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
