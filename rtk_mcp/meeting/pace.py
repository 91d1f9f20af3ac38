"""How long words take to say, for transcripts that tell when people began and not when they ended."""

import re
from collections.abc import Sequence
from math import inf
from typing import Final

from rtk_mcp.meeting.spoken import Utterance

WORDS_PER_S: Final = 2.6
"""The usual pace of a meeting, about 155 words a minute (common figures are 120 to 170)."""
CHARS_PER_WORD: Final = 8
"""With its space, about the most that words have on average in any language; Thai and web addresses have no spaces."""
SIGNS_PER_S: Final = 4.5
"""Chinese and Japanese signs and Korean syllables: newsreaders speak 240 to 300 a minute."""
_SIGNS: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+")
_WORD: Final = re.compile(r"\w+")


def ends_of(utterances: Sequence[Utterance]) -> list[float]:
    """The end of each utterance, never before its start; where none is recorded, an estimate.

    An estimate is the time that the text takes at the usual pace, cut at the next start of anybody.
    """
    ends = []
    after = following = inf
    for start, end, _, text in reversed(utterances):
        if start < following:
            after, following = following, start
        ends.append(min(start + seconds_to_say(text), after) if end is None else max(start, end))
    ends.reverse()
    return ends


def seconds_to_say(text: str) -> float:
    """How long a text takes at the usual pace."""
    others, runs = (text, 0) if text.isascii() else _SIGNS.subn(" ", text)
    if not runs:
        return max(text.count(" ") + 1, len(text) / CHARS_PER_WORD) / WORDS_PER_S
    signs = len(text) - len(others) + runs
    return signs / SIGNS_PER_S + len(_WORD.findall(others)) / WORDS_PER_S
