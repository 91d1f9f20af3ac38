"""A series' layers sorted into streams: in order, without duplicates, counts per sample."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import itemgetter, lt
from statistics import median
from typing import Final

from rtk_mcp.report.columns import FIELDS
from rtk_mcp.report.counters import is_cumulative, per_sample
from rtk_mcp.report.numbers import NOWHERE, Numbers, bounded, highest, known, lowest, measured
from rtk_mcp.report.scalars import EARLIEST_S, LATEST_S, identifier
from rtk_mcp.report.series import LayerReader, SeriesReader

MAX_STREAMS: Final = 3_000
"""Per series: hundreds of people who rejoin. What has more is no call, and judging it would take minutes."""


LONGEST_CALL_S: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Layer:
    """One SSRC's rows in time order; `columns` has an entry for each field in columns.FIELDS, `NOWHERE` where absent.

    Attributes:
        arrival: places of the rows in the order in which they came, where counters go on better in that one: the clock
            was set back meanwhile.
    """

    time_s: Numbers
    columns: dict[str, Numbers]
    limitation: Numbers
    arrival: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class RowGroup:
    """One stream's rows, before they are merged into samples; `key` is unique in its series."""

    key: str
    remote_peer_id: str | None
    rows: int
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class SeriesRows:
    """A series read: its streams, how its counters turned out to count, and how many streams were too many."""

    groups: tuple[RowGroup, ...]
    rows: int
    cumulative: bool
    left_out: int = 0


_Found = dict[str, list[LayerReader]]


def read_layers(read: SeriesReader) -> SeriesRows:
    """Everything a series reader collected; its columns are given away."""
    read.settle()
    if not read.layers:
        return SeriesRows((), read.rows, cumulative=False, left_out=read.left_out)
    found, left_out = _longest(_streams(read))
    raw = {key: [_layer(layer, read.names) for layer in layers] for key, layers in found.items()}
    cumulative, main = _counting([layer for layers in raw.values() for layer in layers])
    groups = tuple(
        RowGroup(
            key=key,
            remote_peer_id=next((peer for each in found[key] if (peer := identifier(each.peer_id))), None),
            rows=_rows(found[key]),
            layers=tuple(_per_sample(layer, cumulative) for layer in layers),
        )
        for key, layers in raw.items()
    )
    return SeriesRows(groups, read.rows, main, left_out + read.left_out)


def _streams(read: SeriesReader) -> _Found:
    streams: _Found = {}
    for (producer, _), layer in read.layers.items():
        streams.setdefault(producer, []).append(layer)
    return streams


def _rows(layers: Sequence[LayerReader]) -> int:
    return sum(len(layer.time_s.data) for layer in layers)


def _longest(streams: _Found) -> tuple[_Found, int]:
    """The streams that may be told apart, those with the most rows, and how many are left out."""
    if len(streams) <= MAX_STREAMS:
        return streams, 0
    kept = {*sorted(streams, key=lambda key: -_rows(streams[key]))[:MAX_STREAMS]}
    return {key: layers for key, layers in streams.items() if key in kept}, len(streams) - MAX_STREAMS


def _layer(read: LayerReader, names: Sequence[str]) -> Layer:
    """The rows in time order, each time once: uploads repeat rows. Rows without a time stay, at the end."""
    times = _plausible(read.time_s.data)
    data = {name: column.data for name, column in zip(names, read.columns, strict=True)}
    limitation = read.limitation.data
    arrival: list[int] = []
    if not all(map(lt, times, islice(times, 1, None))):
        order = _order(times)
        arrival = sorted(range(len(order)), key=order.__getitem__)
        times, limitation = _picked(times, order), _picked(limitation, order)
        data = {name: _picked(column, order) for name, column in data.items()}
    columns = {
        field.column: measured(bounded(data[field.column], field.low, field.high))
        if field.column in data
        else NOWHERE
        for field in FIELDS
    }
    packets = columns["packets"]
    clock_was_set = arrival and _falls(_picked(packets, arrival)) < _falls(packets)
    return Layer(times, columns, limitation, arrival if clock_was_set else ())


def _plausible(times: Numbers) -> Numbers:
    """Times, without those of a broken clock: outside this century, or further from the others than a call lasts."""
    known_times = bounded(times, EARLIEST_S, LATEST_S)
    if not known_times or not highest(known_times) - lowest(known_times) > LONGEST_CALL_S:
        return known_times
    middle = median(known(known_times))
    return bounded(known_times, middle - LONGEST_CALL_S, middle + LONGEST_CALL_S)


def _order(times: Numbers) -> list[int]:
    first_at: dict[float, int] = {}
    for index, time in enumerate(times):
        if time == time:  # noqa: PLR0124 - NaN is not itself
            first_at.setdefault(time, index)
    untimed = [index for index, time in enumerate(times) if time != time]  # noqa: PLR0124
    return [*(first_at[time] for time in sorted(first_at)), *untimed]


def _picked(column: Numbers, places: Sequence[int]) -> Numbers:
    if not column or len(places) == 1:
        return column[places[0] : places[0] + 1] if column else column
    return array(column.typecode, itemgetter(*places)(column))


def _counting(layers: Sequence[Layer]) -> tuple[frozenset[str], bool]:
    """The fields that count since the start, and whether packets do; undecided fields count as packets do."""
    main = bool(is_cumulative(_as_counted(layer, "packets") for layer in layers))
    lives = [(layer, _lives(layer) if main else None) for layer in layers]
    decided = {
        field: is_cumulative(
            (part for layer, life in lives for part in _parts(layer, field.column, life)), others_are=main
        )
        for field in FIELDS
        if field.counter
    }
    counted = {
        field.column: (main or field.since_start) if own is None else own for field, own in decided.items()
    }
    if counted["buffered_s"] != counted["emitted"]:  # one is a sum over the other: they count alike
        counted["buffered_s"] = counted["emitted"] = main
    return frozenset(column for column, since_start in counted.items() if since_start), main


def _as_counted(layer: Layer, name: str) -> Numbers:
    column = layer.columns[name]
    return _picked(column, layer.arrival) if layer.arrival else column


def _lives(layer: Layer) -> list[int]:
    """Where the packet counter began anew, and with it all others; with both ends of the rows."""
    packets = _as_counted(layer, "packets")
    fell = map(lt, islice(packets, 1, None), packets)
    return [0, *(place for place, restarted in enumerate(fell, 1) if restarted), len(layer.time_s)]


def _parts(layer: Layer, name: str, lives: list[int] | None) -> list[Numbers]:
    """A column cut where all counters began anew, so that this is no fall of one of them."""
    column = _as_counted(layer, name)
    return [column] if lives is None else [column[start:end] for start, end in pairwise(lives)]


def _falls(column: Numbers) -> int:
    return sum(map(lt, islice(column, 1, None), column))


def _per_sample(layer: Layer, cumulative: frozenset[str]) -> Layer:
    back = sorted(range(len(layer.arrival)), key=layer.arrival.__getitem__)
    columns = dict(layer.columns)
    for name in cumulative:
        steps = per_sample(_as_counted(layer, name))
        columns[name] = _picked(steps, back) if back and steps else steps
    return Layer(layer.time_s, columns, layer.limitation)
