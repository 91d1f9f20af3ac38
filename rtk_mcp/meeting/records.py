"""The records of a JSON file: those of a list, of a list somewhere within an object, or of a damaged file."""

import json
import re
from typing import Any

_MAX_DEPTH = 4
"""Lists within the usual envelopes (`data`, `result`, `transcript`, `items`) are less deep."""
_LOOKS = 6
"""How often each character of a damaged file may be looked at, on the average."""
_INDENT = 40
_TO_COUNT_LINES = 50
"""The error counts the lines above it, so much faster than a character is read."""
_LONGEST_INT = 30
_HALF_PAIRS = re.compile("[\ud800-\udfff]")


def records(text: str) -> list[Any]:
    """What stands in the file's list, whatever it is; of a damaged file the objects that are whole.

    None stands for what could not be read.
    """
    try:
        return _listed(_DECODER.decode(text))
    except ValueError:
        return _whole_objects(text)
    except RecursionError:
        return [None]


def words(value: Any) -> str | None:
    """A string or a number as text that every encoding takes; None: it is neither."""
    if isinstance(value, str):
        if _HALF_PAIRS.search(value):
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _listed(document: Any) -> list[Any]:
    """The longest list of objects in the topmost layer that has one; an object without any is the only record."""
    if isinstance(document, list):
        return document
    layer = [document]
    for _ in range(_MAX_DEPTH):
        values = [value for each in layer if isinstance(each, dict) for value in each.values()]
        lists = [value for value in values if isinstance(value, list)]
        if lists:
            return max(lists, key=lambda found: sum(isinstance(item, dict) for item in found))
        layer = values
    return [document]


def _whole_objects(text: str) -> list[Any]:
    """The objects that can be read and are not within another's field, and None for each place of damage."""
    found: list[Any] = []
    damaged: set[int] = set()
    looks, at = _LOOKS * len(text), text.find("{")
    while at >= 0 and looks > 0:
        end = at + 1
        try:
            item, end = _DECODER.raw_decode(text, at)
            if not text[max(0, at - _INDENT) : at].rstrip().endswith(":"):
                found.append(item)
        except json.JSONDecodeError as damage:
            looks -= damage.pos - at + damage.pos // _TO_COUNT_LINES
            damaged.add(damage.pos)
        except (ValueError, RecursionError):
            break
        at = text.find("{", end)
    return [*found, *[None] * max(len(damaged), not found)]


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_INT else float(digits)


_DECODER = json.JSONDecoder(strict=False, parse_int=_integer)
