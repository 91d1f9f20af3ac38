"""How large an answer may be, and text, numbers and times made to fit it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, Literal

import orjson
from pydantic import BaseModel

from rtk_mcp.report.phrases import SHORT_ID_CHARS, duration_words, significant

Detail = Literal["brief", "standard", "full"]

TEXT_BUDGET: Final = MappingProxyType[Detail, int]({"brief": 1_200, "standard": 4_000, "full": 16_000})
"""Bytes of UTF-8 that an answer's text may have."""
STRUCTURED_BUDGET: Final = MappingProxyType[Detail, int]({d: 2 * size for d, size in TEXT_BUDGET.items()})
"""Bytes of JSON that its structured content may have."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer.

    Attributes:
        priority: the lowest numbers are kept first.
        kind: what it counts as when it is left out.
        under: it says more of the nearest line above that is not `under`, and is nothing without it.
    """

    text: str
    priority: int
    kind: str = ""
    under: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, which is shown when any of them is; empty for none."""

    heading: str
    lines: Sequence[Line]


def byte_length(text: str) -> int:
    """Length in UTF-8."""
    return len(text.encode("utf-8", "replace"))


def json_bytes(model: BaseModel) -> int:
    """Length of structured content as JSON."""
    return len(orjson.dumps(model.model_dump(mode="json", exclude_none=True)))


def cut_text(text: str, max_bytes: int) -> tuple[str, int]:
    """The longest beginning of at most `max_bytes` UTF-8 bytes, and how many characters it has."""
    piece = (
        text[: max(max_bytes, 0)].encode("utf-8", "replace")[: max(max_bytes, 0)].decode("utf-8", "ignore")
    )
    return text[: len(piece)], len(piece)


def shortened(text: str, max_bytes: int) -> str:
    """The text, cut with a mark where it is longer."""
    return text if byte_length(text) <= max_bytes else cut_text(text, max_bytes - 3)[0] + "…"


def fit_sections(sections: Sequence[Section], max_bytes: int) -> tuple[str, list[Line]]:
    """The most important lines that fit, in their order, an empty line between sections; and those left out.

    A line that does not fit does not keep a shorter one of less importance out.
    """
    order = sorted(
        ((line.priority, s, n) for s, section in enumerate(sections) for n, line in enumerate(section.lines))
    )
    kept: set[tuple[int, int]] = set()
    opened: set[int] = set()
    room = max_bytes
    for _, section, number in order:
        above = _above(sections[section].lines, number)
        if above is not None and (section, above) not in kept:
            continue
        heading = sections[section].heading
        cost = byte_length(sections[section].lines[number].text) + 1
        if section not in opened:
            cost += 1 + (byte_length(heading) + 1 if heading else 0)
        if cost <= room:
            room -= cost
            opened.add(section)
            kept.add((section, number))
    blocks = [
        "\n".join(
            [section.heading] * bool(section.heading)
            + [line.text for n, line in enumerate(section.lines) if (s, n) in kept]
        )
        for s, section in enumerate(sections)
        if s in opened
    ]
    left_out = [
        line
        for s, section in enumerate(sections)
        for n, line in enumerate(section.lines)
        if (s, n) not in kept
    ]
    return "\n\n".join(blocks), left_out


def _above(lines: Sequence[Line], number: int) -> int | None:
    """The line that this one is under."""
    if not lines[number].under:
        return None
    return next((place for place in range(number - 1, -1, -1) if not lines[place].under), None)


def short_id(value: str) -> str:
    """The first 8 characters: enough to tell the ids of one meeting apart."""
    return value[:SHORT_ID_CHARS]


def number_text(value: float) -> str:
    """Three significant digits, without an exponent or idle zeros."""
    return significant(value)


def duration_text(seconds: float) -> str:
    """A length of time for a reader: `45 s`, `34 min`, `2 h 05 min`."""
    return duration_words(seconds)


def iso_utc(time: datetime) -> str:
    """ISO 8601 in UTC to the second: `2026-11-17T15:20:00Z`."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
