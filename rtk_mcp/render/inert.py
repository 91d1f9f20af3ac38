"""Markdown that strangers wrote, made inert: shown as Markdown, it loads nothing, links nowhere and is no HTML.

An image's address that carries words of the meeting would tell them to whoever owns that address as soon as a host
shows the text. Whatever piece of the result is shown, and in whatever place, it stays inert: what makes the syntax is
broken wherever it stands, in code as well.
"""

import re
from typing import Final

_LINK: Final = re.compile(
    r"""(?P<image>!?)\[(?P<label>[^\[\]\n]{0,300})\]
        \([ \t]{0,9}<?(?P<address>[^\s<>()]{1,2000})>?
        (?:\s{1,9}(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?[ \t]{0,9}\)""",
    re.VERBOSE,
)
_NESTING: Final = 2
"""An image in a link is what there is in practice; what is nested deeper is broken, if less readably."""
_AUTOLINK: Final = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>", re.IGNORECASE)
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,30}):")
_SHOWN_SCHEMES: Final = frozenset({"http", "https", "mailto"})
_SYNTAX: Final = re.compile(
    r"""(?<=\])(?=[(:])                                     # of links, and of definitions of their addresses
      | (?<=!)(?=\[)                                        # of images
      | (?<=<)(?=[A-Za-z/!?])                               # of HTML and of addresses in angle brackets
      | (?<=\bjavascript:)(?=\S) | (?<=\bvbscript:)(?=\S) | (?<=\bdata:)(?=\S)""",
    re.VERBOSE | re.IGNORECASE,
)
"""The places at which one space ends what would be syntax."""
_FENCE: Final = re.compile(r"^([ \t>*+\-.)\d]*)(`{3,}+|~{3,}+)[ \t]*+(?!text(?:\s|$))(?=\S)", re.MULTILINE)
"""A code block that names a language: a host may draw it, and a diagram can load images."""


def inert(text: str) -> str:
    """Cleaned text without Markdown that does anything; doing it again changes nothing.

    An image becomes `what it shows (image: address)`, a link `its text (address)`; addresses other than of the web
    and of mail are left out. Apply it after `clean`, which could bring syntax together.
    """
    for _ in range(_NESTING):
        text = _LINK.sub(_told, text)
    text = _AUTOLINK.sub(r"\1", text)
    return _FENCE.sub(r"\1\2text ", _SYNTAX.sub(" ", text))


def _told(link: re.Match[str]) -> str:
    label, address = link["label"].strip(), link["address"]
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in _SHOWN_SCHEMES:
        address = f"{scheme[1]} address left out"
    if link["image"]:
        return f"{label} (image: {address})".lstrip()
    return address if label == address else f"{label} ({address})".lstrip()
