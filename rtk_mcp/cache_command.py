"""`rtk-mcp cache`: what is kept on disk, and how to be rid of it."""

from typing import TextIO

from rtk_mcp.errors import NotConfigured
from rtk_mcp.meeting.cache_directory import MAX_AGE_S, MAX_BYTES, CacheDirectory
from rtk_mcp.settings import Settings
from rtk_mcp.tools.report_files import directory_of, unusable

FINE, FAILED = 0, 1
_DAY_S = 86_400
_HERE = "set it to the directory that the server has in your host's configuration."


def show(settings: Settings, out: TextIO) -> int:
    """Tell the directory, the number of files and their bytes; 1 where the directory cannot be used.

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
        directory.check()
        used = directory.used()
    except OSError as error:
        out.write(f"{unusable(error)}: {directory.path}\n")
        return FAILED
    out.write(
        f"directory  {directory.path}\n"
        f"reports    {used.files:,}\n"
        f"bytes      {used.size_bytes:,} of {MAX_BYTES:,}\n"
        f"kept for   {MAX_AGE_S / _DAY_S:g} days at most\n"
    )
    return FINE


def clear(settings: Settings, out: TextIO) -> int:
    """Delete all of it; raises `NotConfigured` where it is not known where, and OSError."""
    directory = _directory(settings)
    if directory is None:
        raise NotConfigured(f"RTK_MCP_CACHE_DIR is not set: {_HERE}")
    used = directory.clear()
    reports = "1 report" if used.files == 1 else f"{used.files:,} reports"
    out.write(f"Deleted {reports}, {used.size_bytes:,} bytes, from {directory.path}\n")
    return FINE


def _directory(settings: Settings) -> CacheDirectory | None:
    if wrong := [problem for problem in settings.problems if problem.startswith("RTK_MCP_CACHE_DIR ")]:
        raise NotConfigured(wrong[0])
    return directory_of(settings.cache_dir) if settings.cache_dir else None
