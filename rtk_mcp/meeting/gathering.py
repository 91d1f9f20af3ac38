"""Columns of what was said become a transcript."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from itertools import islice, repeat
from operator import le
from typing import TypeVar, cast

from rtk_mcp.meeting.moments import is_of_world
from rtk_mcp.meeting.spoken import Identity, Transcript, Utterance

T = TypeVar("T")
Who = TypeVar("Who", bound=Hashable)

_LONGEST_S = 86_400.0
"""Of an utterance: what ends a day after its start has an end of another clock."""
_utterance: Callable[[Iterable[object]], Utterance] = partial(tuple.__new__, Utterance)
"""Without a Python call for each; a long meeting has 20,000."""


def gather(
    starts: Sequence[float | None],
    ends: Sequence[float | None] | None,
    whose: Sequence[Who],
    texts: Sequence[str],
    identify: Callable[[Who], Identity],
    unreadable: int = 0,
) -> Transcript:
    """One utterance for each place in the columns, as long as they are of one clock: that of most rows.

    A row without a time, or of the other clock, counts as unreadable. One without words says that nothing was said,
    which is read and left out. An end before its start is no end. `identify` is asked once for each of `whose`.
    """
    times = [start for start in starts if start is not None]
    world = 2 * sum(map(is_of_world, times)) > len(times)
    if len(times) < len(starts) or not _is_in_order(times, texts):
        timed = [at for at, start in enumerate(starts) if start is not None and is_of_world(start) is world]
        unreadable += len(starts) - len(timed)
        order = sorted(
            (at for at in timed if texts[at].strip()), key=cast("Sequence[float]", starts).__getitem__
        )
        times = [start for start in _taken(starts, order) if start is not None]
        whose, texts = _taken(whose, order), _taken(texts, order)
        ends = None if ends is None else _taken(ends, order)
    places: dict[Identity, int] = {}
    place = {who: places.setdefault(identify(who), len(places)) for who in dict.fromkeys(whose)}
    known_ends = repeat(None) if ends is None else map(_end, times, ends)
    utterances = map(_utterance, zip(times, known_ends, map(place.__getitem__, whose), texts, strict=False))
    return Transcript(tuple(places), tuple(utterances), "world" if world else "session", unreadable)


def _is_in_order(times: list[float], texts: Sequence[str]) -> bool:
    """Whether every row is an utterance, none before the one above it, and all of one clock."""
    in_order = all(map(le, times, islice(times, 1, None))) and all(map(str.strip, texts))
    return in_order and (not times or is_of_world(times[0]) is is_of_world(times[-1]))


def _taken(column: Sequence[T], places: list[int]) -> list[T]:
    return [column[at] for at in places]


def _end(start: float, end: float | None) -> float | None:
    return end if end is not None and 0 <= end - start <= _LONGEST_S else None
