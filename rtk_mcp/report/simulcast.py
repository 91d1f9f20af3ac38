"""Simulcast layers of one stream as one: counts are summed, the picture is that of the largest layer sent."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from math import nan
from typing import Final

from rtk_mcp.report.layers import Layer
from rtk_mcp.report.numbers import NOWHERE, GrowingNumbers, Numbers, highest, known, lowest
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
    largest = _largest(aligned)
    columns = {name: _joined([each.columns[name] for each in aligned], _total) for name in _SUMMED}
    columns |= {name: _joined([each.columns[name] for each in aligned], _most) for name in _HIGHEST}
    columns |= {name: _joined([_while_sent(each, name) for each in aligned], _most) for name in _REPORTED}
    columns |= {name: _chosen([each.columns[name] for each in aligned], largest) for name in _OF_LARGEST}
    limitation = _joined([each.limitation for each in aligned], _reason)
    return Layer(aligned[0].time_s, columns, limitation)


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
    return [_spread(layer, places, times) for layer, places in zip(layers, moved, strict=True)]


def _spread(layer: Layer, places: list[int], times: Numbers) -> Layer:
    def spread(column: Numbers, filling: float | None) -> Numbers:
        if not column:
            return NOWHERE
        values: list[float | None] = [filling] * len(times)
        for place, value in zip(places, column, strict=True):
            values[place] = value
        result = GrowingNumbers()
        result.extend(values)
        return result.data

    columns = {name: spread(column, None) for name, column in layer.columns.items()}
    return Layer(times, columns, spread(layer.limitation, 0))


def _while_sent(layer: Layer, name: str) -> Numbers:
    column, packets = layer.columns[name], layer.columns["packets"]
    if not column or not packets or 0 not in packets:
        return column
    return array("d", [nan if count == 0 else value for value, count in zip(column, packets, strict=True)])


def _joined(columns: Sequence[Numbers], join: Callable[[Iterable[float]], float]) -> Numbers:
    present = [column for column in columns if column]
    if len(present) < 2:  # noqa: PLR2004 - nothing to join
        return present[0] if present else NOWHERE
    if all(column == present[0] for column in present) and join is not _total:
        return present[0]
    if all(len(known(column)) == len(column) for column in present):  # nothing to leave out
        join = sum if join is _total else max if join is _most else join
    result = GrowingNumbers()
    result.extend([*map(join, zip(*present, strict=True))])
    return result.data


def _total(values: Iterable[float]) -> float:
    measured = [value for value in values if value == value]  # noqa: PLR0124 - NaN
    return sum(measured) if measured else nan


def _most(values: Iterable[float]) -> float:
    return max((value for value in values if value == value), default=nan)  # noqa: PLR0124


def _reason(values: Iterable[float]) -> float:
    return max(values, key=lambda value: _RANK.get(int(value), 0))


def _largest(layers: Sequence[Layer]) -> int | list[int]:
    """The layer whose picture counts: the widest that carries packets, in all samples or for each."""
    widths = [layer.columns["width_px"] for layer in layers]
    packets = [layer.columns["packets"] for layer in layers]
    by_width = sorted(
        range(len(layers)), key=lambda number: -(highest(widths[number]) if widths[number] else 0)
    )
    top, others = by_width[0], by_width[1:]
    if packets[top] and lowest(packets[top]) > 0 and widths[top]:
        least = lowest(widths[top])
        if all(not widths[other] or highest(widths[other]) <= least for other in others):
            return top
    moments = range(len(layers[0].time_s))
    return [
        max(
            range(len(layers)),
            key=lambda number: (_at(packets[number], place) > 0, _at(widths[number], place)),
        )
        for place in moments
    ]


def _at(column: Numbers, place: int) -> float:
    value = column[place] if column else 0.0
    return value if value == value else 0.0  # noqa: PLR0124


def _chosen(columns: Sequence[Numbers], largest: int | list[int]) -> Numbers:
    if isinstance(largest, int):
        return columns[largest]
    if not any(columns):
        return NOWHERE
    result = GrowingNumbers()
    result.extend(
        [columns[number][place] if columns[number] else None for place, number in enumerate(largest)]
    )
    return result.data
