"""A file of this user's own, read without waiting, without following links, and no further than a bound."""

import os
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final

_FLAGS: Final = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
"""A pipe would wait for a writer; text mode would change bytes. No platform has all three."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """All of a file, and when it was written, in seconds since 1970."""

    content: bytes
    written_at_s: float


def read_own(path: Path, most_bytes: int) -> OwnFile | None:
    """Read a file.

    Returns:
        None for what is no regular file, is another user's, may not be read, or is larger than `most_bytes`.

    Raises:
        FileNotFoundError: there is none.
        OSError: its directory cannot be used, or the system failed.
    """
    if not _is_own(path.lstat()):  # before opening: to open a device may act
        return None
    try:
        descriptor = os.open(path, _FLAGS)
    except PermissionError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(descriptor)
        if not _is_own(facts) or facts.st_size > most_bytes:  # again: this is the one that is read
            return None
        return OwnFile(file.read(facts.st_size + 1), facts.st_mtime)


def _is_own(facts: os.stat_result) -> bool:
    return S_ISREG(facts.st_mode) and (not hasattr(os, "geteuid") or facts.st_uid == os.geteuid())
