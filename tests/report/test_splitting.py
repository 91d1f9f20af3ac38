"""A document in any pieces, spaced and nested in any way, reads as it would have read as a whole."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtk_mcp.api.documents import NotJson
from rtk_mcp.report import splitting
from rtk_mcp.report.splitting import MARKER, RowSplitter

Rows = list[Any]

texts = st.text(st.sampled_from('a,{}[]":\\ \n"é\U0001f600'), max_size=12)
scalars = st.none() | st.booleans() | st.integers(-9, 9) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
rows = st.lists(st.dictionaries(st.sampled_from(["a", "b", "c"]), values, max_size=3) | scalars, max_size=12)


def split(document: bytes, pieces: int) -> tuple[dict[str, Any], dict[str, list[Rows]]]:
    """What remains of a document, and the rows of each array in the order of their opening."""
    found: list[tuple[str, Rows]] = []

    def open_array(name: str) -> int:
        found.append((name, []))
        return len(found) - 1

    def take(array: int, piece: bytes, certain: bool) -> bool:
        try:
            found[array][1].extend(json.loads(piece))
        except json.JSONDecodeError:
            if certain:
                raise NotJson from None
            return False
        return True

    splitter = RowSplitter(("one", "two"), open_array, take)
    for start in range(0, len(document), pieces):
        splitter.feed(document[start : start + pieces])
    rest = json.loads(splitter.finish())
    return rest, {MARKER.format(place): rows for place, (_, rows) in enumerate(found)}


def joined(rest: Any, arrays: dict[str, Any]) -> Any:
    """The document with its rows back in place."""
    if isinstance(rest, dict):
        return {name: joined(value, arrays) for name, value in rest.items()}
    if isinstance(rest, list):
        return [joined(value, arrays) for value in rest]
    return arrays.get(rest, rest) if isinstance(rest, str) else rest


@pytest.fixture(autouse=True, scope="module", params=[24, 200])
def small_pieces(request: pytest.FixtureRequest) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splitting, "PIECE_BYTES", request.param)
        yield


@settings(max_examples=300, deadline=None)
@given(
    one=rows,
    two=rows,
    note=texts,
    indent=st.sampled_from([None, 0, 3]),
    tight=st.booleans(),
    pieces=st.integers(1, 120),
)
def test_pieces_and_spacing_make_no_difference(
    one: Rows, two: Rows, note: str, indent: int | None, tight: bool, pieces: int
) -> None:
    document = {"note": note, "in": {"one": one, "x": [1, {"two": two}], note: 3}, "end": '"one":['}
    separators = (",", ":") if tight else (" ,\n", " :\t")
    raw = json.dumps(document, indent=indent, separators=separators, ensure_ascii=False).encode()
    assert joined(*split(raw, pieces)) == document


@given(st.integers(0, 400))
def test_a_document_that_ends_early_is_refused(length: int) -> None:
    raw = json.dumps({"one": [{"a": {"b": "},{"}, "c": i} for i in range(40)]}).encode()
    with pytest.raises((NotJson, json.JSONDecodeError)):
        split(raw[: min(length, len(raw) - 1)], 50)


def test_a_closing_brace_does_not_end_an_array() -> None:
    with pytest.raises(NotJson):
        split(b'{"one":[{"a":1}}', 5)


def test_one_row_longer_than_many_pieces_is_read() -> None:
    document = {"one": [{"a": "x" * 5_000}, {"a": 1}]}
    assert joined(*split(json.dumps(document).encode(), 7)) == document


def test_arrays_beyond_the_limit_stay_in_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MAX_ARRAYS", 3)
    document = [{"one": [{"a": place}]} for place in range(9)]
    rest, arrays = split(json.dumps(document).encode(), 40)
    assert len(arrays) == 3
    assert joined(rest, arrays) == document
