"""A transcript as a delimited file.

Without a header its columns are start, peer id, user id, custom participant id, name and text; the start is in
milliseconds since the session began, and in files of before 2024 an ISO time. A header says it itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import methodcaller

from rtk_mcp.meeting.field_names import Field, pick, plain_name
from rtk_mcp.meeting.gathering import gather
from rtk_mcp.meeting.moments import column
from rtk_mcp.meeting.naming import identity
from rtk_mcp.meeting.spoken import Transcript
from rtk_mcp.meeting.tables import fitted, is_blank, read_table

_WHO: tuple[Field, ...] = ("peer_id", "user_id", "custom_participant_id", "name")
_BEGINS = re.compile(
    r'^[ ]*"?(?:-?\d+(?:\.\d+)?|\d{4}-\d\d-\d\d[T ][^",;\t\n]*|\d+:\d\d:\d\d[^",;\t\n]*)"?[,;\t]',
    re.MULTILINE,
)
_BETWEEN = '","'
_HEADER_WITHIN = 3


@dataclass(frozen=True, slots=True)
class _Layout:
    """In which column what is; None: in none."""

    width: int
    start: int
    said: int
    end: int | None
    who: tuple[int | None, ...]


_USUAL = _Layout(6, start=0, said=5, end=None, who=(1, 2, 3, 4))


def read_csv(text: str) -> Transcript:
    """What was said, whatever the delimiter, the quoting and the order of columns that a header names."""
    columns = _documented(text)
    if columns is not None and not (read := _said(columns, _USUAL)).unreadable:
        return read
    return read_table(text, _BEGINS, _transcript, lambda read: len(read.utterances))


def _documented(text: str) -> list[list[str]] | None:
    """The columns where every cell is quoted and none has a quote: in half of the time that `csv` needs.

    Then quotes stand around cells alone, so that what stands between two cells or two rows tells itself.
    """
    rows = text[1:-1].split('"\n"')
    if text[0] + text[-1] != '""' or text.count('"') != 2 * _USUAL.width * len(rows):
        return None
    if set(map(methodcaller("count", _BETWEEN), rows)) != {_USUAL.width - 1}:
        return None
    cells = _BETWEEN.join(rows).split(_BETWEEN)
    return [cells[at :: _USUAL.width] for at in range(_USUAL.width)]


def _transcript(rows: list[list[str]], delimiter: str) -> Transcript:
    layout, rows = _layout(rows)
    unreadable = 0
    if set(map(len, rows)) != {layout.width}:
        fitting = [fitted(row, layout.width, layout.said, delimiter) for row in rows if not is_blank(row)]
        rows = [row for row in fitting if row is not None]
        unreadable = len(fitting) - len(rows)
    return (
        _said(list(zip(*rows, strict=True)), layout, unreadable)
        if rows
        else Transcript(unreadable=unreadable)
    )


def _said(columns: Sequence[Sequence[str]], layout: _Layout, unreadable: int = 0) -> Transcript:
    nothing = [""] * len(columns[0])
    return gather(
        column(columns[layout.start]),
        None if layout.end is None else column(columns[layout.end]),
        list(zip(*(nothing if place is None else columns[place] for place in layout.who), strict=True)),
        columns[layout.said],
        lambda who: identity(*who),
        unreadable,
    )


def _layout(rows: list[list[str]]) -> tuple[_Layout, list[list[str]]]:
    """The columns, and the rows below the header if there is one."""
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        if layout := _named(row):
            return layout, rows[at + 1 :]
    return _USUAL, rows


def _named(header: list[str]) -> _Layout | None:
    named: dict[str, int | None] = {}
    for at, name in enumerate(header):
        named.setdefault(plain_name(name), at)
    start, said = pick("start", named), pick("said", named)
    if start is None or said is None:
        return None
    return _Layout(len(header), start, said, pick("end", named), tuple(pick(field, named) for field in _WHO))
