"""An answer's body, decoded as it comes and never beyond a limit."""

import zlib
from collections.abc import Callable

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
    """Hands on a body, decoded, as its pieces come.

    A few kilobytes of gzip can hold gigabytes, so decompression stops at the limit, however small the pieces
    that arrive. Encoded bytes are held to the same limit: some streams decode to nothing, forever.
    """

    def __init__(self, encoding: str, max_bytes: int, take: Callable[[bytes], object]) -> None:
        """`take` is given the decoded pieces. Raises `Undecodable` for an encoding that was not asked for."""
        encoding = encoding.strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise Undecodable
        self._decoder = None if encoding in {"", "identity"} else zlib.decompressobj(_GZIP_OR_ZLIB)
        self._max_bytes = max_bytes
        self._received_bytes = 0
        self._decoded_bytes = 0
        self._take = take

    def feed(self, piece: bytes) -> None:
        """Take the next bytes from the wire; raises `TooLarge` or `Undecodable`."""
        self._received_bytes += len(piece)
        if self._received_bytes > self._max_bytes:
            raise TooLarge
        try:
            more = bool(piece)
            while more:
                piece, more = self._decode(piece)
        except zlib.error:
            raise Undecodable from None

    def finish(self) -> None:
        """To be called at the end; raises `Undecodable` when it came too early."""
        if self._decoder is not None and self._received_bytes and not self._decoder.eof:
            raise Undecodable

    def _decode(self, piece: bytes) -> tuple[bytes, bool]:
        """Decode some of a piece; returns the rest of it, and whether there is more to decode."""
        if self._decoder is None:
            self._keep(piece)
            return b"", False
        if self._decoder.eof:
            if piece[0] != _GZIP_MAGIC:  # padding after the end, which gzip itself ignores
                return b"", False
            self._decoder = zlib.decompressobj(_GZIP_OR_ZLIB)
        decoded = self._decoder.decompress(piece, _PIECE_BYTES)
        self._keep(decoded)
        if self._decoder.eof:
            return self._decoder.unused_data, bool(self._decoder.unused_data)
        rest = self._decoder.unconsumed_tail
        return rest, bool(rest) or len(decoded) == _PIECE_BYTES

    def _keep(self, decoded: bytes) -> None:
        self._decoded_bytes += len(decoded)
        if self._decoded_bytes > self._max_bytes:
            raise TooLarge
        self._take(decoded)
