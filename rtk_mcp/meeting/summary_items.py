"""The items of a summary's section."""

import re

_BULLET = re.compile(r"([ \t]*)(?:[-*+•‣◦▪·\u2013\u2014]|\(?\d{1,3}[.)])[ \t]+(?:\[[ xX]?\][ \t]*)?(.*)")
_RULE = re.compile(r"[ \t]*[-*_=|:][-*_=|: \t]*")
_FEW_CHARS = 120
_EMPHASIS = re.compile(r"[*_`]+")
_NONE = re.compile(
    r"\W*(?:none|n/?a|not applicable|nil|nothing|no|there (?:was|were|is|are|have been) (?:no|none))"
    r"(?: (?:new|key|major|specific|explicit|formal|clear|final|further|concrete|other|immediate))*"
    r"(?: (?:action|actions|items?|decisions?|tasks?|next|steps?|follow-?ups?|to-?dos?|points?|topics?|agreements?"
    r"|discussions?|or|and))*"
    r"(?: (?:recorded|noted|identified|made|discussed|found|mentioned|assigned|captured|reached|taken|specified"
    r"|agreed|available|stated|set|given|raised|was|were|is|are|has|have|been|be|to|on|in|from|during|at|this|that"
    r"|the|meeting|call|session|transcript|conversation|time|yet|so|far|explicitly))*\W*",
    re.IGNORECASE,
)


def items_of(lines: list[str], *, or_paragraphs: bool) -> tuple[str, ...]:
    """One for each bullet of the outermost level, with what is nested in it; else, if asked for, each paragraph.

    What says that there is nothing is no item.
    """
    found = _bulleted(lines) or (_paragraphs(lines) if or_paragraphs else [])
    return tuple(item for item in found if item and not says_none(item))


def is_bullet(line: str) -> bool:
    """Whether an item begins on the line."""
    return _BULLET.match(line) is not None and not _RULE.fullmatch(line)


def says_none(text: str) -> bool:
    """Whether it says that there is nothing, in a few words: `None recorded.`, `N/A`, `No decisions were made`."""
    return len(text) <= _FEW_CHARS and _NONE.fullmatch(_EMPHASIS.sub("", text)) is not None


def _bulleted(lines: list[str]) -> list[str]:
    found: list[str] = []
    outermost = min((_indent(line) for line in lines if is_bullet(line)), default=0)
    in_item = False
    for line in lines:
        bullet = _BULLET.match(line) if is_bullet(line) else None
        if bullet and (not found or _indent(line) <= outermost + 1):
            found.append(bullet[2].strip())
            in_item = True
        elif bullet:
            found[-1] += f"\n- {bullet[2].strip()}"
            in_item = True
        elif found and line.strip() and (in_item or _indent(line) > outermost):
            found[-1] = f"{found[-1]} {line.strip()}".strip()
        else:
            in_item = False
    return found


def _paragraphs(lines: list[str]) -> list[str]:
    kept = "\n".join("" if _RULE.fullmatch(line) else line.strip() for line in lines)
    return [" ".join(paragraph.split()) for paragraph in re.split(r"\n{2,}", kept) if paragraph.strip()]


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())
