"""Which texts a question's words are in: without regard to case, accents and how a word ends.

A text has a word where one of its words begins with it: `price` finds `prices`. Scripts that write words together, or
put a particle before them (Chinese, Japanese, Thai, Arabic, Hebrew ...), have it anywhere.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import compress, count
from operator import and_
from typing import Final, Literal

Closeness = Literal["all", "near", "some"]
"""`all`: every word in one text; `near`: in two that follow each other; `some`: no more than some of them anywhere."""

_HIDDEN: Final = frozenset({"Mn", "Me", "Cf"})
_QUOTED: Final = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')
_EDGES: Final = re.compile(r"^\W+|\W+$")
_WORDS_TOGETHER: Final = re.compile(
    "[\u0590-\u08ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\ufb1d-\ufdff\ufe70-\ufeff\U00020000-\U0003ffff]"
)
_ENDING: Final = re.compile("(?:ing|ed|es|s)$")
_ENDED: Final = re.compile("[a-z]{4,}(?:ing|ed|es|s)")
_FILLING: Final = frozenset(
    [
        *("a", "about", "an", "and", "any", "anyone", "are", "at", "be", "did", "do", "does", "for", "from"),
        *("had", "has", "have", "how", "in", "is", "it", "of", "on", "or", "said", "say", "that", "the"),
        *("their", "they", "this", "to", "was", "we", "were", "what", "when", "where", "which", "who"),
        *("why", "will", "with"),
    ]
)
"""Words of a question that tell nothing of its subject; they count when there are no others."""


def fold(text: str) -> str:
    """A text as it is compared: lower case, without accents and invisible characters; lines stay lines."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold()
    hidden = "".join(re.escape(char) for char in set(plain) if unicodedata.category(char) in _HIDDEN)
    return re.sub(f"[{hidden}]+", "", plain) if hidden else plain


def _symbols(word: str) -> str:
    """What has no letters but says something: an emoji, a currency's sign."""
    return "".join(char for char in word if unicodedata.category(char) in {"So", "Sc"})


class Texts:
    """Texts to be searched, folded once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts: Sequence[str] = texts

    @cached_property
    def _folded(self) -> list[str]:
        """Those of ASCII one by one, the others as one text: folding one by one takes ten times as long."""
        others = [text.replace("\n", " ") for text in self._texts if not text.isascii()]
        folded = iter(fold("\n".join(others)).split("\n"))
        texts, self._texts = self._texts, ()
        return [text.lower() if text.isascii() else next(folded) for text in texts]

    def having(self, term: "Term") -> list[bool]:
        """For each text whether it has the term."""
        return [*map(term.is_in, self._folded)]


class Term:
    """One word or phrase, folded.

    Attributes:
        stem: an English word without its ending; empty for what has none.
    """

    def __init__(self, folded: str) -> None:
        self.folded = folded
        anywhere = _WORDS_TOGETHER.match(folded) is not None
        spaced = r"\s+".join(map(re.escape, folded.split()))
        self._pattern = None if anywhere else re.compile(rf"(?<!\w){spaced}")
        self._first = folded.split(maxsplit=1)[0]
        self.stem = _ENDING.sub("", folded) if _ENDED.fullmatch(folded) else ""

    def is_in(self, line: str) -> bool:
        """Whether a folded text has it."""
        if self._pattern is None:
            return self.folded in line
        return self._first in line and self._pattern.search(line) is not None

    def place_in(self, line: str) -> int | None:
        """Where a folded text first has it."""
        found = (self._pattern or re.compile(re.escape(self.folded))).search(line)
        return found.start() if found else None


class Query:
    """What is searched for.

    Attributes:
        text: as it was asked.
        terms: words, and phrases that stood in quotes; none when there is nothing to search for.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        folded = fold(text)
        phrases = [" ".join(phrase.split()) for phrase in _QUOTED.findall(folded)]
        words = [_EDGES.sub("", word) or _symbols(word) for word in _QUOTED.sub(" ", folded).split()]
        telling = [word for word in words if word not in _FILLING]
        found = [*filter(None, phrases), *filter(None, telling)] or [*filter(None, words)]
        self.terms = tuple(Term(each) for each in dict.fromkeys(found))

    def first_in(self, text: str) -> int | None:
        """About where in a text the first of its terms is; None where none is."""
        folded = fold(text)
        found = [place for term in self.terms if (place := term.place_in(folded)) is not None]
        return min(found) * len(text) // len(folded) if found else None

    def hits(self, texts: Texts) -> tuple[list[int], Closeness]:
        """Places of the texts that answer the query, in order, and how closely.

        Every word in one text; only when there is none such, in two that follow each other, as captions break
        sentences; only when there is none such either, any of the words.
        """
        having = [self._having(term, texts) for term in self.terms]
        if not having:
            return [], "all"
        ways: tuple[tuple[Closeness, Callable[[], Iterable[bool]]], ...] = (
            ("all", lambda: map(all, zip(*having, strict=True))),
            ("near", lambda: _in_two(having)),
            ("some", lambda: map(any, zip(*having, strict=True))),
        )
        for closeness, has in ways if len(having) > 1 else ways[:1]:
            if hits := [*compress(count(), has())]:
                return hits, closeness
        return [], "all"

    def _having(self, term: Term, texts: Texts) -> list[bool]:
        """For each text whether it has the term; its stem, where none has the whole of it."""
        found = texts.having(term)
        return texts.having(Term(term.stem)) if term.stem and not any(found) else found


def _in_two(having: Sequence[Sequence[bool]]) -> list[bool]:
    """For each text whether it and a neighbour have all words together."""
    some = [*map(any, zip(*having, strict=True))]
    near = [False] * len(some)
    for place in compress(count(), map(and_, some, some[1:])):
        if all(column[place] or column[place + 1] for column in having):
            near[place] = near[place + 1] = True
    return near
