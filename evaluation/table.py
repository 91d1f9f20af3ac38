"""Many scores as one table, beside what is to be reached."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.scoring import SERIOUS, Hit, Score

REACH_RECALL: Final = 0.95
REACH_PRECISION: Final = 0.95
REACH_CULPRIT: Final = 0.95
REACH_VERDICT: Final = 0.97
REACH_FALSE_ALARMS: Final = 0.01
"""What a support engineer may expect before trusting a finding unread."""
CALLS_LEGEND: Final = (
    "recall: calls with the cause in which a finding names it. precision: findings that rightly name a cause, of\n"
    "those that name one or are made up. culprit: right direction, media and peer, where found. overlap: time in both\n"
    "the finding's windows and the cause's span over time in either, for causes with a beginning and an end. healthy:\n"
    "calls in which nobody felt anything. A consequence of a cause is neither a hit nor made up."
)
_NOTHING: Final = "     -"
_CODE_WIDTH: Final = 32
_FIGURE_WIDTH: Final = 38


@dataclass(frozen=True, slots=True)
class Line:
    """One code's figures; None where nothing was there to be measured."""

    code: str
    calls: int
    recall: float | None
    precision: float | None
    culprit: float | None
    overlap: float | None
    made_up: int

    def __str__(self) -> str:
        """A row of the table."""
        ratios = "".join(
            f"{_ratio(value):>8}" for value in (self.recall, self.precision, self.culprit, self.overlap)
        )
        return f"{self.code:<{_CODE_WIDTH}}{self.calls:>9}{ratios}{self.made_up:>10}"


def table(scores: Sequence[Score], *, what: str = "call", legend: str = CALLS_LEGEND) -> str:
    """Per code and in all, of calls or `what` else."""
    codes = sorted(
        {hit.code for each in scores for hit in each.hits} | {f.code for each in scores for f in each.false}
    )
    lines = (str(line_of(code, scores)) for code in codes)
    return "\n".join((_head(what), *lines, "", *_totals(scores, what), "", legend))


def line_of(code: str, scores: Iterable[Score]) -> Line:
    """The figures of one code."""
    marked = list(scores)
    hits = [hit for each in marked for hit in each.hits if hit.code == code]
    named = sum(Counter(each.named)[code] for each in marked)
    made_up = sum(finding.code == code for each in marked for finding in each.false)
    return Line(
        code=code,
        calls=sum(any(hit.code == code for hit in each.hits) for each in marked),
        recall=_share(hit.found_as is not None for hit in hits),
        precision=named / (named + made_up) if named + made_up else None,
        culprit=_share(hit.culprit_right for hit in hits if hit.culprit_right is not None),
        overlap=_overlap(hits),
        made_up=made_up,
    )


def _head(what: str) -> str:
    return f"{'code':<{_CODE_WIDTH}}{f'{what}s':>9}{'recall':>8}{'precis.':>8}{'culprit':>8}{'overlap':>8}   made up"


def _totals(scores: Sequence[Score], what: str) -> list[str]:
    hits: list[Hit] = [hit for each in scores for hit in each.hits]
    named, made_up = sum(len(each.named) for each in scores), sum(len(each.false) for each in scores)
    healthy = [each for each in scores if each.healthy]
    alarms = [sum(finding.severity in SERIOUS for finding in each.false) for each in healthy]
    return [
        f"{what}s {len(scores)}, of them healthy {len(healthy)}",
        _against("recall", _share(hit.found_as is not None for hit in hits), REACH_RECALL),
        _against("precision", named / (named + made_up) if named + made_up else None, REACH_PRECISION),
        _against(
            "culprit, where found",
            _share(h.culprit_right for h in hits if h.culprit_right is not None),
            REACH_CULPRIT,
        ),
        _against("verdict", _share(each.verdict_right for each in scores), REACH_VERDICT),
        _against(
            f"healthy {what}s with a false major",
            _share(n > 0 for n in alarms),
            REACH_FALSE_ALARMS,
            most=True,
        ),
        figure(f"false majors per healthy {what}", map(float, alarms)),
        f"{'window overlap, where bounded':<{_FIGURE_WIDTH}}{_ratio(_overlap(hits))}",
        figure(f"consequences unfolded, per {what}", (float(len(each.beside)) for each in scores)),
    ]


def figure(name: str, values: Iterable[float]) -> str:
    """A line with a mean, which nothing is asked of."""
    return f"{name:<{_FIGURE_WIDTH}}{_ratio(_mean(values))}"


def _overlap(hits: Iterable[Hit]) -> float | None:
    return _mean(hit.overlap_ratio for hit in hits if hit.overlap_ratio is not None)


def _against(name: str, value: float | None, reach: float, *, most: bool = False) -> str:
    within = value is None or (value <= reach if most else value >= reach)
    asked = f"reach {'<=' if most else '>='} {reach:.2f}"
    return f"{name:<{_FIGURE_WIDTH}}{_ratio(value)}   {asked}{'' if within else '   NOT REACHED'}"


def _ratio(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:6.3f}"


def _share(flags: Iterable[bool | None]) -> float | None:
    seen = [bool(flag) for flag in flags]
    return sum(seen) / len(seen) if seen else None


def _mean(values: Iterable[float]) -> float | None:
    seen = list(values)
    return sum(seen) / len(seen) if seen else None
