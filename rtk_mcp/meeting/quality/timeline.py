"""The meeting as a strip: how many of the people there had trouble, stretch by stretch."""

from collections.abc import Sequence
from math import ceil
from typing import Final

from rtk_mcp.meeting.quality.model import SessionFinding, Stay, Strip
from rtk_mcp.meeting.quality.times import SLOT_S, Slots, slots_of, windows_of

NOBODY, FINE, SOME, MANY = "·▁▄█"
MANY_RATIO: Final = 1 / 3
"""A third of the people, or the only one."""
_MOST_MARKS: Final = 60
_LONGEST: Final = 43_200
"""Slots in ten days: somebody whose times are further off has a broken clock."""
_STEPS: Final = (1, 3, 6, 9, 15, 30, 45, 90, 180, 360, 1_080, 4_320)
"""Slots in a step: lengths that a reader can count in."""


def strip_of(stays: Sequence[Stay], findings: Sequence[SessionFinding]) -> Strip | None:
    """None where nobody's times are known."""
    there = [stay.present for stay in stays if stay.is_judged]
    present = Slots().union(*there)
    if not present:
        return None
    middle = sorted(present)[len(present) // 2]
    present = frozenset(slot for slot in present if abs(slot - middle) <= _LONGEST)
    first, last = min(present), max(present)
    even = ceil((last - first + 1) / _MOST_MARKS)
    step = next((each for each in _STEPS if each >= even), even)
    felt = [
        (person, slots_of(each.finding.windows))
        for each in findings
        if each.finding.severity != "info"
        for person in each.affected
    ]
    marks = [_mark(frozenset(range(at, at + step)), there, felt) for at in range(first, last + 1, step)]
    return Strip(windows_of([first])[0].start, int(step * SLOT_S), "".join(marks))


def _mark(stretch: Slots, there: Sequence[Slots], felt: Sequence[tuple[int, Slots]]) -> str:
    people = sum(bool(slots & stretch) for slots in there)
    if not people:
        return NOBODY
    troubled = len({person for person, slots in felt if slots & stretch})
    if not troubled:
        return FINE
    return MANY if troubled >= MANY_RATIO * people else SOME
