"""Silences, monologues and interruptions: what follows from who spoke from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf
from typing import Final

BACKCHANNEL_S: Final = 1.0
"""A listener's "right" or "mm-hm" takes no longer (very short utterances, Edlund et al. 2009)."""
STILL_SPEAKING_S: Final = 0.2
"""Turns begin about this near to the end of the last one without a wish to interrupt (Stivers et al. 2009)."""
PAUSE_S: Final = 3.0
"""A speaker's own pause; after a longer one it is a turn anew."""

Said = tuple[float, float, int | None]
"""When somebody began and ended, seconds, and who; None for one who cannot be told from others. In order of starts."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time: its start on the transcript's clock and its length, seconds."""

    start_s: float
    length_s: float


@dataclass(slots=True)
class Interruptions:
    """How often a person began while somebody else had more than `STILL_SPEAKING_S` left to say.

    Attributes:
        times: all of them, backchannels included.
        took_over: those that took longer than a backchannel and went on when the others had ended.
        backchannels: those that took at most `BACKCHANNEL_S`. What is neither ended while another spoke on.
    """

    times: int = 0
    took_over: int = 0
    backchannels: int = 0


@dataclass(slots=True)
class Overlaps:
    """Those who cannot be told from others do not count.

    Attributes:
        time_s: in which two or more people spoke.
        by_person: of those who ever interrupted.
    """

    time_s: float = 0.0
    by_person: dict[int, Interruptions] = field(default_factory=dict)


def silences(said: Iterable[Said]) -> list[Stretch]:
    """When nobody spoke, between the first word and the last."""
    found = []
    covered = inf
    for start, end, _ in said:
        if start > covered:
            found.append(Stretch(covered, start - covered))
            covered = end
        elif end > covered or covered == inf:
            covered = end
    return found


def monologues(said: Iterable[Said]) -> dict[int | None, Stretch]:
    """The longest of each person who ever had the floor.

    It is a run of utterances with pauses of at most `PAUSE_S`, from its beginning to its end, in which others said no
    more than `BACKCHANNEL_S` at a time.
    """
    longest: dict[int | None, Stretch] = {}
    begun = ended = -inf
    holder: int | None = None
    for start, end, person in said:
        goes_on = start - ended <= PAUSE_S
        if goes_on and person == holder:
            ended = max(ended, end)
        elif goes_on and end - start <= BACKCHANNEL_S:
            continue
        else:
            begun, ended, holder = start, end, person
        if holder not in longest or ended - begun > longest[holder].length_s:
            longest[holder] = Stretch(begun, ended - begun)
    return longest


def overlaps(said: Iterable[Said]) -> Overlaps:
    """Who began while others spoke, and for how long people spoke at once.

    Of all who spoke before, only the end that lies farthest and the farthest of anybody else matter.
    """
    found = Overlaps()
    last: int | None = None
    last_end = next_end = -inf
    for start, end, person in said:
        if person is None:
            continue
        others_end = next_end if person == last else last_end
        if others_end > start:
            found.time_s += max(min(end, others_end) - max(start, next_end), 0.0)
            if others_end - start > STILL_SPEAKING_S:
                _count(found.by_person.setdefault(person, Interruptions()), end - start, end > others_end)
        if person == last:
            last_end = max(last_end, end)
        elif end > last_end:
            last, last_end, next_end = person, end, last_end
        else:
            next_end = max(next_end, end)
    return found


def _count(counted: Interruptions, length_s: float, went_on: bool) -> None:
    counted.times += 1
    if length_s <= BACKCHANNEL_S:
        counted.backchannels += 1
    elif went_on:
        counted.took_over += 1
