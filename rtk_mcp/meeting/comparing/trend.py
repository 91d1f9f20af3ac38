"""Whether it gets worse from day to day."""

from dataclasses import dataclass
from typing import Final

from rtk_mcp.meeting.comparing.differences import MIN_PEOPLE, SIGNIFICANT
from rtk_mcp.meeting.comparing.groups import Division, Group
from rtk_mcp.meeting.comparing.statistics import mann_kendall

MIN_DAYS: Final = 5
"""Of four days even a share that rises each day is chance once in twelve times."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day's people who could be judged, and those of them with a poor or fair call."""

    day: str
    troubled: int
    people: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The share of people with a poor or fair call, day by day.

    A day is one observation: its people shared its conditions, and are often those of the day before.

    Attributes:
        days: those with enough people, the earliest first.
        too_small: days with fewer.
        tau: from -1, better each day, to 1, worse each day; None with too few days to tell.
        probability: that chance makes as clear a trend.
    """

    days: tuple[Day, ...]
    too_small: int
    tau: float | None = None
    probability: float = 1.0

    @property
    def found(self) -> bool:
        """Whether it may be told as a trend."""
        return self.probability < SIGNIFICANT


def trend_of(division: Division) -> Trend:
    """The trend over a division by day, by the Mann-Kendall test."""
    days = sorted(map(_day, division.groups), key=lambda each: each.day)
    enough = tuple(each for each in days if each.people >= MIN_PEOPLE)
    too_small = len(days) - len(enough)
    if len(enough) < MIN_DAYS:
        return Trend(enough, too_small)
    tau, probability = mann_kendall([each.troubled / each.people for each in enough])
    return Trend(enough, too_small, tau, probability)


def _day(group: Group) -> Day:
    judged = group.side.drawn
    return Day(group.key, sum(call.troubled for call in judged), len(judged))
