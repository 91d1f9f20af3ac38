"""What came out of the server, looked at text by text."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.journeys.poisoned import HIDDEN, MARKER

MAX_ANSWER_BYTES = 60_000
MAX_ERROR_CHARS = 1_500
MAX_FIELD_CHARS = 1_200
"""Of any text in structured content but the content itself, which its budget ends; notes name several people."""
CONTENT_FIELDS = frozenset({"text", "value"})
"""A piece of a file, within the answer's budget."""


@dataclass
class Seen:
    """What came out: the places that had a value, and every complaint about one."""

    places: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)
    complaints: set[str] = field(default_factory=set)

    def take(self, place: str, value: Any) -> None:
        """Note a value and all in it."""
        if isinstance(value, dict):
            for key, each in value.items():
                self.check(f"{place} (a key)", key, MAX_FIELD_CHARS)
                self.take(f"{place}.{key}", each)
        elif isinstance(value, list):
            for each in value:
                self.take(f"{place}[]", each)
        if value is None or value in ("", [], {}):
            return
        self.places.add(place)
        if isinstance(value, str):
            content = not CONTENT_FIELDS.isdisjoint(place.split("."))
            self.check(place, value, MAX_ANSWER_BYTES if content else MAX_FIELD_CHARS)

    def check(self, place: str, text: str, most_chars: int) -> None:
        """Complain about what must not be in a text."""
        if hidden := [char for char in text if is_hidden(char)]:
            self.complaints.add(f"{place}: {sorted(set(map(ascii, hidden)))}")
        if len(text) > most_chars:
            self.complaints.add(f"{place}: {len(text)} characters")
        if MARKER.search(text):
            self.marked.add(place.partition(".")[0])


def is_hidden(char: str) -> bool:
    """By Unicode's own word, or one of those that a reader cannot see although Unicode calls them letters."""
    return char in HIDDEN.replace("[31m", "") or (
        unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} and char not in "\n\t"
    )


def text_fields(schema: dict[str, Any], place: str, root: dict[str, Any]) -> Iterator[str]:
    """The places in an answer at which a text may stand: not told to be numbers, switches or given choices."""
    schema = root.get("$defs", {}).get(str(schema.get("$ref")).rpartition("/")[2], schema)
    if "properties" in schema:
        for name, each in schema["properties"].items():
            yield from text_fields(each, f"{place}.{name}", root)
    elif "items" in schema:
        yield from text_fields(schema["items"], f"{place}[]", root)
    elif schema.get("type", "string") in {"string", "array", "object"} and "enum" not in schema:
        yield place
