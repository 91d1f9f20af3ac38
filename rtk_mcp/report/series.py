"""One series while it is read: its rows as columns, a set of them for each layer.

A layer is one SSRC of one producer: a simulcast layer when sending, one life of the stream when receiving.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, Final

from rtk_mcp.api.models.report import Series
from rtk_mcp.report.clock import read_times
from rtk_mcp.report.columns import LIMITATION
from rtk_mcp.report.numbers import GrowingNumbers
from rtk_mcp.report.rows import UNKNOWN_STREAM, Row, RowReader, row_reader
from rtk_mcp.report.scalars import identifier

LIMITATIONS: Final = {"none": 1, "bandwidth": 2, "cpu": 3, "other": 4}
"""What held the encoder back, as the numbers of a column; 0 is not told."""
ENOUGH_ROWS: Final = 2_500
"""Moved into columns together: fewer cost more for each, and more hold megabytes of objects."""
MAX_LAYERS: Final = 6_000
"""Hundreds of people who rejoin, with simulcast; what has more is no call. Later ones are left out."""

_Key = tuple[str, int | float | str | None]
"""Producer and SSRC as a row has them: the same one as a number here and as a word there."""
_KEY_OF: Final[Callable[[Row], _Key]] = attrgetter("producer_id", "ssrc")


class _Reasons(dict[str | None, int]):
    """The number of a reason, whichever way it is written."""

    def __missing__(self, reason: str | None) -> int:
        return LIMITATIONS.get((reason or "").lower(), 0)


_REASONS: Final = _Reasons(LIMITATIONS)


class LayerReader:
    """One layer's columns so far: one for each field that the series has, all of one length."""

    __slots__ = ("columns", "limitation", "peer_id", "time_s")

    def __init__(self, reader: RowReader) -> None:
        self.time_s = GrowingNumbers()
        self.columns = [GrowingNumbers(fractions=field.fractions) for field, _ in reader.fields]
        self.limitation = GrowingNumbers()
        self.peer_id: str | None = None

    def add(self, rows: Sequence[Row], reader: RowReader) -> None:
        """Append rows, which can go then."""
        if self.peer_id is None:
            self.peer_id = next((row.peer_id for row in rows if row.peer_id), None)
        self.time_s.extend([*read_times([row.timestamp for row in rows])])
        for column, values_of in zip(self.columns, reader.columns, strict=True):
            column.extend(values_of(rows))
        if reader.has_limitation:
            self.limitation.extend([_REASONS[getattr(row, LIMITATION)] for row in rows])


class SeriesReader:
    """Collects a series.

    Attributes:
        layers: by producer and SSRC, in order of appearance.
        rows: how many rows there were.
    """

    def __init__(self, series: Series) -> None:
        self.series = series
        self.layers: dict[tuple[str, str | None], LayerReader] = {}
        self.rows = 0
        self._left_out: set[int] = set()
        self._reader = row_reader(series)
        self._waiting: defaultdict[_Key, list[Row]] = defaultdict(list)
        self._waiting_rows = 0

    @property
    def left_out(self) -> int:
        """Layers beyond `MAX_LAYERS`."""
        return len(self._left_out)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of each layer."""
        return tuple(field.column for field, _ in self._reader.fields)

    def take(self, piece: bytes, *, certain: bool) -> bool:
        """Read a JSON list of rows; False when it does not parse and might be cut in the wrong place.

        Raises:
            NotJson: the cut is certain, so it is no JSON.
        """
        rows = self._reader.read(piece, certain=certain)
        if rows is None:
            return False
        self._sort(rows)
        if any(not producer for producer, _ in self._waiting):
            self._sort_nameless(rows, piece)
        if self._waiting_rows >= ENOUGH_ROWS:
            self.settle()
        return True

    def take_objects(self, items: Any) -> None:
        """Read rows that were parsed with the rest of the document."""
        self._sort(self._reader.from_objects(items))
        self.settle()

    def settle(self) -> None:
        """Move the rows that were read into columns."""
        for (producer, ssrc), rows in self._waiting.items():
            key = (identifier(producer) or UNKNOWN_STREAM, identifier(ssrc))
            layer = self.layers.get(key)
            if layer is None and len(self.layers) >= MAX_LAYERS:
                self._left_out.add(hash(key))
                continue
            if layer is None:
                layer = self.layers[key] = LayerReader(self._reader)
            layer.add(rows, self._reader)
        self._waiting.clear()
        self._waiting_rows = 0

    def _sort(self, rows: list[Row]) -> None:
        waiting = self._waiting
        for key, row in zip(map(_KEY_OF, rows), rows, strict=True):
            waiting[key].append(row)
        self._waiting_rows += len(rows)
        self.rows += len(rows)

    def _sort_nameless(self, rows: list[Row], piece: bytes) -> None:
        """Rows without a producer go by their consumer, which only the slow way reads."""
        for key in [key for key in self._waiting if not key[0]]:
            del self._waiting[key]
        again = self._reader.read_tolerantly(piece, certain=True) or []
        for row, named in zip(rows, again, strict=True):
            if not row.producer_id and (named.producer_id != UNKNOWN_STREAM or named.timestamp is not None):
                self._waiting[named.producer_id, named.ssrc].append(named)
