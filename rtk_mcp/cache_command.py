"""`rtk-mcp cache`: what is kept on disk, and how to be rid of it."""

from pathlib import Path
from typing import TextIO

from rtk_mcp.errors import NotConfigured, RtkError
from rtk_mcp.meeting.cache_directory import MAX_AGE_S, MAX_BYTES, CacheDirectory
from rtk_mcp.settings import Settings
from rtk_mcp.tools.report_files import directory_of, unusable

FINE, FAILED = 0, 1
_DAY_S = 86_400
_HERE = "set it to the directory that the server has in your host's configuration."


def show(settings: Settings, out: TextIO) -> int:
    """Tell the directory, the number of files and their bytes; 1 where the directory cannot be used.

    Nothing is made or changed.

    Raises:
        NotConfigured: the setting is wrong.
    """
    directory = _directory(settings)
    if directory is None:
        out.write(
            f"Nothing is kept on disk as far as this shell knows: RTK_MCP_CACHE_DIR is not set; {_HERE}\n"
        )
        return FINE
    try:
        used = directory.used()
        directory.check()
    except OSError as error:
        out.write(f"{unusable(error)}: {_shown(directory.path)}\n")
        return FAILED
    made = "" if directory.path.exists() else " (not there yet)"
    out.write(
        f"directory  {_shown(directory.path)}{made}\n"
        f"reports    {used.files:,}\n"
        f"bytes      {used.size_bytes:,} of {MAX_BYTES:,}\n"
        f"kept for   {MAX_AGE_S / _DAY_S:g} days at most\n"
    )
    return FINE


def clear(settings: Settings, out: TextIO) -> int:
    """Delete all of it.

    Raises:
        NotConfigured: it is not known where.
        RtkError: something could not be deleted; the rest is.
    """
    directory = _directory(settings)
    if directory is None:
        raise NotConfigured(f"RTK_MCP_CACHE_DIR is not set: {_HERE}")
    try:
        used = directory.clear()
    except OSError as error:
        reason = error.strerror or "no reason given"
        path = _shown(error.filename or directory.path)
        raise RtkError(f"Not everything could be deleted ({reason}): {path}") from None
    reports = "1 report" if used.files == 1 else f"{used.files:,} reports"
    out.write(f"Deleted {reports}, {used.size_bytes:,} bytes, from {_shown(directory.path)}\n")
    return FINE


def _directory(settings: Settings) -> CacheDirectory | None:
    if wrong := [problem for problem in settings.problems if problem.startswith("RTK_MCP_CACHE_DIR ")]:
        raise NotConfigured(wrong[0])
    return directory_of(settings.cache_dir) if settings.cache_dir else None


def _shown(path: Path | str) -> str:
    """A path on one line, such that it can still be copied: escaped in quotes where a character would not show."""
    text = str(path)
    return text if text.isprintable() else ascii(text)
