"""Differences that only mirror others: the day of the worst session, and every day that was not that one."""

from collections.abc import Sequence
from typing import Final

from rtk_mcp.meeting.comparing.confounding import MOSTLY
from rtk_mcp.meeting.comparing.differences import MIN_PEOPLE, SIGNIFICANT, Difference
from rtk_mcp.meeting.comparing.groups import Group
from rtk_mcp.meeting.comparing.people import Call
from rtk_mcp.meeting.comparing.statistics import superiority

_OF_TIME: Final = frozenset({"session", "day"})
_LEFT_RATIO: Final = 0.5
"""With half of it left a difference is more than the other's shadow."""


def is_mirror(difference: Difference, stronger: Sequence[Group]) -> bool:
    """Whether most of those who had it were in groups that are told to be worse, and little is left without these.

    A session or day that was better than others is what is left where others are told to be worse.
    """
    if difference.effect < 0 and difference.group.dimension in _OF_TIME:
        return any(group.dimension in _OF_TIME for group in stronger)
    own, others = difference.group.side.drawn, difference.group.others.drawn
    worse, better = (own, others) if difference.effect > 0 else (others, own)
    concerned = [call for call in worse if difference.has_it(call)]
    if not _mostly_in(concerned, stronger) or _mostly_in(better, stronger):
        return False
    kept, rest = _values(difference, own, stronger), _values(difference, others, stronger)
    if min(len(kept), len(rest)) < MIN_PEOPLE:
        return True
    effect = superiority(kept, rest) * (-1 if difference.aspect.low_is_bad else 1)
    stands = effect * difference.effect >= _LEFT_RATIO * difference.effect**2
    return not stands or difference.aspect.test(kept, rest) >= SIGNIFICANT


def _mostly_in(calls: Sequence[Call], groups: Sequence[Group]) -> bool:
    return bool(calls) and sum(_is_in_any(call, groups) for call in calls) >= MOSTLY * len(calls)


def _values(difference: Difference, calls: Sequence[Call], without: Sequence[Group]) -> list[float]:
    value = difference.aspect.value
    return [found for call in calls if not _is_in_any(call, without) if (found := value(call)) is not None]


def _is_in_any(call: Call, groups: Sequence[Group]) -> bool:
    return any(group.has(call) for group in groups)
