import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtk_mcp.hosts import splice

ENTRY = {"command": "/opt/rtk-mcp", "args": ["serve"]}
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
SERVERS = st.dictionaries(st.text() | st.just("rtk-mcp"), VALUES, max_size=4)
LAYOUTS = st.sampled_from([None, 0, 1, 2, 4, "\t"])


def put(text: str) -> str:
    return splice.put(text, "mcpServers", "rtk-mcp", ENTRY)


@settings(max_examples=60)
@given(
    before=st.dictionaries(st.text(), VALUES, max_size=3),
    servers=st.none() | SERVERS,
    after=st.dictionaries(st.text(), VALUES, max_size=3),
    indent=LAYOUTS,
    crlf=st.booleans(),
    ascii_only=st.booleans(),
)
def test_the_entry_is_put_in_and_nothing_else_changes(
    before: dict[str, Any],
    servers: dict[str, Any] | None,
    after: dict[str, Any],
    indent: int | str | None,
    crlf: bool,
    ascii_only: bool,
) -> None:
    document = before | ({} if servers is None else {"mcpServers": servers}) | after
    if not isinstance(document.get("mcpServers", {}), dict):
        document["mcpServers"] = {}
    text = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
    changed = put(text.replace("\n", "\r\n") if crlf else text)

    wanted = document | {"mcpServers": document.get("mcpServers", {}) | {"rtk-mcp": ENTRY}}
    assert splice.parse(changed) == wanted
    assert list(splice.parse(changed)) == list(wanted)
    assert list(splice.parse(changed)["mcpServers"]) == list(wanted["mcpServers"])


@given(servers=SERVERS.filter(lambda servers: "rtk-mcp" not in servers), indent=LAYOUTS)
def test_every_character_that_was_there_is_still_there_in_order(servers: dict[str, Any], indent: Any) -> None:
    text = json.dumps({"a": 1, "mcpServers": servers, "z": 2}, indent=indent)
    remaining = iter(put(text))
    assert all(character in remaining for character in text if not character.isspace())


def test_an_entry_is_laid_out_as_its_neighbours_are() -> None:
    text = '{\n\t"mcpServers": {\n\t\t"files": {"command": "npx", "n": 1.0e5}\n\t},\n\t"\\u00fc": 1.50\n}'
    assert put(text) == (
        '{\n\t"mcpServers": {\n\t\t"files": {"command": "npx", "n": 1.0e5},\n'
        '\t\t"rtk-mcp": {\n\t\t\t"command": "/opt/rtk-mcp",\n'
        '\t\t\t"args": [\n\t\t\t\t"serve"\n\t\t\t]\n\t\t}\n'
        '\t},\n\t"\\u00fc": 1.50\n}'
    )


def test_a_file_on_one_line_stays_on_one_line() -> None:
    text = '{"theme": "dark", "mcpServers":{}}'
    assert put(text) == (
        '{"theme": "dark", "mcpServers":{"rtk-mcp": {"command": "/opt/rtk-mcp", "args": ["serve"]}}}'
    )


def test_lines_end_as_the_file_ends_them() -> None:
    changed = put('{\r\n  "mcpServers": {}\r\n}\r\n')
    assert changed.count("\n") == changed.count("\r\n")
    assert changed.startswith('{\r\n  "mcpServers": {\r\n    "rtk-mcp": {\r\n')


def test_of_repeated_keys_the_one_that_counts_is_changed() -> None:
    changed = put('{"mcpServers": {"a": 1}, "mcpServers": {"rtk-mcp": 1, "rtk-mcp": 2}}')
    assert changed.startswith('{"mcpServers": {"a": 1}, "mcpServers": {"rtk-mcp": 1, "rtk-mcp": {')
    assert splice.parse(changed) == {"mcpServers": {"rtk-mcp": ENTRY}}


def test_a_key_written_with_escapes_is_the_same_key() -> None:
    changed = put('{"mcpServers": {"rtk\\u002dmcp": {"command": "old"}}}')
    assert splice.parse(changed) == {"mcpServers": {"rtk-mcp": ENTRY}}


@pytest.mark.parametrize("text", ["", " \n\t\r\n"])
def test_an_empty_file_becomes_a_document(text: str) -> None:
    assert splice.parse(put(text)) == {"mcpServers": {"rtk-mcp": ENTRY}}


@pytest.mark.parametrize("text", ['{"a": NaN}', '{"a": 1,}', '{"a": 1} x', "{'a': 1}", '{"a": -Infinity}'])
def test_what_a_host_would_not_read_is_not_read_here(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        splice.parse(text)
