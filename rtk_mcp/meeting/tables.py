"""Rows of a delimited file, also of one whose quotes do not pair."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from itertools import pairwise
from operator import methodcaller
from typing import Protocol, TypeVar


class _Read(Protocol):
    @property
    def unreadable(self) -> int: ...


T = TypeVar("T", bound=_Read)

_FIRST_CELL = re.compile(r'[ \n]*(?:"[^"]*"|[^",;\t\n]*)([,;\t])')
_SPACED = re.compile(r'[ \n]*"[^"]*"[ ]*[,;\t] +"')


def read_table(
    text: str, begins: re.Pattern[str], read: Callable[[list[list[str]], str], T], found: Callable[[T], int]
) -> T:
    """What `read` makes of the rows; it is also given the delimiter.

    Where the quotes are wrong or a row is unreadable, the file is also read with a new row from each line on that
    `begins` matches, and that counts unless it finds less.
    """
    delimiter = _delimiter(text)
    rows = _rows(text, delimiter, strict=True)
    if rows is not None and not (plain := read(rows, delimiter)).unreadable:
        return plain
    mended = read(_mended(text, delimiter, begins), delimiter)
    loose = _rows(text, delimiter, strict=False)
    plain = mended if loose is None else read(loose, delimiter)
    return plain if found(plain) > found(mended) else mended


def fitted(row: list[str], width: int, loose: int, delimiter: str) -> list[str] | None:
    """The row with as many cells as it should have; surplus ones belong to the `loose` column; None: too few."""
    surplus = len(row) - width
    if surplus <= 0:
        return None if surplus else row
    return [*row[:loose], delimiter.join(row[loose : loose + surplus + 1]), *row[loose + surplus + 1 :]]


def is_blank(row: list[str]) -> bool:
    """Whether no cell has anything."""
    return not any(map(str.strip, row))


def _delimiter(text: str) -> str:
    found = _FIRST_CELL.match(text)
    return found[1] if found else ","


def _rows(text: str, delimiter: str, *, strict: bool) -> list[list[str]] | None:
    spaced = _SPACED.match(text) is not None
    reader = csv.reader(StringIO(text), delimiter=delimiter, skipinitialspace=spaced, strict=strict)
    try:
        return [row for row in reader if any(row)]
    except csv.Error:  # quotes that do not pair, or a cell beyond any real one's length
        return None


def _mended(text: str, delimiter: str, begins: re.Pattern[str]) -> list[list[str]]:
    edges = [0, *(found.start() for found in begins.finditer(text) if found.start()), len(text)]
    chunks = (text[start:end].strip("\n") for start, end in pairwise(edges))
    return [row for chunk in chunks if chunk for row in _mended_rows(chunk, delimiter)]


def _mended_rows(chunk: str, delimiter: str) -> list[list[str]]:
    """One row and what belongs to it; below it there can be others whose beginning is damaged."""
    between = f'"{delimiter}"'
    if chunk.startswith('"') and between in chunk:
        pieces = chunk[1:].removesuffix('"').split('"\n"')
        if len(set(map(methodcaller("count", between), pieces))) > 1:
            pieces = ['"\n"'.join(pieces)]
        return [[cell.replace('""', '"') for cell in piece.split(between)] for piece in pieces]
    first, *more = _rows(chunk, delimiter, strict=False) or [[chunk]]
    rows = [first]
    for row in more:
        if len(row) >= len(first):
            rows.append(row)
        else:
            rows[-1] = [*rows[-1][:-1], f"{rows[-1][-1]}\n{row[0]}", *row[1:]]
    return rows
