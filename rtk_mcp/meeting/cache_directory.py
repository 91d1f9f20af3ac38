"""A private directory of files by name, bounded in bytes and in age, that several processes may share."""

import errno
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE, S_ISLNK, S_ISREG
from threading import Lock
from typing import Final

from rtk_mcp.meeting.own_file import read_own

MAX_BYTES: Final = 500_000_000
"""Of all files: a packed hour in a call of ten takes 240 KB, so 2,000 of them."""
MAX_AGE_S: Final = 7 * 86_400.0
"""What is deleted at the service, or is no longer kept there, is gone here a week later at the latest."""
_STALE_S: Final = 3_600.0
"""A part of a file that is older than this is left over from a process that was killed."""
_PRIVATE_DIRECTORY, _PRIVATE_FILE = 0o700, 0o600
_OTHERS: Final = 0o077
_SLACK: Final = 8
"""An eighth of the room: what is made free at once, and the most that one file or one look round may take."""
_OURS = re.compile(r"[0-9a-f]{64}\.kept", re.ASCII)
_PART = re.compile(r"[0-9a-f]{64}\.[0-9a-f]{16}\.part", re.ASCII)


@dataclass(frozen=True, slots=True)
class Used:
    """How many files there are, and their bytes."""

    files: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size_bytes: int
    read_at_s: float
    written_at_s: float
    is_part: bool

    @property
    def is_old(self) -> bool:
        return _is_old(self.written_at_s, _STALE_S if self.is_part else MAX_AGE_S)


class CacheDirectory:
    """The directory; every method blocks, and may be called from several threads.

    The directory is its owner's alone, and so is every file in it; a link in its place is refused. A file is there
    whole or not at all. When there is no room, those longest not read go: a file's access time is set when it is read,
    its modification time is when it was written. The bound holds for one process; each further one may add an eighth
    before it looks round.

    Attributes:
        path: where the files are; made when the first is written.
    """

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES) -> None:
        self.path = path
        self._max_bytes, self._most_bytes = max_bytes, max_bytes // _SLACK
        self._lock = Lock()
        self._room_bytes: int | None = None

    def read(self, name: str) -> bytes | None:
        """A file's content, None where there is none; raises OSError.

        What is too old, too large, another user's or no regular file is none, and is deleted.
        """
        self._begin()
        path = self._path(name)
        try:
            file = read_own(path, self._most_bytes)
        except FileNotFoundError:
            return None
        if file is None or _is_old(file.written_at_s, MAX_AGE_S):
            self.delete(name)
            return None
        with suppress(OSError):
            os.utime(path, (time.time(), file.written_at_s))
        return file.content

    def write(self, name: str, content: bytes) -> None:
        """Keep a file, instead of the one of this name; nothing where it is too large. Raises OSError."""
        if len(content) > self._most_bytes:
            return
        self._begin()
        self._prepare()
        part = self.path / f"{name}.{os.urandom(8).hex()}.part"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE), "wb") as file:
                file.write(content)
            part.replace(self._path(name))
        except OSError:
            _delete(part)
            raise
        self._take_room(len(content))

    def delete(self, name: str) -> None:
        """Delete a file, if it is there and can be deleted."""
        _delete(self._path(name))

    def used(self) -> Used:
        """What is there; raises OSError."""
        files = [*self._files()]
        return Used(len(files), sum(file.size_bytes for file in files))

    def clear(self) -> Used:
        """Delete every file that is of this kind, and the directory where nothing else is in it.

        Returns:
            What was there.

        Raises:
            OSError: the first thing that could not be deleted, with its path; everything else is deleted.
        """
        files = [*self._files()]
        first: OSError | None = None
        for file in files:
            try:
                file.path.unlink(missing_ok=True)
            except OSError as error:
                first = first or error
        if first:
            raise first
        with suppress(OSError):
            self.path.rmdir()
        return Used(len(files), sum(file.size_bytes for file in files))

    def check(self) -> None:
        """Raises OSError where nothing can be written, as far as that shows without changing anything."""
        self._refuse_link()
        place = next(each for each in (self.path, *self.path.parents) if os.path.lexists(each))
        if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
            raise OSError(errno.EACCES, "nothing can be written there", str(place))

    def _path(self, name: str) -> Path:
        return self.path / f"{name}.kept"

    def _prepare(self) -> None:
        """Make it, for nobody else; raises OSError where it is somebody else's."""
        self._refuse_link()
        self.path.parent.mkdir(_PRIVATE_DIRECTORY, parents=True, exist_ok=True)
        self.path.mkdir(_PRIVATE_DIRECTORY, exist_ok=True)
        if os.name == "posix" and S_IMODE(self.path.stat().st_mode) & _OTHERS:
            self.path.chmod(_PRIVATE_DIRECTORY)

    def _refuse_link(self) -> None:
        """What a link leads to is not this program's to make private, or to delete from."""
        if self.path.is_symlink():
            raise OSError(errno.ENOTDIR, f"{self.path.name} in it is a symbolic link", str(self.path))

    def _files(self) -> Iterator[_File]:
        """Regular files and links whose names are of this kind."""
        self._refuse_link()
        try:
            entries = os.scandir(self.path)
        except FileNotFoundError:
            return
        with entries:
            for entry in entries:
                is_part = _PART.fullmatch(entry.name) is not None
                if is_part or _OURS.fullmatch(entry.name):
                    with suppress(FileNotFoundError):  # another process was quicker
                        facts = entry.stat(follow_symlinks=False)
                        if S_ISREG(facts.st_mode) or S_ISLNK(facts.st_mode):
                            path = Path(entry.path)
                            yield _File(path, facts.st_size, facts.st_atime, facts.st_mtime, is_part)

    def _begin(self) -> None:
        """Look round once: what was kept too long is not to wait for the first writing."""
        self._refuse_link()
        with self._lock:
            if self._room_bytes is None:
                self._look_round()

    def _take_room(self, size_bytes: int) -> None:
        with self._lock:
            self._room_bytes = (self._room_bytes or 0) - size_bytes
            if self._room_bytes < 0:
                self._look_round()

    def _look_round(self) -> None:
        """Delete what is old, then, where there is too much, what was not read the longest."""
        young: list[_File] = []
        for file in self._files():
            if file.is_old:
                _delete(file.path)
            else:
                young.append(file)
        used_bytes = sum(file.size_bytes for file in young)
        if used_bytes > self._max_bytes:
            for file in sorted(young, key=lambda file: file.read_at_s):
                if used_bytes <= self._max_bytes - self._most_bytes:
                    break
                _delete(file.path)
                used_bytes -= file.size_bytes
        self._room_bytes = min(self._max_bytes - used_bytes, self._most_bytes)


def _is_old(written_at_s: float, limit_s: float) -> bool:
    """A time to come is that of a clock that was wrong: as long ago, at most, as it lies ahead."""
    return abs(time.time() - written_at_s) > limit_s


def _delete(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
        return
    with suppress(OSError):
        path.rmdir()  # an empty directory under a file's name
