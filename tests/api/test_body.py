import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.api.body import Body, TooLarge, Undecodable


def decode(encoding: str, encoded: bytes, *, piece_bytes: int = 7, max_bytes: int = 10**9) -> bytes:
    decoded = bytearray()
    body = Body(encoding, max_bytes)
    for start in range(0, len(encoded), piece_bytes):
        for piece in body.decoded(encoded[start : start + piece_bytes]):
            decoded += piece
    body.finish()
    return bytes(decoded)


@given(st.binary(max_size=3_000), st.integers(1, 500))
def test_what_was_encoded_comes_back_however_it_is_cut(content: bytes, piece_bytes: int) -> None:
    assert decode("", content, piece_bytes=piece_bytes) == content
    assert decode("GZip", gzip.compress(content), piece_bytes=piece_bytes) == content
    assert decode("deflate", zlib.compress(content), piece_bytes=piece_bytes) == content


@pytest.mark.parametrize("piece_bytes", [1, 19, 20, 21, 10**6])
def test_gzip_members_are_joined_and_padding_is_ignored(piece_bytes: int) -> None:
    encoded = gzip.compress(b"one ") + gzip.compress(b"two") + bytes(30)
    assert decode("gzip", encoded, piece_bytes=piece_bytes) == b"one two"


@pytest.mark.parametrize("piece_bytes", [100, 10**9])
def test_a_body_that_expands_a_thousandfold_is_whole(piece_bytes: int) -> None:
    content = bytes(5_000_000)
    assert decode("gzip", gzip.compress(content), piece_bytes=piece_bytes) == content


@pytest.mark.parametrize("piece_bytes", [100, 10**9])
def test_decoding_stops_soon_after_the_limit(piece_bytes: int) -> None:
    bomb = gzip.compress(bytes(200_000_000))
    tracemalloc.start()
    with pytest.raises(TooLarge):
        decode("gzip", bomb, piece_bytes=piece_bytes, max_bytes=1_000)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 10_000_000


def test_a_stream_that_decodes_to_nothing_has_a_limit_too() -> None:
    with pytest.raises(TooLarge):
        decode("gzip", gzip.compress(b"") * 1_000, piece_bytes=1_000, max_bytes=10_000)


@pytest.mark.parametrize(
    "encoded", [gzip.compress(b"abc" * 100, mtime=0)[:-1], b"nonsense", gzip.compress(b"abc", mtime=0)[:5]]
)
def test_broken_or_cut_short_is_undecodable(encoded: bytes) -> None:
    with pytest.raises(Undecodable):
        decode("gzip", encoded)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "identity, gzip", "compress", "\x00"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(Undecodable):
        Body(encoding, 10)


def test_an_empty_body_is_empty_in_every_encoding() -> None:
    assert decode("gzip", b"") == decode("", b"") == b""
