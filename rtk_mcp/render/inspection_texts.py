"""Secrets in a text, and pairs of key and value in it, in JSON or in prose, by the rule for keys: replaced.

Everything takes time in proportion to the text: repetitions begin at a border, are bounded, or never give back.
"""

import re
from collections.abc import Callable, Container
from typing import Final

from rtk_mcp.render.inspection_keys import Kind, kind

Hide = Callable[[Kind], str]
"""Counts what was found and returns what is shown instead."""

_SECRETS: Final = (
    re.compile(
        r"(a=(?:ice-ufrag|ice-pwd|fingerprint|crypto|identity):)(?:(?!\\[rn])[^\r\n])*", re.IGNORECASE
    ),
    re.compile(r"(\bufrag )\S+", re.IGNORECASE),
    re.compile(r"((?<![A-Za-z0-9])(?:turns?|stuns?|sips?):(?://)?)[^\s@\"'<>?]{1,256}(?=@)", re.IGNORECASE),
    re.compile(r"(://)[^\s/@\"'<>?#]{1,256}(?=@)"),
    re.compile(r"(\bBearer\s{1,4})[\w.~+/=-]{20,}", re.IGNORECASE),
    re.compile(r"((?<![A-Za-z0-9]))eyJ[\w-]{4,1000}+\.[\w-]++(?:\.[\w-]*+){0,3}"),
)
"""Of session descriptions, candidates, addresses with a user in them and requests; the last are JSON web tokens."""

_PAIR: Final = re.compile(
    r"""(?:["'](?P<quoted>[^"'\\\r\n]{1,80}+)(?=\\{0,16}["'])|(?<![\w$.-])(?P<bare>[\w$.-]++))"""
    r"""(?P<quote>\\{0,16}["'])?\s{0,4}(?P<sign>[:=](?![:=]))>?[^\S\r\n]{0,4}"""
)
_OPENED: Final = re.compile(r"""(\\*+)(["'])""")
_CLOSED: Final = {quote: re.compile(rf"(?<!\\)\\*+{quote}") for quote in "\"'"}
_BRACKET_OR_QUOTE: Final = re.compile(r"""[\[\]{}]|(?<!\\)\\*+["']""")
_HEADER: Final = re.compile(r"(?:proxy-)?authorization|(?:set-)?cookie", re.IGNORECASE)
_LINE: Final = re.compile(r"[^\r\n]*")
_NUMBERS: Final = re.compile(r"\(?-?\d+(?:\.\d+)?(?:\s{0,2},\s{0,2}-?\d+(?:\.\d+)?)*(?=[\s,;&\"')\]}|]|$)")
_PHRASE: Final = re.compile(r"(?!\(masked\))\(?[^\s&,;\"'<>()\[\]{}|]+(?: [^\W\d_a-z][\w'-]*)*")
"""A word and the names after it: San Francisco."""
_SECRET_WORD: Final = re.compile(r"[^\s&\"'<>]+")
_NOTHING: Final = re.compile(r"(?:null|None|undefined)\b|[45]\d\d(?= [A-Z])")
"""Also the status of an answer, as in `auth: 401 Unauthorized`."""


def without_secrets(text: str, hide: Hide) -> str:
    """Without what is secret whatever it is called."""
    for pattern in _SECRETS:
        text = pattern.sub(lambda match: match[1] + hide("secret"), text)
    return text


def without_pairs(text: str, hide: Hide, hidden: Container[Kind]) -> str:
    """Without the values of keys of these kinds, in JSON or anything like it; what is in such a value goes with it."""
    kept, at, seek = list[str](), 0, 0
    while pair := _PAIR.search(text, seek):
        seek = pair.end()
        found = _kind(pair)
        if found is None or found not in hidden or _NOTHING.match(text, seek):
            continue
        end = _value_end(text, pair, secret=found == "secret")
        if end > seek:
            opened = _OPENED.match(text, seek)
            quote = pair["quote"] or (opened[0] if opened else "")
            kept += [text[at:seek], quote, hide(found), quote]
            at = seek = end
    return "".join([*kept, text[at:]])


def _kind(pair: re.Match[str]) -> Kind | None:
    """Of the key; `auth.js:12` is a place in a program."""
    in_program = pair["bare"] and "." in pair["bare"] and pair["sign"] == ":" and not pair["quote"]
    return None if in_program else kind(pair["quoted"] or pair["bare"])


def _value_end(text: str, pair: re.Match[str], *, secret: bool) -> int:
    start = pair.end()
    if opened := _OPENED.match(text, start):
        return _string_end(text, opened)
    if text[start : start + 1] in {"[", "{"}:
        return _bracket_end(text, start)
    if pair["bare"] and pair["sign"] == ":" and _HEADER.fullmatch(pair["bare"]):
        found = _LINE.match(text, start)
    elif secret:
        found = _SECRET_WORD.match(text, start)
    else:
        found = _NUMBERS.match(text, start) or _PHRASE.match(text, start)
    return found.end() if found else start


def _string_end(text: str, opened: re.Match[str]) -> int:
    """After the quote that closes a string, which may be JSON inside JSON inside a string."""
    depth = len(opened[1])
    for closed in _CLOSED[opened[2]].finditer(text, opened.end()):
        escapes = len(closed[0]) - 1
        if escapes < depth or escapes % (2 * depth + 2) == depth:
            return closed.end()
    return len(text)


def _bracket_end(text: str, start: int) -> int:
    """After the bracket that closes a list or an object."""
    depth, at = 0, start
    while found := _BRACKET_OR_QUOTE.search(text, at):
        at = found.end()
        if opened := _OPENED.match(text, found.start()):
            at = _string_end(text, opened)
        else:
            depth += 1 if found[0] in {"[", "{"} else -1
        if not depth:
            return at
    return len(text)
