"""Which groups differ from all others by more than chance explains."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rtk_mcp.meeting.comparing.aspects import METRICS, VERDICTS, Aspect
from rtk_mcp.meeting.comparing.groups import Division, Group
from rtk_mcp.meeting.comparing.people import Call, Side
from rtk_mcp.meeting.comparing.statistics import holm, superiority

MIN_PEOPLE: Final = 5
"""On each side: with fewer the luck of one person makes or breaks any difference."""
SIGNIFICANT: Final = 0.05
"""Of answers in which nothing differs, one of twenty at most tells a difference, all its comparisons together."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A group against all others in one respect.

    Attributes:
        own, others: what was measured of each person; of a verdict 1 for those who had it, and 0.
        effect: how much more often the group is worse than others than better, from -1 to 1.
        probability: that chance makes as large a difference, corrected for all `comparisons` of its kind.
    """

    group: Group
    aspect: Aspect
    own: tuple[float, ...]
    others: tuple[float, ...]
    effect: float
    probability: float
    comparisons: int = 1

    @property
    def midpoint(self) -> float:
        """Between what stands for the two sides."""
        return (self.aspect.centre(self.own) + self.aspect.centre(self.others)) / 2

    def has_it(self, call: Call) -> bool:
        """Whether a call is a troubled one: it has the verdict, or a metric nearer to the worse side's."""
        value = self.aspect.value(call)
        if value is None or self.aspect.fair is None:
            return bool(value)
        return value < self.midpoint if self.aspect.low_is_bad else value > self.midpoint

    @property
    def found(self) -> bool:
        """Whether it may be told as a difference: chance hardly explains it, and it can be noticed in a call."""
        worse = self.own if self.effect > 0 else self.others
        return self.probability < SIGNIFICANT and self.aspect.noticeable(worse)


def compare_verdicts(divisions: Iterable[Division]) -> tuple[Difference, ...]:
    """Shares of people with a poor, and with a poor or fair call, by Fisher's exact test; the largest first."""
    return _compared(divisions, VERDICTS)


def compare_metrics(divisions: Iterable[Division]) -> tuple[Difference, ...]:
    """People's means of each metric, by the Mann-Whitney U test; the largest difference first."""
    return _compared(divisions, METRICS)


def big_enough(group: Group) -> bool:
    """Whether there are enough people on both sides to compare them."""
    return min(len(group.side.drawn), len(group.others.drawn)) >= MIN_PEOPLE


def _compared(divisions: Iterable[Division], aspects: Sequence[Aspect]) -> tuple[Difference, ...]:
    """Each comparison of the same people is made once, under the first dimension that tells them apart.

    Of two groups that are each other's rest it is the worse one's.
    """
    made: dict[object, Difference] = {}
    for division in divisions:
        for group in filter(big_enough, division.groups):
            for aspect in aspects:
                difference = _difference(group, aspect)
                if difference is None:
                    continue
                before = made.setdefault(_key(difference), difference)
                if before.group.dimension == division.dimension and difference.effect > before.effect:
                    made[_key(difference)] = difference
    kept = [*made.values()]
    corrected = holm([each.probability for each in kept])
    told = [
        replace(each, probability=probability, comparisons=len(kept))
        for each, probability in zip(kept, corrected, strict=True)
    ]
    return tuple(sorted(told, key=lambda each: (-abs(each.effect), each.probability)))


def _difference(group: Group, aspect: Aspect) -> Difference | None:
    own, others = aspect.of(group.side), aspect.of(group.others)
    if min(len(own), len(others)) < MIN_PEOPLE:
        return None
    larger = superiority(own, others)
    return Difference(
        group=group,
        aspect=aspect,
        own=own,
        others=others,
        effect=-larger if aspect.low_is_bad else larger,
        probability=aspect.test(own, others),
    )


def _key(difference: Difference) -> object:
    """The same for the same people on both sides and the same observations: nobody fair makes two verdicts one."""
    metric = None if difference.aspect.fair is None else difference.aspect.name
    group = difference.group
    sides = (_observed(group.side, difference.own), _observed(group.others, difference.others))
    return metric, frozenset(sides)


def _observed(side: Side, values: Sequence[float]) -> object:
    return frozenset(call.key for call in side.drawn), tuple(sorted(values))
