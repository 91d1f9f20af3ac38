"""A piece of a raw report of any size as a small one: what is too long is told by its length and its keys."""

from itertools import islice
from typing import Any, Final

from rtk_mcp.render.budget import byte_length, cut_text, number_text
from rtk_mcp.render.inspection_masks import Masks
from rtk_mcp.render.untrusted import ELLIPSIS, clean_block

MAX_KEYS: Final = 200
MAX_DEPTH: Final = 12
"""A report has five levels; what is deeper is no report's."""
_LEAST_BYTES: Final = 40
_QUOTES_AND_COMMA: Final = 4
_MARK_BYTES: Final = 20
_SHORTEST_BYTES: Final = 16
"""Of what says how much more there is, and of what stands for a value without room."""


class Excerpt:
    """Takes from a value what fits.

    Attributes:
        shown: how many items there are of a list that was cut, None when the value is no list or whole.
        cut: whether anything was left out.
    """

    def __init__(self, masks: Masks) -> None:
        self._masks = masks
        self.shown: int | None = None
        self.cut = False

    def take(self, value: Any, room: int, *, keys: tuple[str, ...] = ()) -> Any:
        """The value in at most about `room` bytes of JSON; `keys` led to it."""
        if any(map(self._masks.hides, keys)):
            return self._masks.hidden(keys)
        taken = self._take(value, room, keys[-1] if keys else "", 0)
        if isinstance(value, list) and len(taken) < len(value):
            self.shown = len(taken)
        return taken

    def _take(self, value: Any, room: int, key: str, depth: int) -> Any:
        if isinstance(value, str):
            return self._text(value, room, key)
        if not isinstance(value, dict | list):
            return value if _is_small(value) else number_text(float(value))
        if depth == MAX_DEPTH or room < _LEAST_BYTES:
            self.cut = self.cut or bool(value)
            return _summary(value) if value else value
        if isinstance(value, list):
            return value and self._items(value, room, key, depth)
        return self._entries(value, room, depth)

    def _text(self, value: str, room: int, key: str) -> str:
        shown = self._masks.text(value, key)
        if byte_length(shown) <= room:
            return shown
        self.cut = True
        return clean_block(cut_text(shown, max(room - len(ELLIPSIS.encode()), 0))[0]) + ELLIPSIS

    def _items(self, value: list[Any], room: int, key: str, depth: int) -> Any:
        """The first items that fit; at least a part of the first one when the list is what was asked for."""
        if depth and _size(value[0], room) > room - _MARK_BYTES:
            self.cut = True
            return _summary(value)
        taken: list[Any] = []
        for item in value:
            if taken and _size(item, room) > room - _MARK_BYTES:
                break
            taken.append(self._take(item, room, key, depth + 1))
            room -= _size(taken[-1], room) + 1
        left = len(value) - len(taken)
        self.cut = self.cut or left > 0
        return [*taken, f"{ELLIPSIS} {left} more"] if left and depth else taken

    def _entries(self, value: dict[str, Any], room: int, depth: int) -> dict[str, Any]:
        """Small entries whole, the large ones in what is left: each told, if only by its length."""
        entries = _first_entries(value, room)
        left = len(value) - len(entries)
        self.cut = self.cut or left > 0
        sizes = {name: _size(each, room) + byte_length(name) + _QUOTES_AND_COMMA for name, each in entries}
        taken: dict[str, Any] = {}
        for place, name in enumerate(sorted(sizes, key=lambda name: sizes[name])):
            share = room // (len(sizes) - place)
            if self._masks.hides(name) and value[name] is not None:
                taken[name] = self._masks.hidden((name,))
            else:
                taken[name] = self._take(value[name], share - byte_length(name), name, depth + 1)
            room -= min(_size(taken[name], room) + byte_length(name) + _QUOTES_AND_COMMA, room)
        more = {ELLIPSIS: f"{left} more"} if left else {}
        return {self._masks.key(name): taken[name] for name, _ in entries} | more


def _summary(value: list[Any] | dict[str, Any]) -> str:
    return f"({'list' if isinstance(value, list) else 'object'} of {len(value)})"


def _first_entries(value: dict[str, Any], room: int) -> list[tuple[str, Any]]:
    """As many as can be told if only by their length."""
    entries: list[tuple[str, Any]] = []
    for name, each in islice(value.items(), MAX_KEYS):
        room -= byte_length(name) + _QUOTES_AND_COMMA + _SHORTEST_BYTES
        if entries and room < 0:
            break
        entries.append((name, each))
    return entries


def _size(value: Any, limit: int) -> int:
    """Bytes of the value as JSON, about; counting ends soon after the limit, and at a depth that no report has."""
    used, pending = 0, [value]
    while pending and used <= limit:
        each = pending.pop()
        if isinstance(each, str):
            used += 2 + (byte_length(each) if len(each) <= limit else limit)
        elif isinstance(each, dict):
            used += 2 + sum(len(name) + _QUOTES_AND_COMMA for name in islice(each, limit))
            pending += islice(each.values(), limit)
        elif isinstance(each, list):
            used += 2 + min(len(each), limit)
            pending += islice(each, limit)
        else:
            used += 5 if isinstance(each, bool | None) else len(str(each))
    return used


def _is_small(value: Any) -> bool:
    return not isinstance(value, int) or abs(value) < 1 << 63
