"""A document that arrives in pieces, cut at the borders of its rows: nothing of a long series is held for long.

A cut is guessed where a row seems to end, and proved by parsing what lies before it: from the beginning of a row, no
text that ends inside a row or a string is valid JSON. A guess that fails is made good by reading the brackets and
strings one by one, so every valid document is read, however it is spaced or nested.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from rtk_mcp.api.documents import NotJson

PIECE_BYTES: Final = 256 * 1024
"""Parsed at once: about 600 rows, 3 ms of work, and a few hundred kilobytes of objects that are dropped after it."""
MAX_ROWS_PER_PIECE: Final = 2_000
"""Of rows with next to nothing in them; more would be parsed for too long at once."""
_SAMPLE_BYTES: Final = 4 * 1024
_SAMPLED_EVERY: Final = 32 * 1024
MAX_ROW_BYTES: Final = 512 * 1024
"""A thousand times a row's size."""
MAX_REST_BYTES: Final = 32_000_000
"""What is beside the rows is parsed as one: events, devices and session descriptions of a day are a tenth of it."""
MAX_ARRAYS: Final = 64
"""Eight series, and room for names met elsewhere; further arrays stay in the rest of the document."""
MARKER: Final = "rtk-rows-{}"
"""Stands in the rest of the document for an array that was taken out."""
_HOLD_BACK: Final = 256
"""What may be the beginning of a series: its name, a colon and blanks."""
_TOKEN: Final = re.compile(rb'[{}\[\],]|"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_OPENING: Final = frozenset((b"{", b"["))
_CLOSING: Final = frozenset((b"}", b"]"))

Take = Callable[[int, bytes, bool], bool]
"""Number of the array, a JSON list of some of its rows, and whether the cut is certain; False: it does not parse."""


class RowSplitter:
    """Takes the named arrays out of a document; `finish` gives the rest of it, with markers in their places."""

    def __init__(self, names: Iterable[str], open_array: Callable[[str], int], take: Take) -> None:
        self._key = re.compile(rb'"(' + b"|".join(name.encode() for name in names) + rb')"\s*:\s*\[')
        self._open_array = open_array
        self._take = take
        self._array: int | None = None
        self._arrays = 0
        self._buffer = bytearray()
        self._enough = PIECE_BYTES
        self._rest = bytearray()

    def feed(self, data: bytes) -> None:
        """Take the next bytes.

        Raises:
            NotJson: a row cannot be read, however tolerantly, or is larger than any; or what is no row is.
        """
        self._buffer += data
        while self._step(last=False):
            pass

    def finish(self) -> bytes:
        """The document without the rows.

        Raises:
            NotJson: it ends within an array of rows, or a row cannot be read.
        """
        while self._step(last=True):
            pass
        if self._array is not None:
            raise NotJson
        self._rest += self._buffer
        return bytes(self._rest)

    def _step(self, *, last: bool) -> bool:
        """Do one piece of work; whether there was one to do."""
        if self._array is None:
            return self._find_array()
        if not last and len(self._buffer) < self._enough:
            return False
        return self._guess(self._array) or self._read_brackets(self._array)

    def _find_array(self) -> bool:
        found = self._key.search(self._buffer) if self._arrays < MAX_ARRAYS else None
        if found is None:
            told = max(len(self._buffer) - _HOLD_BACK, 0)
            self._rest += self._buffer[:told]
            del self._buffer[:told]
            if len(self._rest) > MAX_REST_BYTES:
                raise NotJson
            return False
        self._arrays += 1
        self._array = self._open_array(found[1].decode())
        self._rest += self._buffer[: found.end() - 1]
        self._rest += b'"%b"' % MARKER.format(self._array).encode()
        del self._buffer[: found.end()]
        return True

    def _guess(self, array: int) -> bool:
        """Cut at the array's end, or behind the last row of a piece, where these seem to be."""
        end = self._buffer.find(b"]", 0, PIECE_BYTES)
        length = PIECE_BYTES if end < 0 else end + 1
        if self._is_dense(length):
            rows = self._buffer.count(b"},{", 0, length)
            length = length * MAX_ROWS_PER_PIECE // max(rows, MAX_ROWS_PER_PIECE)
            end = self._buffer.find(b"]", 0, length)
        cut = end if end >= 0 else self._buffer.rfind(b"},{", 0, length) + 1
        if cut < 0 or (cut == 0 and end < 0):
            return False
        if not self._take(array, self._listed(cut), False):
            return False
        self._advance(cut, closed=end >= 0)
        return True

    def _is_dense(self, length: int) -> bool:
        """Whether there may be too many rows in a piece, by samples of it: counting all takes longer than splitting."""
        starts = range(0, length, _SAMPLED_EVERY)
        rows = sum(self._buffer.count(b"}", start, min(start + _SAMPLE_BYTES, length)) for start in starts)
        return rows * (_SAMPLED_EVERY // _SAMPLE_BYTES) > MAX_ROWS_PER_PIECE

    def _read_brackets(self, array: int) -> bool:
        cut, closed = self._border()
        if cut < 0:
            if len(self._buffer) > MAX_ROW_BYTES:
                raise NotJson
            self._enough = 2 * len(self._buffer)  # one row longer than a piece: doubling keeps this linear
            return False
        if not self._take(array, self._listed(cut), True):
            raise NotJson
        self._advance(cut, closed=closed)
        return True

    def _border(self) -> tuple[int, bool]:
        """Where the first rows of about a piece end, -1 when that has not come yet, and whether the array does."""
        depth, comma = 0, -1
        for token in _TOKEN.finditer(self._buffer):
            sign = token[0]
            if sign in _OPENING:
                depth += 1
            elif sign in _CLOSING:
                if depth == 0 and sign == b"]":
                    return token.start(), True
                if depth == 0:
                    raise NotJson
                depth -= 1
            elif sign == b"," and depth == 0:
                comma = token.start()
                if comma >= PIECE_BYTES:
                    break
        return comma, False

    def _listed(self, cut: int) -> bytes:
        with memoryview(self._buffer) as buffer:
            return b"".join((b"[", buffer[:cut], b"]"))

    def _advance(self, cut: int, *, closed: bool) -> None:
        del self._buffer[: cut + 1]
        self._enough = PIECE_BYTES
        if closed:
            self._array = None
