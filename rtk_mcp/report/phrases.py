"""Numbers and names as a sentence says them."""

from collections import Counter
from collections.abc import Iterable
from math import floor, log10

from rtk_mcp.api.models.media import Media

DIGITS = 3
_MINUTE_S = 60
_HOUR_MIN = 60
SHORT_ID_CHARS = 8
"""Enough to tell the ids of one meeting apart."""
MEDIA_WORDS: dict[Media, str] = {
    "audio": "audio",
    "video": "video",
    "screenshare_audio": "screen-share audio",
    "screenshare_video": "screen share",
}


_SMALLEST_SHOWN = 1e-12
_LARGEST_WRITTEN_OUT = 1e15


def significant(value: float) -> str:
    """Three significant digits, no trailing zeros, and no exponent in any range that a call has: 0.0312, 783."""
    if abs(value) < _SMALLEST_SHOWN:
        return "0"
    if not abs(value) < _LARGEST_WRITTEN_OUT:
        return f"{value:.3g}"
    places = DIGITS - 1 - floor(log10(abs(value)))
    rounded = round(value, places)
    text = f"{rounded:.{max(places, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(ratio: float) -> str:
    """A 0-to-1 share as whole percent; a part is never rounded to nothing or to everything."""
    whole = round(ratio * 100)
    return f"{min(max(whole, 1), 99) if 0 < ratio < 1 else whole} %"


def count(number: int, noun: str) -> str:
    """`1 sender`, `2 senders`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def times(number: int) -> str:
    """`once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def media_list(media: Iterable[Media]) -> str:
    """`audio and video`, each once, in the usual order."""
    present = set(media)
    words = [word for name, word in MEDIA_WORDS.items() if name in present]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def duration_words(seconds: float) -> str:
    """A length of time to the nearest second or minute: `45 s`, `34 min`, `2 h 05 min`."""
    whole = max(round(seconds), 0)
    if whole < _MINUTE_S:
        return f"{whole} s"
    hours, minutes = divmod(floor(seconds / _MINUTE_S + 0.5), _HOUR_MIN)
    return f"{hours} h {minutes:02d} min" if hours else f"{max(minutes, 1)} min"


def short_forms(names: Iterable[str]) -> dict[str, str]:
    """Each name's first 8 characters, all of it where those are not unique among the names."""
    distinct = set(names)
    uses = Counter(name[:SHORT_ID_CHARS] for name in distinct)
    return {name: name[:SHORT_ID_CHARS] if uses[name[:SHORT_ID_CHARS]] == 1 else name for name in distinct}
