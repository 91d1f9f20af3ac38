"""Who says a cue: in files of the service each one begins with `Name: `."""

from collections import Counter
from collections.abc import Sequence

_LONGEST_NAME = 80
_MOST_WORDS = 5
_NOT_IN_NAMES = frozenset('?!;,…"“”')


def tell_speakers(voices: Sequence[str | None], texts: Sequence[str]) -> tuple[list[str | None], list[str]]:
    """The name of each cue's speaker, None where it is not told, and the cues without it.

    Where any cue has a voice tag, names are in tags alone. Else what stands before a cue's first colon and space is a
    name, as long as

    - every cue of the file has it;
    - or most cues have it, and it stands before several of them or looks like a name: a few words without a
      sentence's marks, of which the first does not begin small;
    - or it stands before several cues and looks like a name.

    So a colon in the midst of a sentence is none. It does not tell who says the cues that follow.
    """
    if any(voice is not None for voice in voices):
        return list(voices), list(texts)
    parts = [_parts(text) for text in texts]
    count = Counter(name for name, said in filter(None, parts) if said)
    spoken = sum(map(bool, texts))
    every, most = sum(map(bool, parts)) == spoken, 2 * sum(map(bool, parts)) > spoken
    named = {
        name
        for name, times in count.items()
        if every or (_looks_like_a_name(name) + (times > 1) >= (1 if most else 2))
    }
    told = [
        (part if part and part[0] in named else (None, text)) for part, text in zip(parts, texts, strict=True)
    ]
    return [name for name, _ in told], [text for _, text in told]


def _parts(text: str) -> tuple[str, str] | None:
    name, colon, said = f"{text} ".partition(": ")
    return (name.strip(), said.strip()) if colon and len(name) <= _LONGEST_NAME else None


def _looks_like_a_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= _MOST_WORDS and not text[0].islower() and not _NOT_IN_NAMES.intersection(text)
