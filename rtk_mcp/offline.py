"""`rtk-mcp report FILE`: condenses a saved peer report."""

from typing import Literal

import orjson
from pydantic import BaseModel

from rtk_mcp.render.budget import Detail
from rtk_mcp.render.report import render_report
from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.reader import read_report
from rtk_mcp.saved_files import read_file

Form = Literal["text", "json"]


def condense(file: str, *, form: Form, detail: Detail) -> str:
    """The text or the structured content that `get_peer_report` would give, with a final line break.

    Raises:
        NotAReport: the file cannot be read, is too large or is no peer report.
        UpstreamError: it is the service's error answer.
    """
    signals = read_report(read_file(file))
    rendered = render_report(signals, diagnose(signals), detail=detail)
    return written(rendered.text, rendered.structured, form)


def written(text: str, structured: BaseModel, form: Form) -> str:
    """An answer in the form asked for, with a final line break."""
    if form == "text":
        return f"{text.rstrip()}\n"
    content = structured.model_dump(mode="json", exclude_none=True)
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
