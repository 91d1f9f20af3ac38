"""A series' rows sorted into streams and layers: in order, without duplicates, counts per sample.

A layer is one SSRC of one producer: a simulcast layer when sending, one life of the stream when receiving.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rtk_mcp.api.models.report import Series
from rtk_mcp.report.columns import FIELDS, Column, Row, read_column, wire_name
from rtk_mcp.report.counters import is_cumulative, per_sample
from rtk_mcp.report.scalars import epoch_s, identifier

LIMITATIONS = frozenset({"cpu", "bandwidth", "none", "other"})


@dataclass(frozen=True, slots=True)
class Layer:
    """One SSRC's columns; `columns` has an entry for each field in columns.FIELDS, of None where absent."""

    time_s: Column
    columns: dict[str, Column]
    limitation: list[str | None]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """One stream's rows, before they are merged into samples; `key` is unique in its series."""

    key: str
    producer_id: str | None
    consumer_id: str | None
    remote_peer_id: str | None
    rows: int
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class SeriesRows:
    """A series read: its streams, and how its counters turned out to count."""

    groups: tuple[RowGroup, ...]
    rows: int
    cumulative: bool


def read_series(series: Series, items: Any) -> SeriesRows:
    """Read one series; anything that is no list of objects reads as empty."""
    rows = [row for row in items if isinstance(row, dict)] if isinstance(items, list) else []
    grouped = _group(rows)
    raw = {key: [_read_layer(series, layer) for layer in layers.values()] for key, layers in grouped.items()}
    cumulative, main = _counting([layer for layers in raw.values() for layer in layers])
    read = {key: tuple(_per_sample(layer, cumulative) for layer in layers) for key, layers in raw.items()}
    groups = tuple(_row_group(key, grouped[key], layers) for key, layers in read.items())
    return SeriesRows(groups, len(rows), main)


def _group(rows: list[Row]) -> dict[str, dict[str, list[Row]]]:
    """Rows by stream, then by layer, both in order of appearance."""
    streams: dict[str, dict[str, list[Row]]] = {}
    seen: dict[tuple[Any, Any], list[Row]] = {}
    for row in rows:
        producer, ssrc = row.get("producer_id"), row.get("ssrc")
        plain = producer.__class__ is str and producer and ssrc.__class__ is int
        layer = seen.get((producer, ssrc)) if plain else None
        if layer is None:
            layer = _layer(streams, row)
            if plain:
                seen[producer, ssrc] = layer
        layer.append(row)
    return streams


def _layer(streams: dict[str, dict[str, list[Row]]], row: Row) -> list[Row]:
    """The list that this row belongs to, made where there is none."""
    ssrc = identifier(row.get("ssrc")) or ""
    key = identifier(row.get("producer_id")) or identifier(row.get("consumer_id")) or ssrc
    return streams.setdefault(key, {}).setdefault(ssrc, [])


def _row_group(key: str, layers: Mapping[str, list[Row]], read: tuple[Layer, ...]) -> RowGroup:
    rows = [row for layer in layers.values() for row in layer]
    return RowGroup(
        key=key or "unknown",
        producer_id=_first_id(rows, "producer_id"),
        consumer_id=_first_id(rows, "consumer_id"),
        remote_peer_id=_first_id(rows, "peer_id"),
        rows=len(rows),
        layers=read,
    )


def _first_id(rows: Iterable[Row], name: str) -> str | None:
    return next((found for row in rows if (found := identifier(row.get(name)))), None)


def _read_layer(series: Series, rows: list[Row]) -> Layer:
    times = [epoch_s(row.get("timestamp")) for row in rows]
    order = _order(times)
    ordered = [rows[index] for index in order]
    absent: Column = [None] * len(ordered)
    columns = {}
    for field in FIELDS:
        name = wire_name(field, series)
        columns[field.column] = absent if name is None else read_column(ordered, name, field)
    reasons = [_limitation(row.get("quality_limitation_reason")) for row in ordered]
    return Layer([times[index] for index in order], columns, reasons)


def _order(times: Column) -> list[int]:
    """Indexes in time order, each time once (uploads repeat rows); rows without a time stay, at the end."""
    first_at: dict[float, int] = {}
    for index, time in enumerate(times):
        if time is not None:
            first_at.setdefault(time, index)
    return [first_at[time] for time in sorted(first_at)] + [i for i, time in enumerate(times) if time is None]


def _limitation(value: Any) -> str | None:
    text = value.lower() if isinstance(value, str) else None
    return text if text in LIMITATIONS else None


def _counting(layers: list[Layer]) -> tuple[frozenset[str], bool]:
    """The fields that count since the start, and whether packets do; undecided fields count as packets do."""
    main = bool(is_cumulative(layer.columns["packets"] for layer in layers))
    counters = [field.column for field in FIELDS if field.counter]
    decided = {name: is_cumulative(layer.columns[name] for layer in layers) for name in counters}
    return frozenset(name for name, own in decided.items() if (main if own is None else own)), main


def _per_sample(layer: Layer, cumulative: frozenset[str]) -> Layer:
    columns = {
        name: per_sample(column) if name in cumulative else column for name, column in layer.columns.items()
    }
    return Layer(layer.time_s, columns, layer.limitation)
