"""Text that strangers wrote, made safe to show: what cannot be seen is taken out, length is capped, it is quoted.

Names, chat, transcripts and device labels may hold characters that hide instructions or turn the reading
direction around. Emoji and every script stay as they were written.
"""

import json
import re
import unicodedata
from typing import Final

from rtk_mcp.render.inert import inert

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
_MARKS: Final = frozenset({"Mn", "Me"})
_SPECIAL_PLANE: Final = range(0xE0000, 0xF0000)
_RESERVED_IGNORABLE: Final = frozenset({*range(0xFDD0, 0xFDF0), *range(0xFFF0, 0xFFF9)})
_CONTEXTUAL: Final = frozenset({_JOINER, _NON_JOINER, *map(chr, range(0xFE00, 0xFE10))})
"""Joiners and variation selectors: what stands around them decides."""
_IN_CONTEXT: Final = re.compile(
    "(?P<before>[^\u200c\u200d\ufe00-\ufe0f]?)(?P<run>[\u200c\u200d\ufe00-\ufe0f]+)(?=(?P<after>.?))",
    re.DOTALL,
)
_WORD: Final = re.compile(r"[\w.:@+?-]+", re.ASCII)
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
    """Cleaned, inert text in double quotes with none inside, so that a reader sees where the stranger's words end."""
    return '"' + inert(clean(text, max_chars)).replace('"', "'") + '"'


def word(text: str, max_chars: int = 64) -> str:
    """An id, status or other word of a program as it is; anything that is none of these is quoted like any text."""
    return text if _WORD.fullmatch(text) and len(text) <= max_chars else quote(text, max_chars // 2)


def escaped(json_text: str) -> str:
    """The same JSON, with what cannot be seen written as escapes: nothing is lost, and nothing hides."""
    if json_text.isascii() and "\x7f" not in json_text:
        return json_text
    hidden = {char for char in set(json_text) - set("\n\r\t") if _LINE_ENDS.match(char) or _unseen(char)}
    return json_text.translate({ord(char): json.dumps(char)[1:-1] for char in hidden} | {0x7F: "\\u007f"})


def _unseen(char: str) -> bool:
    return not _plain(char) or char in _CONTEXTUAL


def _capped(text: str, max_chars: int) -> str:
    if len(text) <= max_chars:
        return text
    return _visible(text[: max(max_chars - len(ELLIPSIS), 0)]).rstrip() + ELLIPSIS


def _visible(text: str) -> str:
    """The text without what cannot be seen, as far as each step changes it: one may uncover work for another.

    Works on the set of its characters and on the few places that need a look, so that megabytes cost little.
    """
    if text.isascii() and text.isprintable():
        return text
    present = set(text)
    plain = {char: _plain(char) for char in present if _plain(char) != char}
    if plain:  # a pattern for the few is ten times as fast as a table for all
        text = re.sub(f"[{re.escape(''.join(plain))}]", lambda match: plain[match[0]], text)
    marks = "".join(re.escape(char) for char in present if unicodedata.category(char) in _MARKS)
    stack = re.compile(f"([{marks}]{{{_MAX_MARKS}}})[{marks}]+") if marks else None
    joined = bool(present & _CONTEXTUAL)
    while True:
        before = text
        text = stack.sub(r"\1", text) if stack else text
        text = _IN_CONTEXT.sub(_those_that_form_something, text) if joined else text
        if text == before:
            return text


def _plain(char: str) -> str:
    """What a character is whatever stands around it: itself, a space, or nothing."""
    if char in "\n\t" or char in _CONTEXTUAL:
        return char
    category = unicodedata.category(char)
    if char in _INVISIBLE or category in _HIDDEN_CATEGORIES or _reserved(ord(char)):
        return ""
    return " " if category == "Zs" else char


def _those_that_form_something(match: re.Match[str]) -> str:
    kept = match["before"]
    run, after = match["run"], match["after"]
    for index, char in enumerate(run):
        if _stays(char, kept[-1:], run[index + 1 : index + 2] or after):
            kept += char
    return kept


def _stays(char: str, before: str, after: str) -> bool:
    if char in {_JOINER, _NON_JOINER}:
        return _joins(char, before, after)
    return char == _EMOJI_STYLE and _styles(before, after)


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
    """Non-characters, the invisible ones to come, and the plane of tags and variation selectors."""
    return code in _RESERVED_IGNORABLE or code in _SPECIAL_PLANE or code & 0xFFFE == 0xFFFE  # noqa: PLR2004 - Unicode's
