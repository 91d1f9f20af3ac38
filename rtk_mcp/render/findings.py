"""What a finding means, from the words and thresholds of what makes it."""

import inspect
import re
from functools import cache

from rtk_mcp.errors import BadArgument
from rtk_mcp.render.untrusted import clean

_CODE = re.compile(r"^`([a-z]+(?:-[a-z]+)+)`: ")
_ACTION = "What to do"
_LABEL = re.compile(rf"^(Thresholds|{_ACTION}): ")
_FIRST, _BETWEEN, _LAST = range(3)


def finding_codes() -> list[str]:
    """Every code that a report or a whole meeting can be given, sorted."""
    return sorted(_pages())


def explain_finding(code: str) -> str:
    """The page of one finding, in Markdown: its meaning, when it is silent, thresholds and what to do.

    Raises:
        BadArgument: no rule makes such a finding.
    """
    page = _pages().get(code)
    if page is None:
        known = ", ".join(finding_codes())
        raise BadArgument("code", f"no finding is called {clean(code, max_chars=40)}; there are {known}.")
    return f"# {code}\n\n{page}\n"


@cache
def _pages() -> dict[str, str]:
    from rtk_mcp.meeting.quality.meanings import MEANINGS
    from rtk_mcp.report.rules import LATE_RULES, RULES

    pages: dict[str, str] = {}
    for rule in (*RULES, *LATE_RULES):
        pages |= _pages_of(_filled_in(inspect.getdoc(rule) or ""))
    for meaning in MEANINGS:
        pages |= _pages_of(meaning)
    return pages


def _pages_of(doc: str) -> dict[str, str]:
    """Pages by code: a paragraph that begins with a code is of that one alone, all others are of every code."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in doc.split("\n\n")]
    owners = [found[1] if (found := _CODE.match(paragraph)) else None for paragraph in paragraphs]
    told = [(owner, _meaning(paragraph)) for owner, paragraph in zip(owners, paragraphs, strict=True)]
    return {
        code: "\n\n".join(
            _LABEL.sub(r"**\1:** ", text)
            for owner, text in sorted(told, key=lambda each: _place(*each))
            if owner in {code, None}
        )
        for code in owners
        if code
    }


def _place(owner: str | None, text: str) -> int:
    """The code's own meaning, what holds for all of the rule, and what to do."""
    return _LAST if text.startswith(_ACTION) else _FIRST if owner else _BETWEEN


def _filled_in(doc: str) -> str:
    """The text with the thresholds it names in braces."""
    from rtk_mcp.report import thresholds

    return doc.format_map(vars(thresholds))


def _meaning(paragraph: str) -> str:
    """Without the code, which is the heading."""
    rest = _CODE.sub("", paragraph)
    return rest[:1].upper() + rest[1:]
