"""Simulcast layers of one stream as one: counts are summed, the picture is that of the largest layer sent."""

from array import array
from collections.abc import Iterable, Sequence
from functools import partial, reduce
from math import nan
from operator import add
from typing import Final

from rtk_mcp.report.layers import Layer
from rtk_mcp.report.numbers import NOWHERE, GrowingNumbers, Numbers, highest, known
from rtk_mcp.report.series import LIMITATIONS

_SUMMED: Final = (
    "packets",
    "lost",
    "bytes",
    "buffered_s",
    "emitted",
    "concealments",
    "frames_dropped",
    "key_frames",
    "plis",
    "firs",
)
_REPORTED: Final = ("rtt_ms", "jitter_ms")
"""A layer that is switched off keeps the last values that the far end reported of it."""
_HIGHEST: Final = ("fps", "frames", "bandwidth_limited_s", "cpu_limited_s")
_OF_LARGEST: Final = ("width_px", "height_px", "score_ratio")
_RANK: Final = {
    LIMITATIONS[reason]: rank for rank, reason in enumerate(("none", "other", "cpu", "bandwidth"), 1)
}
"""Layers share one encoder: when one is held back, all are."""


def as_one(layers: Sequence[Layer]) -> Layer:
    """One layer of several; with one sample per moment in which any of them has a row."""
    if len(layers) == 1:
        return layers[0]
    aligned = layers if all(layer.time_s == layers[0].time_s for layer in layers) else _aligned(layers)
    ranked = sorted(aligned, key=lambda layer: -_width(layer))
    columns = {name: _summed([each.columns[name] for each in aligned]) for name in _SUMMED}
    columns |= {name: _highest([each.columns[name] for each in aligned]) for name in _HIGHEST}
    columns |= {name: _highest([_while_sent(each, name) for each in aligned]) for name in _REPORTED}
    columns |= _of_largest(ranked)
    return Layer(aligned[0].time_s, columns, _limitation([each.limitation for each in aligned]))


def _aligned(layers: Sequence[Layer]) -> list[Layer]:
    """The layers on the moments of all of them; rows without a time are moments of their own."""
    timed = sorted({time for layer in layers for time in layer.time_s if time == time})  # noqa: PLR0124 - NaN
    place_of = {time: place for place, time in enumerate(timed)}
    untimed = len(timed)
    moved = []
    for layer in layers:
        places = []
        for time in layer.time_s:
            places.append(place_of.get(time, untimed))
            untimed += time not in place_of
        moved.append(places)
    times = array("d", [*timed, *[nan] * (untimed - len(timed))])
    return [
        layer if layer.time_s == times else _spread(layer, places, times)
        for layer, places in zip(layers, moved, strict=True)
    ]


def _spread(layer: Layer, places: list[int], times: Numbers) -> Layer:
    def spread(column: Numbers, filling: float) -> Numbers:
        if not column:
            return NOWHERE
        values = array("d" if filling != filling else column.typecode, [filling]) * len(times)  # noqa: PLR0124
        for place, value in zip(places, column, strict=True):
            values[place] = value
        return values

    columns = {name: spread(column, nan) for name, column in layer.columns.items()}
    return Layer(times, columns, spread(layer.limitation, 0))


def _width(layer: Layer) -> float:
    widest = highest(layer.columns["width_px"])
    return widest if widest > 0 else 0.0


def _while_sent(layer: Layer, name: str) -> Numbers:
    column, packets = layer.columns[name], layer.columns["packets"]
    if not column or not packets or 0 not in packets:
        return column
    return array("d", [nan if count == 0 else value for value, count in zip(column, packets, strict=True)])


def _summed(columns: Sequence[Numbers]) -> Numbers:
    """The sum of what was measured; not measured where no layer was."""
    present = [column for column in columns if column]
    if len(present) < 2 or not any(map(any, present)):  # noqa: PLR2004 - nothing to add up
        return present[0] if present else NOWHERE
    if all(len(known(column)) == len(column) for column in present):
        return _grown(reduce(partial(map, add), present))
    return _grown(
        sum(measured) if (measured := [value for value in values if value == value]) else None  # noqa: PLR0124
        for values in zip(*present, strict=True)
    )


def _highest(columns: Sequence[Numbers]) -> Numbers:
    """The highest of what was measured; nothing that is compared here can be negative."""
    present = [column for column in columns if column]
    if len(present) < 2:  # noqa: PLR2004 - nothing to compare
        return present[0] if present else NOWHERE
    if all(len(known(column)) == len(column) for column in present):
        return _grown(map(max, *present))
    whole = ([value if value == value else -1.0 for value in column] for column in present)  # noqa: PLR0124
    return _grown(value if value >= 0 else None for value in map(max, *whole))


def _of_largest(ranked: Sequence[Layer]) -> dict[str, Numbers]:
    """The picture of the largest layer that carries packets in a sample; of the largest of all where none does."""
    top, *others = ranked
    columns = {name: top.columns[name] for name in _OF_LARGEST}
    packets = top.columns["packets"]
    idle = [place for place, count in enumerate(packets) if not count > 0]
    if not idle:
        return columns
    chosen = {place: each for each in reversed(others) for place in idle if _carries(each, place)}
    for name in _OF_LARGEST:
        values: list[float | None] = [*columns[name]] or [None] * len(top.time_s)
        for place, layer in chosen.items():
            values[place] = layer.columns[name][place] if layer.columns[name] else None
        columns[name] = _grown(values) if any(layer.columns[name] for layer in ranked) else NOWHERE
    return columns


def _carries(layer: Layer, place: int) -> bool:
    packets = layer.columns["packets"]
    return bool(packets) and packets[place] > 0


def _limitation(columns: Sequence[Numbers]) -> Numbers:
    if all(column == columns[0] for column in columns):
        return columns[0]
    present = [column for column in columns if column]
    return _grown(max(values, key=_rank) for values in zip(*present, strict=True))


def _rank(reason: float) -> int:
    return _RANK.get(int(reason), 0)


def _grown(values: Iterable[float | None]) -> Numbers:
    result = GrowingNumbers()
    result.extend([*values])
    return result.data
