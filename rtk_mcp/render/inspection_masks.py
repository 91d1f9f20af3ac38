"""What of a raw report is shown: strangers' words cleaned, and what tells who and where somebody is masked.

Two rules: the key under which a value stands, and what the text itself looks like. Addresses, places and device ids
are shown when asked for, as in the condensed report; the secrets of a connection never are.
"""

import re
from collections.abc import Iterable
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final

from rtk_mcp.render.untrusted import clean, clean_block

MASK: Final = "(masked)"
MAX_KEY_CHARS: Final = 60
MAX_TEXT_CHARS: Final = 8_000
_HEAD_CHARS: Final = 4 * MAX_TEXT_CHARS
"""What is looked at of a longer text: megabytes of one are not worth cleaning."""

_PRIVATE: Final = re.compile(
    r"(?:^|_)(?:ips?|ipv[46]|addr|address(?:es)?|city|region|loc|location|lat|latitude|lon|lng|longitude|postal|"
    r"postcode|zip|route|hostname|(?:device|group)_?id)$"
)
"""At the end of a key: `local_candidate_address` is an address, `ip_information` holds some."""
_SECRET: Final = re.compile(r"(?:^|_)(?:ufrag|pwd|passwo?r?d|fingerprints?|credentials?|secret|token)(?:_|$)")
_VERSION: Final = re.compile(r"(?:^|_)(?:version|user_?agent)(?:_|$)")
"""Of programs, which look like addresses: 143.0.0.0."""
_WORD_BORDER: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")

_SECRETS: Final = re.compile(
    r"(a=(?:ice-ufrag|ice-pwd|fingerprint|crypto|identity):)[^\r\n]*"
    r"|(\bufrag )\S+|(\b(?:credential|password|token)=)[^&\s]+",
    re.IGNORECASE,
)
_IPV4: Final = re.compile(r"(?<![\w.])(?<![A-Za-z]/)\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)(?:/\d{1,2})?")
_IPV6: Final = re.compile(r"(?<![0-9A-Za-z.])[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f.]*(?:/\d{1,3})?")
_OTHER_IDS: Final = re.compile(r"\b[0-9a-fA-F]{64}\b|\b[0-9a-fA-F-]{36}\.local\b")
"""A device's id as browsers make it, and the name that stands for an address in a candidate."""


class Masks:
    """Makes values fit to show.

    Attributes:
        masked: how many private values were masked.
        secrets: how many secrets were.
    """

    def __init__(self, *, show_private: bool) -> None:
        self._show_private = show_private
        self.masked = 0
        self.secrets = 0

    def hides(self, key: str) -> bool:
        """Whether everything under this key is masked; counts nothing."""
        return _is_secret(key) or (not self._show_private and _is_private(key))

    def hidden(self, keys: Iterable[str]) -> str:
        """The mask, counted, for a value under keys that hide it."""
        if any(map(_is_secret, keys)):
            self.secrets += 1
        else:
            self.masked += 1
        return MASK

    def text(self, value: str, key: str) -> str:
        """A text cleaned, with addresses, device ids and secrets in it masked."""
        shown = clean_block(value[:_HEAD_CHARS])
        shown, found = _SECRETS.subn(lambda match: f"{match[1] or match[2] or match[3]}{MASK}", shown)
        self.secrets += found
        if not self._show_private and not _VERSION.search(_snake(key)):
            for pattern in (_IPV6, _IPV4, _OTHER_IDS):
                shown = pattern.sub(self._unless_no_address, shown)
        return shown if len(shown) <= MAX_TEXT_CHARS else clean_block(shown, MAX_TEXT_CHARS)

    def key(self, key: str) -> str:
        """A key as it is shown."""
        return self.text(clean(key[: 4 * MAX_KEY_CHARS], MAX_KEY_CHARS), "")

    def note(self) -> str | None:
        """What was masked, as a sentence."""
        if not self.masked and not self.secrets:
            return None
        if not self.masked:
            return "Secrets of the connection are masked."
        return "Addresses, places and device ids are masked: show_private=true, if the user asks for them."

    def _unless_no_address(self, match: re.Match[str]) -> str:
        if match.re is not _OTHER_IDS and not _is_address(match[0].partition("/")[0].rstrip(".")):
            return match[0]
        self.masked += 1
        return MASK


def _snake(key: str) -> str:
    return _WORD_BORDER.sub("_", key[-MAX_KEY_CHARS:]).strip("_").lower()


def _is_secret(key: str) -> bool:
    return _SECRET.search(_snake(key)) is not None


def _is_private(key: str) -> bool:
    return _PRIVATE.search(_snake(key)) is not None


def _is_address(text: str) -> bool:
    try:
        IPv6Address(text) if ":" in text else IPv4Address(text)
    except AddressValueError:
        return False
    return text != "::"
