"""Columns that are equal kept once: a fifth of a report's, such as the times of streams sampled together, and zeros."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Final

from rtk_mcp.report.numbers import Numbers
from rtk_mcp.report.stream import Samples, Stream

_COLUMNS: Final = tuple(column.name for column in fields(Samples))


def with_shared_columns(streams: Iterable[Stream]) -> tuple[Stream, ...]:
    """The same streams; what is worked out from the times of one serves all that were sampled with it."""
    columns: dict[tuple[str, bytes], Numbers] = {}
    slots: dict[int, dict[float, Numbers]] = {}
    shared = []
    for stream in streams:
        samples = Samples(
            *(columns.setdefault((each.typecode, each.tobytes()), each) for each in _columns(stream))
        )
        of_times = slots.setdefault(id(samples.time_s), stream._slots)  # noqa: SLF001 - a part of it
        shared.append(replace(stream, samples=samples, _slots=of_times))
    return tuple(shared)


def size_bytes(streams: Iterable[Stream]) -> int:
    """Memory that the columns of some streams take."""
    columns = {id(column): column for each in streams for column in _columns(each)}
    return sum(len(column) * column.itemsize for column in columns.values())


def _columns(stream: Stream) -> Iterator[Numbers]:
    return (getattr(stream.samples, name) for name in _COLUMNS)
