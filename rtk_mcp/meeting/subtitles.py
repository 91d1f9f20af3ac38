"""A transcript as SRT or WebVTT.

The libraries were measured and do not fit. 20,000 cues take pysubs2 1.8.1 425 ms, webvtt-py 0.6.0 380 to 490 ms and
srt 3.5.3, which has no WebVTT, 154 ms, before any speaker is told; all of what is here takes 140. Of 5,000 damaged
files of each form pysubs2 refuses 1 % of SRT and 7 % of WebVTT, webvtt-py 2 to 3 %, with all their cues; srt refuses
65 %, or logs what was said and leaves it out. pysubs2 loses voice tags. Nothing is refused here.
"""

import re
from collections.abc import Iterator

from rtk_mcp.meeting.cue_speakers import tell_speakers
from rtk_mcp.meeting.gathering import gather
from rtk_mcp.meeting.moments import clock_seconds
from rtk_mcp.meeting.naming import identity
from rtk_mcp.meeting.spoken import Transcript

_TIME = r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,9}))?"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*(?:{_TIME})?(?:[ \t].*)?", re.ASCII)
_TIMING_LINE = re.compile(r"^(?=[^\n]*\d)[^\n]*-->[^\n]*$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>\n]*)>")
_MARKUP = re.compile(
    r"</?(?:[biu]|ruby|rt|c|v|lang|font)(?:[.\s][^<>\n]*)?>|<(?:\d+:)?\d\d:\d\d\.\d{3}>|\{\\[^{}\n]*\}",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(amp|lt|gt|nbsp|lrm|rlm);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "nbsp": "\u00a0", "lrm": "\u200e", "rlm": "\u200f"}
_NO_CUE = re.compile(r"(?:NOTE|STYLE|REGION)\b")


def has_cues(text: str) -> bool:
    """Whether it is SRT or WebVTT."""
    return text.startswith("WEBVTT") or (
        "->" in text and any(_TIMING.fullmatch(line[0]) for line in _TIMING_LINE.finditer(text))
    )


def read_subtitles(text: str) -> Transcript:
    """What the cues say; a cue is whatever stands between its times and the next one's number and times.

    Lines of a cue become one, markup goes, and a cue of several voices becomes an utterance of each.
    """
    starts, ends, voices, texts = [], [], [], []
    unreadable = 0 if "-->" in text else _blocks_that_are_no_cue(text)
    for timing, body in _cues(text):
        times = _TIMING.fullmatch(timing)
        if times is None:
            unreadable += 1
            continue
        start, end = clock_seconds(*times.group(1, 2, 3, 4)), None
        if times[6] is not None:
            end = clock_seconds(*times.group(5, 6, 7, 8))
        for voice, said in _voices(body):
            starts.append(start)
            ends.append(end)
            voices.append(voice)
            texts.append(said)
    names, texts = tell_speakers(voices, texts)
    return gather(starts, ends, names, texts, lambda name: identity(None, None, None, name), unreadable)


def _blocks_that_are_no_cue(text: str) -> int:
    """Of a file without any cue, comments and the header aside."""
    _, *blocks = text.split("\n\n")
    return sum(bool(block.strip()) and not _NO_CUE.match(block) for block in blocks)


def _cues(text: str) -> Iterator[tuple[str, str]]:
    """The line of times and the words below it, for each cue."""
    begun: re.Match[str] | None = None
    for line in _TIMING_LINE.finditer(text):
        if begun:
            yield begun[0], _words(text[begun.end() + 1 : line.start() - 1].split("\n"), followed=True)
        begun = line
    if begun:
        yield begun[0], _words(text[begun.end() + 1 :].split("\n"), followed=False)


def _words(lines: list[str], *, followed: bool) -> str:
    """The lines without what names the following cue, and without blocks that are no cue."""
    if followed and len(lines) > 1 and (lines[-2].isspace() or not lines[-2] or lines[-1].isdecimal()):
        lines.pop()
    while lines and (not lines[-1] or lines[-1].isspace()):
        lines.pop()
    if len(lines) < 2:  # noqa: PLR2004 - nothing to join
        return lines[0].strip() if lines else ""
    blocks = "\n".join(map(str.strip, lines)).split("\n\n")
    return " ".join(" ".join(block.split("\n")) for block in blocks if not _NO_CUE.match(block)).strip()


def _voices(body: str) -> list[tuple[str | None, str]]:
    """Who says what in a cue; None: it does not say who, in this way."""
    if "<v" not in body:
        return [(None, _bare(body))]
    before, *named = _VOICE.split(body)
    said: list[tuple[str | None, str]] = [
        (_bare(name), _bare(text)) for name, text in zip(named[::2], named[1::2], strict=True)
    ]
    return [(None, _bare(before)), *said] if before.strip() else said


def _bare(marked_up: str) -> str:
    bare = _MARKUP.sub("", marked_up) if "<" in marked_up or "{" in marked_up else marked_up
    return (_ENTITY.sub(lambda found: _ENTITIES[found[1]], bare) if "&" in bare else bare).strip()
