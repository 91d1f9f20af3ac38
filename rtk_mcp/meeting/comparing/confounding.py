"""What else the people of a group have in common, that may be the cause instead."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rtk_mcp.meeting.comparing.differences import MIN_PEOPLE, Difference
from rtk_mcp.meeting.comparing.dimensions import Dimension
from rtk_mcp.meeting.comparing.groups import Division, Group
from rtk_mcp.meeting.comparing.people import Call

MOSTLY: Final = 0.8
_MOST_TOLD: Final = 2
_ORDER: Final[tuple[Dimension, ...]] = (
    *("session", "asn", "relay_protocol", "browser", "os", "sdk_version", "country", "preset", "day"),
)
"""What stands for most conditions at once comes first."""
_IMPLIED: Final[Mapping[Dimension, Dimension]] = MappingProxyType({"session": "day"})
"""A session is of one day: that its people share the day says nothing."""


@dataclass(frozen=True, slots=True)
class Confounder:
    """Another group that most people of a difference's worse side are in too.

    Attributes:
        inside, of: so many of so many of them; of a verdict only those who had it.
        others: people of the other side who are in that group, as far as they were measured.
        centre: what stands for those, the share who had the verdict or the median; None without any.
    """

    group: Group
    inside: int
    of: int
    others: int
    centre: float | None


def confounders(difference: Difference, divisions: Iterable[Division]) -> tuple[Confounder, ...]:
    """Groups of other dimensions that may explain a difference as well.

    One may when most of the worse side is in it and the others in it are too few to tell, or have the trouble too.
    """
    group, aspect = difference.group, difference.aspect
    worse, better = group.side.drawn, group.others.drawn
    if difference.effect < 0:
        worse, better = better, worse
    concerned = [call for call in worse if aspect.value(call)] if aspect.fair is None else [*worse]
    worse_people = {call.person for call in worse}
    rest = [call for call in better if call.person not in worse_people]
    midpoint = difference.midpoint
    found = []
    for division in sorted(divisions, key=lambda each: _ORDER.index(each.dimension)):
        if division.dimension in {group.dimension, _IMPLIED.get(group.dimension)}:
            continue
        shared, inside = _shared(division, concerned)
        if shared is None or (_is_most(shared, worse) and _is_most(shared, better)):
            continue
        values = [value for call in rest if shared.has(call) if (value := aspect.value(call)) is not None]
        centre = aspect.centre(values) if values else None
        if (
            centre is None
            or len(values) < MIN_PEOPLE
            or centre == midpoint
            or ((centre < midpoint) is aspect.low_is_bad)
        ):
            found.append(Confounder(shared, inside, len(concerned), len(values), centre))
    return tuple(found[:_MOST_TOLD])


def _shared(division: Division, calls: Sequence[Call]) -> tuple[Group | None, int]:
    """The one of several groups that most of the calls are in, and how many are."""
    if len(division.groups) > 1:
        inside = Counter(found.key for call in calls if (found := call.trait(division.dimension)))
        for group in division.groups:
            if inside[group.key] >= max(MOSTLY * len(calls), 1):
                return group, inside[group.key]
    return None, 0


def _is_most(group: Group, calls: Sequence[Call]) -> bool:
    """Whether most of those of whom it is known are in it: what both sides have in common explains no difference."""
    known = sum(call.trait(group.dimension) is not None for call in calls)
    return known > 0 and sum(map(group.has, calls)) >= MOSTLY * known
