"""The CPU time of condensing, against that of parsing the same bytes and nothing else."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import orjson

from benchmarks.fresh import in_fresh_process
from benchmarks.product import condensed
from benchmarks.reports import Kind, Size
from benchmarks.stage import Stage
from benchmarks.table import Row
from benchmarks.timing import cpu_medians_s

_RUNS: dict[Size, int] = {1: 15, 10: 7, 100: 5}
_LIMITS: dict[Size, tuple[float, float]] = {1: (3.3, 2.5), 10: (2.5, 1.8), 100: (2.5, 1.8)}
_KINDS: tuple[Kind, ...] = ("healthy", "troubled")


def measure(stage: Stage) -> Iterator[Row]:
    """One row for each size and kind of report."""
    for size in stage.sizes:
        for kind in (*_KINDS, "crowded") if size == 10 else _KINDS:  # noqa: PLR2004 - the one size it has
            report = stage.reports.get(size, kind)
            ours_s, parse_s = in_fresh_process(_pair_s, report.path, _RUNS[size])
            must, reach = _LIMITS[size]
            yield Row(
                f"condense / orjson.loads, {report.name}", ours_s * 1e3, parse_s * 1e3, "ms", must, reach
            )


def _pair_s(path: Path, runs: int) -> list[float]:
    raw = path.read_bytes()
    return cpu_medians_s([partial(condensed, raw), partial(orjson.loads, raw)], runs)
