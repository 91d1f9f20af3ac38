"""The table: one line per figure, with the limits that it is held against."""

import math
from dataclasses import dataclass

_COLUMNS = (50, 10, 10, 8, 6, 6)
"""Widths of name, ours, yardstick, ratio, must and reach; the verdict comes last."""
_WHOLE_FROM = 100
"""Numbers from here on are shown without decimals."""
_NOTHING = "-"


class NotMeasurable(Exception):
    """This machine cannot do a measurement; the text is a clause that says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """Ours and the yardstick, measured in the same run.

    Attributes:
        yardstick: what ours is divided by; None when there is nothing to compare with.
        unit: of `ours` and `yardstick`.
        must, reach: the most that the figure may be, and what is aimed for, if anything more is.
        absolute: `ours` itself is held against the limits, not its ratio to the yardstick.
    """

    name: str
    ours: float
    yardstick: float | None
    unit: str
    must: float
    reach: float | None = None
    absolute: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours to the yardstick, where that is what counts."""
        if self.absolute or self.yardstick is None:
            return None
        return self.ours / self.yardstick if self.yardstick else math.inf

    @property
    def verdict(self) -> str:
        figure = self.ours if self.ratio is None else self.ratio
        if self.reach is not None and figure <= self.reach:
            return "within reach"
        return "within must" if figure <= self.must else "OVER"

    def __str__(self) -> str:
        yardstick = _NOTHING if self.yardstick is None else f"{_number(self.yardstick)} {self.unit}"
        reach = _NOTHING if self.reach is None else _number(self.reach)
        ratio = (
            _NOTHING if self.ratio is None else f"{self.ratio:.3f}"
        )  # finely, to be seen just over a limit
        cells = (self.name, f"{_number(self.ours)} {self.unit}", yardstick, ratio, _number(self.must), reach)
        return _line(cells, self.verdict)


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """A line for what could not be measured; `reason` is a clause."""

    name: str
    reason: str

    @property
    def verdict(self) -> str:
        return "not measured"

    def __str__(self) -> str:
        return f"{self.name:<{_COLUMNS[0]}}  not measured: {self.reason}"


def heading() -> str:
    """The names of the columns."""
    return _line(("measure", "ours", "yardstick", "ratio", "must", "reach"), "verdict")


def _line(cells: tuple[str, ...], verdict: str) -> str:
    name, *numbers = cells
    aligned = [f"{name:<{_COLUMNS[0]}}"]
    aligned += [f"{cell:>{width}}" for cell, width in zip(numbers, _COLUMNS[1:], strict=True)]
    return "  ".join([*aligned, verdict])


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= _WHOLE_FROM else f"{value:.3g}"
