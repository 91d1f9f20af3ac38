"""One series while it is read: its rows as columns, and which stream and layer each row belongs to."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, Final

from rtk_mcp.api.models.report import Series
from rtk_mcp.report.clock import Clock
from rtk_mcp.report.columns import LIMITATION
from rtk_mcp.report.numbers import GrowingNumbers
from rtk_mcp.report.rows import Row, row_reader

LIMITATIONS: Final = {"none": 1, "bandwidth": 2, "cpu": 3, "other": 4}
"""What held the encoder back, as the numbers of a column; 0 is not told."""

LayerKey = tuple[str, int | float | str | None]
"""Producer and SSRC."""


class _Reasons(dict[str | None, int]):
    """The number of a reason, whichever way it is written."""

    def __missing__(self, reason: str | None) -> int:
        return LIMITATIONS.get((reason or "").lower(), 0)


class _Layers(dict[LayerKey, int]):
    """Numbers layers in order of appearance."""

    def __missing__(self, key: LayerKey) -> int:
        if not key[0]:
            raise _Nameless
        self[key] = len(self)
        return self[key]


class _Nameless(Exception):
    """A row without a producer."""


class SeriesReader:
    """Collects a series.

    Attributes:
        layers: each producer's SSRCs, numbered in order of appearance.
        layer_of: per row the number of its layer.
        peers: who sent a layer, where a row said so.
        columns: per column name of `columns.FIELDS`, those that the series has; each as long as the rows.
    """

    def __init__(self, series: Series, clock: Clock) -> None:
        self.series = series
        self.layers: dict[LayerKey, int] = _Layers()
        self.layer_of = GrowingNumbers()
        self.peers: dict[int, str] = {}
        self.time_s = GrowingNumbers()
        self.limitation = GrowingNumbers()
        self._clock = clock
        self._reader = row_reader(series)
        self.columns = {field.column: GrowingNumbers() for field, _ in self._reader.fields}
        self._take = [(self.columns[field.column], attrgetter(wire)) for field, wire in self._reader.fields]

    def __len__(self) -> int:
        return len(self.layer_of.data)

    def take(self, piece: bytes, *, certain: bool) -> bool:
        """Read a JSON list of rows; False when it does not parse and might be cut in the wrong place.

        Raises:
            NotJson: the cut is certain, so it is no JSON.
        """
        rows = self._reader.read(piece, certain=certain)
        if rows is None:
            return False
        try:
            self._add(rows)
        except _Nameless:
            self._add(self._reader.read_tolerantly(piece, certain=True) or [])
        return True

    def take_objects(self, items: Any) -> None:
        """Read rows that were parsed with the rest of the document."""
        self._add(self._reader.from_objects(items))

    def _add(self, rows: list[Row]) -> None:
        layers, known = self.layers, len(self.layers)
        numbers: list[float | None] = [layers[row.producer_id, row.ssrc] for row in rows]
        if len(layers) > known:
            self._note_peers(rows, numbers)
        self.layer_of.extend(numbers)
        self.time_s.extend([*self._clock.read([row.timestamp for row in rows])])
        for column, field in self._take:
            column.extend([*map(field, rows)])
        if self._reader.has_limitation:
            reasons = _Reasons(LIMITATIONS)
            self.limitation.extend([reasons[getattr(row, LIMITATION)] for row in rows])

    def _note_peers(self, rows: Iterable[Row], numbers: Iterable[float | None]) -> None:
        for row, number in zip(rows, numbers, strict=True):
            if row.peer_id and number is not None:
                self.peers.setdefault(int(number), row.peer_id)
