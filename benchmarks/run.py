"""Which measures there are, and the table of those that were asked for."""

import argparse
import os
import platform
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType
from typing import Final

import orjson

from benchmarks import (
    answer_size,
    bridge,
    cold_start,
    condense,
    content,
    content_search,
    download,
    meeting,
    memory,
    scaling,
    stall,
)
from benchmarks.stage import Stage, set_up
from benchmarks.table import NotMeasurable, Row, Unmeasured, heading

Measure = Callable[[Stage], Iterator[Row]]

MEASURES: Final = MappingProxyType[str, Measure](
    {
        "condense": condense.measure,
        "scaling": scaling.measure,
        "download": download.measure,
        "stall": stall.measure,
        "memory": memory.measure,
        "answer_size": answer_size.measure,
        "meeting": meeting.measure,
        "content": content.measure,
        "content_search": content_search.measure,
        "bridge": bridge.measure,
        "cold_start": cold_start.measure,
    }
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print, row by row."""
    chosen = _chosen(arguments)
    print(
        f"{platform.python_implementation()} {platform.python_version()}, orjson {orjson.__version__},"
        f" {os.cpu_count()} cores, {platform.system()}; medians of interleaved runs"
    )
    print(heading())
    verdicts: Counter[str] = Counter()
    with set_up(quick=chosen.quick) as stage:
        for name in chosen.measure or MEASURES:
            for row in _rows(name, stage):
                print(row, flush=True)
                verdicts[row.verdict] += 1
    print(", ".join(f"{count} {verdict}" for verdict, count in verdicts.items()))


def _rows(name: str, stage: Stage) -> Iterator[Row | Unmeasured]:
    try:
        yield from MEASURES[name](stage)
    except NotMeasurable as error:
        yield Unmeasured(name, str(error))


def _chosen(arguments: Sequence[str] | None) -> argparse.Namespace:
    names = ", ".join(MEASURES)
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("measure", nargs="*", help=f"one of {names}; all of them when none is named")
    parser.add_argument("--quick", action="store_true", help="reports of 1 and 10 MB only")
    chosen = parser.parse_args(arguments)
    if unknown := [name for name in chosen.measure if name not in MEASURES]:
        parser.error(f"there is no measure {unknown[0]!r}; there are {names}")
    return chosen
