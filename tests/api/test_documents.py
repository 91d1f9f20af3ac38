"""JSON that strict parsers refuse, and what is then made of it."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.api.documents import NotJson, load_json

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    ("raw", "document"),
    [
        (rb'{"a": "Ana \ud83d", "b": 1}', {"a": "Ana \ufffd", "b": 1}),
        (
            rb'{"a": "\ude00 \ud83d\ude00", "\ud83d": [["\ud83d"]]}',
            {"a": "\ufffd 😀", "\ufffd": [["\ufffd"]]},
        ),
        (b'{"a": NaN, "b": [Infinity, -Infinity], "c": 1e400}', {"a": None, "b": [None, None], "c": None}),
        (b'{"a": ' + b"9" * 5_000 + b', "b": 1}', {"a": None, "b": 1}),
        (b'{"a": NaN, "b": ' + b"9" * 30 + b"}", {"a": None, "b": 1e30}),
        (b'{"a": "J\xfcrgen", "b": 1}', {"a": "J\ufffdrgen", "b": 1}),
        (b'{"a": "Ana \xf0\x9f"}', {"a": "Ana \ufffd"}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        ('{"a": "ü"}'.encode("utf-16"), {"a": "ü"}),
        ('{"a": "ü"}'.encode("utf-32"), {"a": "ü"}),
        (b'{"a": "one\nline"}', {"a": "one\nline"}),
        (rb'"\ud83d"', "\ufffd"),
    ],
)
def test_one_flaw_does_not_lose_the_document(raw: bytes, document: Any) -> None:
    assert load_json(raw) == document
    assert orjson.dumps(load_json(raw))


@pytest.mark.parametrize(
    "raw", [b"", b" ", b"<html>", b'{"a": 1', b'{"a": 1} x', b"\xff\xfe{}", b"\x00", b"[" * 100_000 + b"]" * 100_000]
)  # fmt: skip
def test_what_is_no_json_is_refused(raw: bytes) -> None:
    with pytest.raises(NotJson):
        load_json(raw)


def test_a_flaw_beside_deep_nesting_is_mended_too() -> None:
    raw = b'{"meta": ' + b'{"a":' * 500 + b"1" + b"}" * 500 + rb', "name": "\ud83d"}'
    assert load_json(raw)["name"] == "\ufffd"


@given(JSON)
def test_a_good_document_is_read_as_it_is(document: Any) -> None:
    assert load_json(orjson.dumps(document)) == document


@given(st.lists(ANY_TEXT | st.floats() | st.dictionaries(ANY_TEXT, ANY_TEXT)))
def test_whatever_was_written_can_be_written_again(document: Any) -> None:
    assert orjson.loads(orjson.dumps(load_json(json.dumps(document).encode()))) == load_json(
        json.dumps(document).encode()
    )


@given(st.binary())
def test_no_bytes_crash_it(raw: bytes) -> None:
    try:
        assert orjson.dumps(load_json(raw))
    except NotJson:
        return
