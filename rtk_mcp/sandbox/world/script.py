"""Hand-written dialogues: passages that begin at a time, each line a speaker's key and what they say.

@0:20
Priya: Good morning.
Ana: Morning, everyone.

@12:30
Sam: Ana, you have frozen.
"""

import re
from dataclasses import dataclass

_MARK = re.compile(r"@(\d+):(\d\d)")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines said one after the other from `start_s` on; each is (member's key, text)."""

    start_s: float
    lines: tuple[tuple[str, str], ...]


def parse_script(script: str) -> tuple[Passage, ...]:
    """The passages of a dialogue, in their order.

    Raises:
        ValueError: a line is neither a mark nor `key: text`, or comes before the first mark.
    """
    starts: list[float] = []
    lines: list[list[tuple[str, str]]] = []
    for line in filter(None, map(str.strip, script.splitlines())):
        mark = _MARK.fullmatch(line)
        if mark:
            starts.append(int(mark[1]) * 60.0 + int(mark[2]))
            lines.append([])
            continue
        key, colon, text = line.partition(": ")
        if not colon or not lines:
            raise ValueError(f"not a line of dialogue: {line}")
        lines[-1].append((key, text))
    return tuple(Passage(start, tuple(said)) for start, said in zip(starts, lines, strict=True))
