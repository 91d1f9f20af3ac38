"""Stays divided by browser, network, day and so on, and what each group is like."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final

from rtk_mcp.meeting.comparing.dimensions import Dimension
from rtk_mcp.meeting.comparing.metrics import MEASURES, MeasureName
from rtk_mcp.meeting.comparing.people import Call, Side, calls_of, side_of
from rtk_mcp.meeting.comparing.samples import StaySample
from rtk_mcp.report.finding import Verdict

_TENTHS: Final = 10
FEW: Final = 2
"""Of no more people neither a median nor a tenth says anything."""
_PER_HOURS: Final = 100


@dataclass(frozen=True, slots=True)
class Typical:
    """A metric over people: the median, and what the worst tenth of them are beyond; of a `FEW` all, the best first."""

    median: float
    worst_tenth: float
    people: int
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a finding was made, in how many stays; `per_100_h` is None where no time is known."""

    code: str
    stays: int
    per_100_h: float | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What some people's calls were like.

    Attributes:
        verdicts: all of their calls by verdict.
        hours: of the stays that have a report and a known length.
        timeless: stays with a report whose length is not known; their findings are not in the rates.
        typical: metrics that were measured of anybody.
        rates: findings that were felt, the most frequent first.
    """

    people: int
    verdicts: dict[Verdict, int]
    hours: float
    timeless: int
    typical: dict[MeasureName, Typical]
    rates: tuple[Rate, ...]

    @property
    def judged(self) -> int:
        """How many calls could be judged."""
        return sum(self.verdicts.values()) - self.verdicts["unknown"]

    @property
    def troubled(self) -> int:
        """How many calls were poor or fair."""
        return self.verdicts["poor"] + self.verdicts["fair"]

    @property
    def poor_ratio(self) -> float:
        """The share of those judged that were poor; 0 without any."""
        return self.verdicts["poor"] / self.judged if self.judged else 0.0

    @property
    def troubled_ratio(self) -> float:
        """The same as a share of those judged; 0 without any."""
        return self.troubled / self.judged if self.judged else 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """Everybody who is alike in one dimension, `side`, and everybody known who is not, `others`.

    Somebody who is both, in different stays, is on both sides.
    """

    dimension: Dimension
    key: str
    label: str
    side: Side
    others: Side

    def has(self, call: Call) -> bool:
        """Whether a call is one of these."""
        found = call.trait(self.dimension)
        return found is not None and found.key == self.key


@dataclass(frozen=True, slots=True)
class Division:
    """All groups of one dimension, the largest first; of `unknown` people it is not known in any stay."""

    dimension: Dimension
    groups: tuple[Group, ...]
    unknown: int


def divide(people: Sequence[Sequence[StaySample]], dimension: Dimension) -> Division:
    """The people's stays by one dimension."""
    by_group: dict[str, dict[int, list[StaySample]]] = {}
    labels: dict[str, Counter[str]] = {}
    known: dict[int, list[StaySample]] = {}
    for person, stays in enumerate(people):
        for stay in stays:
            if found := stay.traits.get(dimension):
                by_group.setdefault(found.key, {}).setdefault(person, []).append(stay)
                labels.setdefault(found.key, Counter())[found.label] += 1
                known.setdefault(person, []).append(stay)
    everybody = {person: calls_of(person, stays) for person, stays in known.items()}
    groups = []
    for key, own in by_group.items():
        others = [calls for person, calls in everybody.items() if person not in own]
        for person in own:
            elsewhere = [stay for stay in known[person] if stay.traits[dimension].key != key]
            others += [calls_of(person, elsewhere)] if elsewhere else []
        side = side_of(calls_of(person, stays) for person, stays in own.items())
        groups.append(Group(dimension, key, labels[key].most_common(1)[0][0], side, side_of(others)))
    groups.sort(key=lambda group: (-group.side.people, group.key))
    return Division(dimension, tuple(groups), len(people) - len(known))


def profile(side: Side) -> Profile:
    """What one side is like."""
    read = [stay for stay in side.stays if stay.missing is None]
    timed = [stay for stay in read if stay.minutes is not None]
    hours = sum(stay.minutes or 0.0 for stay in timed) / 60
    verdicts = Counter(call.verdict for call in side.calls)
    return Profile(
        people=side.people,
        verdicts={verdict: verdicts[verdict] for verdict in ("poor", "fair", "good", "unknown")},
        hours=hours,
        timeless=len(read) - len(timed),
        typical={name: _typical(values, name) for name in MEASURES if (values := _values(side, name))},
        rates=_rates(timed, hours),
    )


def _rates(stays: Iterable[StaySample], hours: float) -> tuple[Rate, ...]:
    codes = Counter(code for stay in stays for code in stay.codes)
    ranked = sorted(codes.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Rate(code, often, _PER_HOURS * often / hours if hours else None) for code, often in ranked)


def _values(side: Side, name: MeasureName) -> list[float]:
    return [value for call in side.drawn if (value := call.value(name)) is not None]


def _typical(values: Sequence[float], name: MeasureName) -> Typical:
    low_is_bad = MEASURES[name].low_is_bad
    few = tuple(sorted(values, reverse=low_is_bad)) if len(values) <= FEW else ()
    return Typical(median(values), worst_tenth(values, low_is_bad=low_is_bad), len(values), few)


def worst_tenth(values: Sequence[float], *, low_is_bad: bool) -> float:
    """The value that a tenth is worse than, between two of them where none is; see `statistics.quantiles`."""
    if len(values) == 1:
        return values[0]
    tenths = quantiles(values, n=_TENTHS, method="inclusive")
    return tenths[0] if low_is_bad else tenths[-1]
