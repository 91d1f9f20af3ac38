"""The sections of a summary: headings of Markdown, lines in bold, or titles with a colon in plain text."""

import re
from dataclasses import dataclass

from rtk_mcp.meeting.summary_items import is_bullet, items_of
from rtk_mcp.meeting.summary_titles import SectionKind, kind_of

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})[ \t]*")
_BOLD = re.compile(r"[ \t]*(?:\d+[.)][ \t]+)?(\*\*|__)(?!\s)(.{1,80}?)\1[ \t]*:?[ \t]*")
_TITLE = re.compile(r"[ \t]*([^\s:.!?|>-][^:.!?|]{0,60}):[ \t]*(.*)")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)\w*[ \t]*")
_BOLD_LEVEL, _TITLE_LEVEL = 7, 8
_MOST_WORDS = 5
_ORDINARY = frozenset(
    ("a", "and", "for", "from", "in", "made", "of", "on", "or", "the", "to", "discussed", "taken")
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a summary.

    Attributes:
        kind: from its title; of a title that tells none that of the heading above it.
        items: its bullets; of action items and decisions without bullets the paragraphs. Nested bullets stand in
            the item, each on a line of its own after `- `. Empty where it says that there is nothing.
        text: all below the title, up to the next one.
    """

    title: str
    kind: SectionKind
    items: tuple[str, ...]
    text: str


@dataclass(slots=True)
class _Part:
    level: int
    title: str
    lines: list[str]


def sections_of(text: str) -> tuple[Section, ...]:
    """A summary's sections; what stands before the first title is in none, and text without titles has none."""
    sections: list[Section] = []
    above: list[tuple[int, SectionKind]] = []
    for part in _parts(text):
        above = [each for each in above if each[0] < part.level]
        kind = kind_of(part.title)
        if kind == "other" and above:
            kind = above[-1][1]
        above.append((part.level, kind))
        items = items_of(part.lines, or_paragraphs=kind in {"action_items", "decisions"})
        sections.append(Section(part.title, kind, items, "\n".join(part.lines).strip()))
    return tuple(sections)


def _parts(text: str) -> list[_Part]:
    lines = [line for line in text.splitlines() if not _FENCE.fullmatch(line)]
    is_markdown = any(_HEADING.fullmatch(line) or _BOLD.fullmatch(line) for line in lines)
    parts: list[_Part] = []
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else ""
        if parts and _UNDERLINE.fullmatch(line) and not parts[-1].lines:
            continue
        if part := _titled(
            line, below, after_gap=not at or not lines[at - 1].strip(), is_markdown=is_markdown
        ):
            parts.append(part)
        elif parts:
            parts[-1].lines.append(line)
    return parts


def _titled(line: str, below: str, *, after_gap: bool, is_markdown: bool) -> _Part | None:
    """The part that begins with the line, if one does."""
    if heading := _HEADING.fullmatch(line):
        return _Part(len(heading[1]), _bare(heading[2].rstrip("# \t")), [])
    if line.strip() and not is_bullet(line) and _UNDERLINE.fullmatch(below):
        return _Part(1 if "=" in below else 2, _bare(line), [])
    if bold := _BOLD.fullmatch(line):
        return _Part(_BOLD_LEVEL, _bare(bold[2]), [])
    if is_bullet(line) or not (title := _TITLE.fullmatch(line)):
        return None
    name, rest = _bare(title[1]), title[2].strip(" *_")
    if not 0 < len(name.split()) <= _MOST_WORDS:
        return None
    alone_in_plain_text = after_gap and not rest and not is_markdown
    return (
        _Part(_TITLE_LEVEL, name, [rest] if rest else []) if alone_in_plain_text or _is_title(name) else None
    )


def _is_title(name: str) -> bool:
    """Whether the words tell a kind as a title does: no part of a sentence that happens to have such a word."""
    first, *more = name.split()
    lower = [word for word in more if word[0].islower() and word not in _ORDINARY]
    return kind_of(name) != "other" and not first[0].islower() and (len(more) <= 1 or not lower)


def _bare(title: str) -> str:
    return title.strip().strip("*_").strip().removesuffix(":").strip()
