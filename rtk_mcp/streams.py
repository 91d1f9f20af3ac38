"""The process's own streams, which a shell may have closed and a disk or a reader may refuse."""

import contextlib
import io
import sys
from typing import TextIO

from rtk_mcp.errors import RtkError


def standard_output() -> TextIO:
    """Where a command writes its answer, with a stand-in for each character that the encoding lacks.

    Raises:
        RtkError: it is closed.
    """
    if sys.stdout is None:
        raise RtkError("Standard output is closed, so there is nowhere to write to.")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return sys.stdout


def flush_output() -> None:
    """Send out what is buffered while an error can still be told; raises OSError."""
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()


def give_up_output() -> None:
    """Drop what could not be written: the interpreter would try again at its end, and complain at length."""
    if sys.stdout is not None:
        _close(sys.stdout)


def complain(sentence: str) -> None:
    """One line on stderr, as far as there is one."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"rtk-mcp: {sentence}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _close(sys.stderr)


def _close(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        stream.close()
