"""How much text a model reads of a report, whatever the report's size."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.fresh import in_fresh_process
from benchmarks.reports import Kind
from benchmarks.stage import Stage
from benchmarks.table import Row
from rtk_mcp.offline import condense

_KINDS: tuple[Kind, ...] = ("healthy", "troubled")
_MUST_BYTES, _REACH_BYTES = 4_000, 2_500


def measure(stage: Stage) -> Iterator[Row]:
    """The standard answer's text in bytes."""
    for size in stage.sizes:
        for kind in _KINDS:
            report = stage.reports.get(size, kind)
            size_bytes = in_fresh_process(_text_bytes, report.path)
            name = f"answer's text, {report.name}"
            yield Row(name, size_bytes, None, "B", _MUST_BYTES, _REACH_BYTES)


def _text_bytes(path: Path) -> int:
    return len(condense(str(path), form="text", detail="standard").rstrip("\n").encode())
