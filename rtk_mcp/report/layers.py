"""A series' columns sorted into streams and layers: in order, without duplicates, counts per sample.

A layer is one SSRC of one producer: a simulcast layer when sending, one life of the stream when receiving.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter, lt
from typing import Final

from rtk_mcp.report.columns import FIELDS
from rtk_mcp.report.counters import is_cumulative, per_sample
from rtk_mcp.report.numbers import NOWHERE, Numbers, bounded, measured
from rtk_mcp.report.scalars import EARLIEST_S, LATEST_S, identifier
from rtk_mcp.report.series import SeriesReader

Places = Sequence[int]

MAX_STREAMS: Final = 3_000
"""Per series: hundreds of people who rejoin. What has more is no call, and reading it would take minutes."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One SSRC's columns; `columns` has an entry for each field in columns.FIELDS, `NOWHERE` where absent."""

    time_s: Numbers
    columns: dict[str, Numbers]
    limitation: Numbers


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


def read_layers(read: SeriesReader) -> SeriesRows:
    """Everything a series reader collected."""
    whole = _whole(read)
    placed, left_out = _longest(_placed(read))
    raw = {key: [_layer(whole, places) for places in layers] for key, layers in placed.items()}
    cumulative, main = _counting([layer for layers in raw.values() for layer in layers])
    peers = _peers(read)
    groups = tuple(
        RowGroup(
            key=key,
            remote_peer_id=peers.get(key),
            rows=sum(len(places) for places in placed[key]),
            layers=tuple(_per_sample(layer, cumulative) for layer in layers),
        )
        for key, layers in raw.items()
    )
    return SeriesRows(groups, len(read), main, left_out)


def _whole(read: SeriesReader) -> Layer:
    """The series as one layer, with impossible values left out."""
    columns = {
        field.column: measured(bounded(read.columns[field.column].data, field.low, field.high))
        if field.column in read.columns
        else NOWHERE
        for field in FIELDS
    }
    return Layer(bounded(read.time_s.data, EARLIEST_S, LATEST_S), columns, read.limitation.data)


def _placed(read: SeriesReader) -> dict[str, list[Places]]:
    """Where the rows of each stream's layers are; streams and layers in order of appearance."""
    if len(read.layers) == 1:
        return {_key(producer): [range(len(read))] for producer, _ in read.layers}
    places = [array("I") for _ in read.layers]
    for place, layer in enumerate(read.layer_of.data):
        places[int(layer)].append(place)
    named: dict[tuple[str, str | None], array[int]] = {}
    for (producer, ssrc), found in zip(read.layers, places, strict=True):
        named.setdefault((_key(producer), identifier(ssrc)), array("I")).extend(found)
    streams: dict[str, list[Places]] = {}
    for (key, _), found in named.items():
        streams.setdefault(key, []).append(found)
    return streams


def _longest(placed: dict[str, list[Places]]) -> tuple[dict[str, list[Places]], int]:
    """The streams that may be told apart, those with the most rows, and how many are left out."""
    if len(placed) <= MAX_STREAMS:
        return placed, 0
    ranked = sorted(placed, key=lambda key: -sum(map(len, placed[key])))
    kept = {*ranked[:MAX_STREAMS]}
    return {key: places for key, places in placed.items() if key in kept}, len(placed) - MAX_STREAMS


def _key(producer: str) -> str:
    return identifier(producer) or "unknown"


def _peers(read: SeriesReader) -> dict[str, str]:
    found: dict[str, str] = {}
    for producer, number in ((producer, number) for (producer, _), number in read.layers.items()):
        peer = identifier(read.peers.get(number))
        if peer:
            found.setdefault(_key(producer), peer)
    return found


def _layer(whole: Layer, places: Places) -> Layer:
    """Some rows in time order, each time once: uploads repeat rows. Rows without a time stay, at the end."""
    pick = _picker(whole, places)
    times = pick(whole.time_s)
    if not all(map(lt, times, islice(times, 1, None))):
        pick = _picker(whole, [places[index] for index in _order(times)])
        times = pick(whole.time_s)
    columns = {name: pick(column) for name, column in whole.columns.items()}
    return Layer(times, columns, pick(whole.limitation))


def _picker(whole: Layer, places: Places) -> Callable[[Numbers], Numbers]:
    """What takes these places out of a column."""
    if isinstance(places, range) and len(places) == len(whole.time_s):
        return lambda column: column
    if len(places) == 1:
        return lambda column: column[places[0] : places[0] + 1]
    pick = itemgetter(*places)
    return lambda column: array(column.typecode, pick(column)) if column else NOWHERE


def _order(times: Numbers) -> list[int]:
    first_at: dict[float, int] = {}
    for index, time in enumerate(times):
        if time == time:  # noqa: PLR0124 - NaN is not itself
            first_at.setdefault(time, index)
    untimed = [index for index, time in enumerate(times) if time != time]  # noqa: PLR0124
    return [*(first_at[time] for time in sorted(first_at)), *untimed]


def _counting(layers: Sequence[Layer]) -> tuple[frozenset[str], bool]:
    """The fields that count since the start, and whether packets do; undecided fields count as packets do."""
    main = bool(is_cumulative(layer.columns["packets"] for layer in layers))
    decided = {
        field: is_cumulative(layer.columns[field.column] for layer in layers)
        for field in FIELDS
        if field.counter
    }
    return (
        frozenset(
            field.column
            for field, own in decided.items()
            if (main or field.since_start if own is None else own)
        ),
        main,
    )


def _per_sample(layer: Layer, cumulative: frozenset[str]) -> Layer:
    columns = {
        name: per_sample(column) if name in cumulative else column for name, column in layer.columns.items()
    }
    return Layer(layer.time_s, columns, layer.limitation)
