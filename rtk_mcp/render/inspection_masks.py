"""What of a raw report is shown: strangers' words cleaned, and what tells who and where somebody is masked.

Two rules: the key under which a value stands, and what the text itself looks like. Addresses, places and device ids
are shown when asked for, as in the condensed report; the secrets of a connection never are.
"""

from collections.abc import Iterable
from typing import Final

from rtk_mcp.render.inspection_addresses import is_only_a_version, without_addresses, without_ids
from rtk_mcp.render.inspection_keys import Kind, fold, is_shown_id, is_version, kind
from rtk_mcp.render.inspection_texts import without_pairs, without_secrets
from rtk_mcp.render.untrusted import clean, clean_block

MASK: Final = "(masked)"
MAX_KEY_CHARS: Final = 60
MAX_TEXT_CHARS: Final = 8_000
_HEAD_CHARS: Final = 4 * MAX_TEXT_CHARS
"""What is looked at of a longer text: megabytes of one are not worth cleaning."""


class Masks:
    """Makes values fit to show.

    Attributes:
        masked: how many private values were masked.
        secrets: how many secrets were.
    """

    def __init__(self, *, show_private: bool) -> None:
        self._hidden: frozenset[Kind] = frozenset({"secret"} if show_private else {"secret", "private"})
        self.masked = 0
        self.secrets = 0

    def hides(self, key: str) -> bool:
        """Whether everything under this key is masked; counts nothing."""
        return kind(key) in self._hidden

    def hidden(self, keys: Iterable[str]) -> str:
        """The mask, counted, for a value under keys that hide it."""
        return self._hide("secret" if "secret" in map(kind, keys) else "private")

    def text(self, value: str, key: str) -> str:
        """A text cleaned, with addresses, device ids and secrets in it masked; untouched, it stays as written."""
        shown = clean_block(value[:_HEAD_CHARS])
        folded = fold(shown)
        if len(folded) > _HEAD_CHARS:  # one character may stand for eighteen
            shown = shown[: MAX_TEXT_CHARS + 1]
            folded = fold(shown)
        masked = self._without_hidden(folded, key)
        if masked != folded:
            shown = clean_block(masked)
        return shown if len(shown) <= MAX_TEXT_CHARS else clean_block(shown, MAX_TEXT_CHARS)

    def key(self, key: str) -> str:
        """A key as it is shown, or another name that a client gave, such as an event's."""
        return clean(self.text(key[: 4 * MAX_KEY_CHARS], ""), MAX_KEY_CHARS)

    def note(self) -> str | None:
        """What was masked, as a sentence."""
        if not self.masked and not self.secrets:
            return None
        if not self.masked:
            return "Secrets of the connection are masked."
        return "Addresses, places and device ids are masked: show_private=true, if the user asks for them."

    def _without_hidden(self, text: str, key: str) -> str:
        text = without_pairs(without_secrets(text, self._hide), self._hide, self._hidden)
        if "private" not in self._hidden or (is_version(key) and is_only_a_version(text)):
            return text
        return without_addresses(text if is_shown_id(key) else without_ids(text, self._hide), self._hide)

    def _hide(self, what: Kind) -> str:
        if what == "secret":
            self.secrets += 1
        else:
            self.masked += 1
        return MASK
