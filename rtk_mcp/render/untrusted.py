"""Text that strangers wrote, made safe to show: what cannot be seen is taken out, length is capped, it is quoted.

Names, chat, transcripts and device labels may hold characters that hide instructions or turn the reading
direction around. Emoji and every script stay as they were written.
"""

import re
import unicodedata
from typing import Final

MAX_CHARS: Final = 200
ELLIPSIS: Final = "…"

_JOINER: Final = "\u200d"
_NON_JOINER: Final = "\u200c"
_EMOJI_STYLE: Final = "\ufe0f"
_KEYCAP: Final = "\u20e3"
_KEYCAP_BASES: Final = frozenset("0123456789#*")
_MAX_MARKS: Final = 4
"""Combining marks on one letter: vocalised Hebrew and Vietnamese need three, stacks of dozens hide their neighbours."""
_INVISIBLE: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2065\u2800\u3164\uffa0"
)
"""Invisible although their Unicode category says letter, mark or symbol."""
_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co"})
_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_EMOJI: Final = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_JOINING_SCRIPTS: Final = re.compile("[\u0600-\u08ff\u0900-\u0dff\ufb50-\ufdff\ufe70-\ufeff]")
"""Arabic, Syriac and the Indic scripts, in which the joiners change how letters look."""


def clean(text: str, max_chars: int = MAX_CHARS) -> str:
    """One line of at most `max_chars` characters without anything invisible; cleaning it again changes nothing."""
    return _capped(" ".join(_visible(_LINE_ENDS.sub(" ", text)).split()), max_chars)


def clean_block(text: str, max_chars: int | None = None) -> str:
    """The same for text of several lines: line breaks and tabs stay."""
    visible = _visible(_LINE_ENDS.sub("\n", text)).strip()
    return visible if max_chars is None else _capped(visible, max_chars)


def quote(text: str, max_chars: int = MAX_CHARS) -> str:
    """Cleaned text in double quotes with none inside, so that a reader sees where the stranger's words end."""
    return '"' + clean(text, max_chars).replace('"', "'") + '"'


def _capped(text: str, max_chars: int) -> str:
    if len(text) <= max_chars:
        return text
    return _visible(text[: max(max_chars - len(ELLIPSIS), 0)]).rstrip() + ELLIPSIS


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for index, char in enumerate(text):
        marks = marks + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        before = kept[-1] if kept else ""
        if marks <= _MAX_MARKS and _stays(char, before, text[index + 1 : index + 2]):
            kept.append(" " if unicodedata.category(char) == "Zs" else char)
    return "".join(kept)


def _stays(char: str, before: str, after: str) -> bool:
    if char in "\n\t":
        return True
    if char in {_JOINER, _NON_JOINER}:
        return _joins(char, before, after)
    if "\ufe00" <= char <= "\ufe0f":
        return char == _EMOJI_STYLE and _styles(before, after)
    hidden = char in _INVISIBLE or unicodedata.category(char) in _HIDDEN_CATEGORIES
    return not hidden and not _reserved(ord(char))


def _joins(char: str, before: str, after: str) -> bool:
    """Whether a joiner makes one emoji of two, or shapes letters of a script that needs it."""
    if _JOINING_SCRIPTS.match(before) and _JOINING_SCRIPTS.match(after):
        return True
    emoji = _EMOJI.match(before) or before == _EMOJI_STYLE
    return char == _JOINER and bool(emoji and _EMOJI.match(after))


def _styles(before: str, after: str) -> bool:
    """Whether the emoji style is put on something that has one."""
    return bool(_EMOJI.match(before)) or (before in _KEYCAP_BASES and after == _KEYCAP)


def _reserved(code: int) -> bool:
    """Non-characters, and the plane of tags and variation selectors, which show nothing."""
    return 0xE0000 <= code <= 0xE0FFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE  # noqa: PLR2004 - Unicode's ranges
