"""An answer's body, decoded as it comes and never beyond a limit."""

import zlib
from collections.abc import Iterator

_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
"""zlib's sign for "look at the header": gzip, or the zlib format that `deflate` means."""
_PIECE_BYTES = 1 << 18
_GZIP_MAGIC = 0x1F
"""How another gzip member after the first begins."""


class TooLarge(Exception):
    """The body is over its limit."""


class Undecodable(Exception):
    """The body is not what its Content-Encoding says."""


class Body:
    """Decodes a body as its pieces come.

    A few kilobytes of gzip can hold gigabytes, so decompression stops at the limit, however small the pieces
    that arrive. Encoded bytes are held to the same limit: some streams decode to nothing, forever.
    """

    def __init__(self, encoding: str, max_bytes: int) -> None:
        """Raises `Undecodable` for an encoding that was not asked for."""
        encoding = encoding.strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise Undecodable
        self._decoder = None if encoding in {"", "identity"} else zlib.decompressobj(_GZIP_OR_ZLIB)
        self._max_bytes = max_bytes
        self._received_bytes = 0
        self._decoded_bytes = 0

    def decoded(self, wire: bytes) -> Iterator[bytes]:
        """The pieces in the next bytes from the wire, decoded as they are asked for.

        Raises:
            TooLarge: that is more than the limit in all.
            Undecodable: they are not what the encoding says.
        """
        self._received_bytes += len(wire)
        if self._received_bytes > self._max_bytes:
            raise TooLarge
        more = bool(wire)
        while more:
            try:
                piece, wire, more = self._decode(wire)
            except zlib.error:
                raise Undecodable from None
            self._decoded_bytes += len(piece)
            if self._decoded_bytes > self._max_bytes:
                raise TooLarge
            yield piece

    def finish(self) -> None:
        """To be called at the end; raises `Undecodable` when it came too early."""
        if self._decoder is not None and self._received_bytes and not self._decoder.eof:
            raise Undecodable

    def _decode(self, wire: bytes) -> tuple[bytes, bytes, bool]:
        """Decode some; returns it, the rest of the wire's bytes, and whether there is more to decode."""
        if self._decoder is None:
            return wire, b"", False
        if self._decoder.eof:
            if wire[0] != _GZIP_MAGIC:  # padding after the end, which gzip itself ignores
                return b"", b"", False
            self._decoder = zlib.decompressobj(_GZIP_OR_ZLIB)
        piece = self._decoder.decompress(wire, _PIECE_BYTES)
        if self._decoder.eof:
            rest = self._decoder.unused_data
            return piece, rest, bool(rest)
        rest = self._decoder.unconsumed_tail
        return piece, rest, bool(rest) or len(piece) == _PIECE_BYTES
