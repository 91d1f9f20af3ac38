"""`rtk-mcp report`: condenses a saved peer report."""

import os
import stat
import sys
from pathlib import Path
from typing import IO, Literal

import orjson

from rtk_mcp.errors import NotAReport
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.report import render_report
from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.reader import read_report

MAX_BYTES = 512_000_000
"""Well over the largest answer that is taken from the service; reading on would fill the memory."""
_PIECE_BYTES = 1 << 20


def condense(file: str, *, form: Literal["text", "json"], detail: Detail) -> str:
    """The text or the structured content that `get_peer_report` would give, with a final line break.

    Raises:
        NotAReport: the file cannot be read, is larger than `MAX_BYTES` or is no peer report.
    """
    raw = _read(file)
    signals = read_report(raw)
    rendered = render_report(signals, diagnose(signals), detail=detail)
    if form == "text":
        return f"{rendered.text.rstrip()}\n"
    structured = rendered.structured.model_dump(mode="json", exclude_none=True)
    return orjson.dumps(structured, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return _read_standard_input()
        _require_file_or_pipe(Path(file).stat())  # before opening: to open a device may hang or act
        with Path(file).open("rb") as opened:
            return _read_all(opened)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is unusable"
        raise NotAReport(f"The file cannot be read: {reason}.") from None


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise NotAReport("Standard input is closed: pipe a report in, or name its file.")
    return _read_all(sys.stdin.buffer)


def _read_all(opened: IO[bytes]) -> bytes:
    raw = bytearray()
    while piece := opened.read(_PIECE_BYTES):
        raw += piece
        if len(raw) > MAX_BYTES:
            raise NotAReport(f"This is larger than {MAX_BYTES:,} bytes, which no peer report is.")
    return bytes(raw)


def _require_file_or_pipe(status: os.stat_result) -> None:
    """A pipe is what a shell's process substitution names."""
    if stat.S_ISDIR(status.st_mode):
        raise NotAReport("This is a directory: name the report's file.")
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
        raise NotAReport("This is neither a file nor a pipe: name the report's file.")
