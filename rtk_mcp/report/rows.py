"""A piece of JSON to rows: only the fields that become columns are read, in one pass of a compiled decoder.

`msgspec` with just these fields takes 0.57 of the time of `orjson.loads` on the same rows, which makes every field an
object. What it refuses (a string where a number belongs, a number too many digits long, NaN) is read again tolerantly.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from math import nan
from typing import Any, Final

import msgspec

from rtk_mcp.api.documents import NotJson, load_json
from rtk_mcp.api.models.report import Series
from rtk_mcp.report.columns import FIELDS, LIMITATION, Field, wire_name
from rtk_mcp.report.scalars import identifier, number

Number = int | float | None
Row = Any
"""A struct with `producer_id`, `peer_id`, `ssrc`, `timestamp` and the wire fields of its series' columns."""

UNKNOWN_STREAM: Final = "unknown"
_IDS: Final = (
    ("producer_id", str, ""),
    ("peer_id", str | None, None),
    ("ssrc", int | float | str | None, None),
)


class RowReader:
    """Reads the rows of one series.

    Attributes:
        fields: the columns that this series has, each with the name of the row's attribute.
        columns: for each of them what takes its values out of rows.
        has_limitation: whether its rows say what held the encoder back.
    """

    def __init__(self, series: Series) -> None:
        named = [(field, name) for field in FIELDS if (name := wire_name(field, series))]
        self.fields: tuple[tuple[Field, str], ...] = tuple(named)
        self.has_limitation = LIMITATION in series.row.model_fields
        self.columns = tuple(_column_reader(name) for _, name in named)
        self._plain = [name for _, name in named if "." not in name]
        self._nested: dict[str, list[str]] = {}
        for outer, _, inner in (name.partition(".") for _, name in named if "." in name):
            self._nested.setdefault(outer, []).append(inner)
        self._inner = {
            outer: msgspec.defstruct(outer, [(name, Number, nan) for name in names], frozen=True)
            for outer, names in self._nested.items()
        }
        limitation = [(LIMITATION, str | None, None)] if self.has_limitation else []
        self._row = msgspec.defstruct(
            series.name,
            [
                ("timestamp", datetime | int | float | None, None),
                *((name, Number, nan) for name in self._plain),
                *((outer, inner, inner()) for outer, inner in self._inner.items()),
                *limitation,
                *_IDS,
            ],
            gc=False,
        )
        self._decoder = msgspec.json.Decoder(list[self._row])  # type: ignore[name-defined]  # made above

    def read(self, piece: bytes, *, certain: bool) -> list[Row] | None:
        """The rows of a JSON list; what is no object in it is left out.

        Args:
            piece: the list.
            certain: whether it is known to be a whole list; else None tells that it does not parse.

        Raises:
            NotJson: it is certain, and no JSON.
        """
        try:
            return self._decoder.decode(piece)
        except msgspec.ValidationError:
            return self.read_tolerantly(piece, certain=certain)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return self.read_tolerantly(piece, certain=True) if certain else None

    def read_tolerantly(self, piece: bytes, *, certain: bool) -> list[Row] | None:
        """The same, whatever the rows' fields hold."""
        try:
            return self.from_objects(load_json(piece))
        except NotJson:
            if certain:
                raise
            return None

    def from_objects(self, items: Any) -> list[Row]:
        """Rows of values already parsed; anything that is no list of objects reads as empty."""
        return (
            [self._from_object(item) for item in items if isinstance(item, dict)]
            if isinstance(items, list)
            else []
        )

    def _from_object(self, item: dict[str, Any]) -> Row:
        values: dict[str, Any] = {name: number(item.get(name)) for name in self._plain}
        for outer, names in self._nested.items():
            inner = item.get(outer)
            inner = inner if isinstance(inner, dict) else {}
            values[outer] = self._inner[outer](**{name: number(inner.get(name)) for name in names})
        if self.has_limitation:
            reason = item.get(LIMITATION)
            values[LIMITATION] = reason if isinstance(reason, str) else None
        ssrc = identifier(item.get("ssrc"))
        stream = identifier(item.get("producer_id")) or identifier(item.get("consumer_id")) or ssrc
        return self._row(
            timestamp=item.get("timestamp"),
            producer_id=stream or UNKNOWN_STREAM,
            peer_id=identifier(item.get("peer_id")),
            ssrc=ssrc,
            **values,
        )


def _column_reader(name: str) -> Callable[[Sequence[Row]], list[Any]]:
    """Compiled for the attribute: half the time of `operator.attrgetter`, of which a report needs millions."""
    read: Callable[[Sequence[Row]], list[Any]] = eval(f"lambda rows: [row.{name} for row in rows]")  # noqa: S307 - a name out of columns.FIELDS
    return read


@cache
def row_reader(series: Series) -> RowReader:
    """The series' reader; made with the first report, as compiling it takes a few milliseconds."""
    return RowReader(series)
