"""JSON as services and browsers really write it: strictly and fast first, then tolerantly."""

import json
import math
from typing import Any

import orjson

_LONGEST_INTEGER_CHARS = 19
"""Longer ones do not fit in 64 bits: they are read as floats, as orjson does."""


class NotJson(ValueError):
    """The bytes are no JSON, however tolerantly they are read."""


def load_json(raw: bytes) -> Any:
    """The document in `raw`, parsed once unless something is wrong with it.

    What strict parsers refuse over one field is mended: bytes that are no UTF-8 and halves of surrogate pairs
    become U+FFFD, NaN, Infinity and numbers too large for a float become None, a byte order mark is skipped,
    and UTF-16 and UTF-32 are decoded. Every string can be encoded and every float is finite.

    Raises:
        NotJson: it is no JSON, cut off, or nested beyond all reason.
    """
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return _load_tolerantly(raw)


def _load_tolerantly(raw: bytes) -> Any:
    try:
        text = raw.decode(json.detect_encoding(raw), "replace")
        document = [json.loads(text, strict=False, parse_int=_integer)]
    except (ValueError, RecursionError):
        raise NotJson from None
    _mend(document)
    return document[0]


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_INTEGER_CHARS else float(digits)


def _mend(document: list[Any]) -> None:
    """Replace in place what cannot be written out again; without recursion, as nesting may be deep."""
    pending: list[Any] = [document]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            for name in [name for name in node if _encodable(name) != name]:
                node[_encodable(name)] = node.pop(name)
        for place, value in node.items() if isinstance(node, dict) else enumerate(node):
            if isinstance(value, (dict, list)):
                pending.append(value)
            elif isinstance(value, str):
                node[place] = _encodable(value)
            elif isinstance(value, float) and not math.isfinite(value):
                node[place] = None


def _encodable(text: str) -> str:
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
