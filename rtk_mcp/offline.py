"""`rtk-mcp report`: condenses a saved peer report."""

import sys
from pathlib import Path
from typing import Literal

import orjson

from rtk_mcp.errors import NotAReport
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.report import render_report
from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.signals import read_report


def condense(file: str, *, form: Literal["text", "json"], detail: Detail) -> str:
    """The text or the structured content that `get_peer_report` would give, with a final line break.

    Raises:
        NotAReport: the file cannot be read or is no peer report.
    """
    raw = _read(file)
    signals = read_report(raw)
    rendered = render_report(signals, diagnose(signals), detail=detail, report_bytes=len(raw))
    if form == "text":
        return f"{rendered.text.rstrip()}\n"
    structured = rendered.structured.model_dump(mode="json", exclude_none=True)
    return orjson.dumps(structured, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is unusable"
        raise NotAReport(f"The file cannot be read: {reason}.") from None
