"""What a finding means, from the docstring of the rule that makes it."""

import inspect
import re
from functools import cache

from rtk_mcp.errors import BadArgument
from rtk_mcp.render.untrusted import clean

_CODE = re.compile(r"`([a-z]+(?:-[a-z]+)+)`")


def finding_codes() -> list[str]:
    """Every code that a report can be given, sorted."""
    return sorted(_pages())


def explain_finding(code: str) -> str:
    """The page of one finding, in Markdown.

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
    from rtk_mcp.report.rules import RULES

    docs = [inspect.getdoc(rule) or "" for rule in RULES]
    return {code: doc for doc in docs for code in _CODE.findall(doc)}
