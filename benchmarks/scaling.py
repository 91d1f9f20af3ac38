"""How the time of condensing grows with the report: ten times the bytes in ten times the time is linear."""

from collections.abc import Iterator
from functools import partial

from benchmarks.fresh import in_fresh_process
from benchmarks.product import condensed
from benchmarks.reports import Kind, Report
from benchmarks.stage import Stage
from benchmarks.table import NotMeasurable, Row
from benchmarks.timing import cpu_medians_s

_RUNS = 5
_KINDS: tuple[Kind, ...] = ("healthy", "troubled")
_MUST, _REACH = 11, 10


def measure(stage: Stage) -> Iterator[Row]:
    """Times scaled to exactly 100 and 10 MB, as reports have their own sizes; not in a quick run."""
    if stage.quick:
        raise NotMeasurable("it needs the reports that a quick run leaves out")
    for kind in _KINDS:
        large, small = (stage.reports.get(size, kind) for size in (100, 10))
        large_s, small_s = in_fresh_process(_pair_s, large, small)
        yield Row(
            f"condense 100 MB / 10 MB, {kind}",
            large_s * 1e3 * 100 / large.size_mb,
            small_s * 1e3 * 10 / small.size_mb,
            "ms",
            _MUST,
            _REACH,
        )


def _pair_s(large: Report, small: Report) -> list[float]:
    contents = [report.path.read_bytes() for report in (large, small)]
    return cpu_medians_s([partial(condensed, raw) for raw in contents], _RUNS)
