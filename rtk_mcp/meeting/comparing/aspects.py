"""In what respects two sides are compared: verdicts and metrics, each with its own test."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean, median
from typing import Final, Literal

from rtk_mcp.meeting.comparing.groups import worst_tenth
from rtk_mcp.meeting.comparing.metrics import MEASURES, MeasureName
from rtk_mcp.meeting.comparing.people import Call, Side
from rtk_mcp.meeting.comparing.statistics import fisher_exact, mann_whitney

Outcome = Literal["poor", "poor_or_fair"]
Values = Sequence[float]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One respect.

    Attributes:
        value: what is compared of a call; None when it was not measured.
        test: the probability that two sides differ so much by chance.
        centre: what stands for a side.
        fair: of a metric, the limit beyond which it is noticed; None of a verdict.
    """

    name: Outcome | MeasureName
    value: Callable[[Call], float | None]
    test: Callable[[Values, Values], float]
    centre: Callable[[Values], float]
    low_is_bad: bool = False
    fair: float | None = None

    def of(self, side: Side) -> tuple[float, ...]:
        """The values of everybody on a side of whom there is one."""
        return tuple(value for call in side.drawn if (value := self.value(call)) is not None)

    def noticeable(self, values: Values) -> bool:
        """Whether the worst tenth is beyond the limit at which it is noticed; a verdict always is."""
        if self.fair is None:
            return True
        tail = worst_tenth(values, low_is_bad=self.low_is_bad)
        return tail < self.fair if self.low_is_bad else tail > self.fair


def _shares_test(own: Values, others: Values) -> float:
    """Of values that are 1 for who had it, and 0."""
    return fisher_exact(int(sum(own)), len(own), int(sum(others)), len(others))


VERDICTS: Final = (
    Aspect("poor", lambda call: float(call.verdict == "poor"), _shares_test, fmean),
    Aspect("poor_or_fair", lambda call: float(call.troubled), _shares_test, fmean),
)
METRICS: Final = tuple(
    Aspect(
        name,
        partial(Call.value, measure=name),
        mann_whitney,
        median,
        low_is_bad=measure.low_is_bad,
        fair=measure.fair,
    )
    for name, measure in MEASURES.items()
)
