"""The encoding is told by the content."""

import pytest

from rtk_mcp.meeting.encoding import decode


@pytest.mark.parametrize("text", ['"1000","Ana","Grüße, 👋"', '"1","你好"', '"1","שלום"'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_windows() -> None:
    assert decode("café, “déjà” €".encode("cp1252")) == "café, “déjà” €"


@pytest.mark.parametrize("content", ["naïve é".encode() + b"\xff", b"abc\xc3", b"\x01\xe9", b"a\x81b"])
def test_what_is_not_clearly_windows_is_not_taken_for_it(content: bytes) -> None:
    assert decode(content) == content.decode("utf-8", "replace")
