"""The pages of `docs/` that are made from the code: `python -m rtk_mcp.handbook docs` writes them."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import anyio

from rtk_mcp.render.findings import explain_finding, finding_codes
from rtk_mcp.report.metrics import METRICS, Metric
from rtk_mcp.report.signal_notes import NOTES
from rtk_mcp.report.thresholds import SUSTAINED
from rtk_mcp.server import build_server
from rtk_mcp.settings import Settings
from rtk_mcp.tools.services import Services

_MADE: Final = "<!-- Made from the code by `make docs`; change the code. -->"
_ABOUT_SIGNALS: Final = """\
What is read from a peer report's rows, one sample every 7 s per stream. A row's `producer_id` says which stream it is
of, its `ssrc` which simulcast layer or which life of the stream; rows are put in order, and each time counts once.

- **Active** are the samples in which packets flowed or were lost; muted, paused and absent ones are neither good nor
  bad. The first two samples of a stream are not judged, and pictures not while the meeting's tab was hidden.
- **Counters** may count per sample or since the start. Which one is detected for each series from how often they fall,
  and the answer says so.
- **Missing** is never taken for zero or for fine. Values that cannot be (negative times, NaN, words) count as missing.
- **Without rows** the report's cumulative statistics are judged instead, with low confidence.
"""


def findings_page() -> str:
    """Every finding with its meaning, thresholds, sources and advice."""
    pages = [explain_finding(code).replace("# ", "## ", 1).strip() for code in finding_codes()]
    return "\n\n".join([_MADE, "# Findings", SUSTAINED, *pages]) + "\n"


def signals_page() -> str:
    """Every signal with its unit, source, limits and what its absence means."""
    rows = [
        f"| `{name}` | {metric.unit or '0 or 1'} | {_fields(NOTES[name].fields)} | {NOTES[name].how} | "
        f"{NOTES[name].missing} | {_limits(metric)} |"
        for name, metric in METRICS.items()
    ]
    head = "| Signal | Unit | Source fields | How it is read | Missing means | Limits |\n|---|---|---|---|---|---|"
    return "\n\n".join([_MADE, "# Signals", _ABOUT_SIGNALS.strip(), "\n".join([head, *rows])]) + "\n"


def tools_page() -> str:
    """Every tool with its arguments, as hosts are told of them."""
    tools = anyio.run(build_server(Services.from_settings(Settings())).list_tools)
    pages = [
        f"## {tool.name}\n\n{tool.description}\n\n{_arguments(tool.input_schema)}"
        for tool in sorted(tools, key=lambda each: each.name)
    ]
    return "\n\n".join([_MADE, "# Tools", *pages]) + "\n"


PAGES: Final = {"findings.md": findings_page, "signals.md": signals_page, "tools.md": tools_page}


def _fields(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _limits(metric: Metric) -> str:
    told: dict[str, list[str]] = {}
    for media, scale in metric.scales.items() if not metric.switch else ():
        told.setdefault(str(scale), []).append(media)
    if len(told) == 1:
        return next(iter(told))
    return "; ".join(f"{' and '.join(media)}: {limits}" for limits, media in told.items())


def _arguments(schema: Mapping[str, Any]) -> str:
    needed = schema.get("required", [])
    lines = [
        f"- `{name}`{' (needed)' if name in needed else ''}: {_told(argument)}"
        for name, argument in schema.get("properties", {}).items()
    ]
    return "\n".join(lines)


def _told(argument: Mapping[str, Any]) -> str:
    """What an argument is, and its choices where it has some."""
    choices = argument.get("enum") or argument.get("items", {}).get("enum") or ()
    told = argument.get("description", "" if choices else argument.get("type", ""))
    return "; ".join(filter(None, (told, ", ".join(f"`{each}`" for each in choices))))


def main(directory: Path) -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (directory / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
