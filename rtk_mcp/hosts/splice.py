"""Changes one entry of a JSON text and leaves every other character of it alone.

Writing the whole document anew would lose its number formats, escapes, blank lines and repeated keys. Here
the text is cut at the entry's borders, so a file of another program differs by exactly what was asked for.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
DEFAULT_INDENT = "  "


@dataclass(frozen=True, slots=True)
class _Member:
    """One `"key": value` of an object, as places in the text."""

    key: str
    key_start: int
    start: int
    end: int


def parse(text: str) -> Any:
    """Read a JSON document as strictly as the hosts do.

    Raises:
        ValueError: it is not JSON; a `json.JSONDecodeError` says where.
        RecursionError: it is nested too deeply to be a configuration.
    """
    return json.loads(text, parse_constant=_refuse_constant)


def put(text: str, section: str, name: str, value: Mapping[str, Any]) -> str:
    """The document with `value` at `section` / `name`, in the document's own style.

    Args:
        text: a JSON document, known to be an object whose `section`, if there, is an object too; or blank.
        section: a key of the document, added at its end when missing.
        name: a key of the section, added at its end when missing.
        value: what to put there.
    """
    if not text.strip():
        return json.dumps({section: {name: value}}, indent=DEFAULT_INDENT, ensure_ascii=False) + "\n"
    root = _skip(text, 0)
    style = _Style.of(text, root)
    servers = _last(text, root, section)
    if servers is None:
        return _insert(text, root, section, {name: value}, style)
    entry = _last(text, servers.start, name)
    if entry is None:
        return _insert(text, servers.start, name, value, style)
    indent = _own_line_indent(text, entry.key_start)
    return text[: entry.start] + style.render(value, indent) + text[entry.end :]


@dataclass(frozen=True, slots=True)
class _Style:
    """How a document is laid out."""

    newline: str
    unit: str
    one_line: bool

    @classmethod
    def of(cls, text: str, root: int) -> "_Style":
        first = _skip(text, root + 1)
        unit = _own_line_indent(text, first) if text[first] == '"' else None
        return cls(
            newline="\r\n" if "\r\n" in text else "\n",
            unit=unit or DEFAULT_INDENT,
            one_line="\n" not in text.strip() and text[first] != "}",
        )

    def render(self, value: Any, indent: str | None) -> str:
        """The value as text that continues a line indented by `indent`, or on one line when that is None."""
        if indent is None:
            return json.dumps(value, ensure_ascii=False)
        lines = json.dumps(value, indent=self.unit, ensure_ascii=False).split("\n")
        return (self.newline + indent).join(lines)


def _insert(text: str, brace: int, key: str, value: Mapping[str, Any], style: _Style) -> str:
    """Add a member at the end of the object that begins at `brace`."""
    members = _members(text, brace)
    name = json.dumps(key, ensure_ascii=False)
    if members:
        last = members[-1]
        indent = _own_line_indent(text, last.key_start)
        lead = ", " if indent is None else "," + style.newline + indent
        return text[: last.end] + f"{lead}{name}: {style.render(value, indent)}" + text[last.end :]
    outer = None if style.one_line else _line_indent(text, brace)
    after = _skip(text, brace + 1) + 1
    return text[:brace] + style.render({key: value}, outer) + text[after:]


def _last(text: str, brace: int, key: str) -> _Member | None:
    """The member that counts: of repeated keys, readers take the last."""
    return next((member for member in reversed(_members(text, brace)) if member.key == key), None)


def _members(text: str, brace: int) -> list[_Member]:
    """The members of the object that begins at `brace`, in order."""
    found = []
    at = _skip(text, brace + 1)
    while text[at] != "}":
        key, end = _DECODER.raw_decode(text, at)
        start = _skip(text, _skip(text, end) + 1)
        _, stop = _DECODER.raw_decode(text, start)
        found.append(_Member(key, at, start, stop))
        at = _skip(text, stop)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found


def _own_line_indent(text: str, at: int) -> str | None:
    """The blanks before `at` on its line, None when more stands there or it is the first line."""
    before = text[:at]
    line_start = before.rfind("\n") + 1
    lead = before[line_start:]
    return lead if line_start and not lead.strip() else None


def _line_indent(text: str, at: int) -> str:
    """The blanks that begin the line on which `at` lies."""
    line_start = text.rfind("\n", 0, at) + 1
    line = text[line_start:]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
