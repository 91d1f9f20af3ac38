"""Columns of plain numbers: as many bytes per value as it needs, NaN where nothing was measured."""

from array import array
from collections.abc import Iterable
from math import isfinite, nan
from typing import Final, TypeAlias, cast

from rtk_mcp.report.scalars import number

Numbers: TypeAlias = "array[int] | array[float]"
"""Unsigned integers of 1, 2 or 4 bytes, or floats of 4 or 8; only floats can be NaN. Empty: nowhere measured."""

NOWHERE: Final[Numbers] = array("f")
_WIDER: Final = {"B": "H", "H": "I", "I": "d", "f": "d"}
_HIGHEST: Final = {"B": 2**8 - 1, "H": 2**16 - 1, "I": 2**32 - 1}


class GrowingNumbers:
    """A column while it is read: begins with one byte per value and is widened when a value asks for it.

    With `fractions` it begins with floats of 4 bytes: seven digits, more than anything measured in seconds has.
    """

    __slots__ = ("data",)

    def __init__(self, *, fractions: bool = False) -> None:
        self.data: Numbers = array("f" if fractions else "B")

    def extend(self, values: list[float | None]) -> None:
        """Append values; None, and what no float can hold, becomes NaN."""
        try:
            self.data.fromlist(values)  # type: ignore[arg-type]  # refused values are what the rest is for
        except (OverflowError, TypeError) as refusal:
            if self.data.typecode == "d":
                cast("array[float]", self.data).extend([_float(value) for value in values])
                return
            wider = _WIDER[self.data.typecode] if isinstance(refusal, OverflowError) else "d"
            self.data = array(wider, self.data)
            self.extend(values)


def _float(value: float | None) -> float:
    read = number(value)
    return nan if read is None else read


def measured(values: Numbers) -> Numbers:
    """The column, empty where it has no value at all."""
    return values if any(value == value for value in values) else NOWHERE  # noqa: PLR0124 - NaN is not itself


def bounded(values: Numbers, low: float, high: float) -> Numbers:
    """The column with what is outside the range, infinite or no number as NaN."""
    if not values or (values.typecode in _HIGHEST and _HIGHEST[values.typecode] <= high and low <= 0):
        return values
    if min(values) >= low and max(values) <= high:
        return values
    return array("f" if values.typecode == "f" else "d", [v if low <= v <= high else nan for v in values])


def small(values: Iterable[float]) -> Numbers:
    """Floats of 4 bytes: seven digits, more than anything measured has."""
    return array("f", values)


def highest(values: Numbers) -> float:
    """The largest value, NaN without any."""
    found = max(values, default=nan)
    return found if found == found else max(known(values), default=nan)  # noqa: PLR0124 - NaN is not itself


def lowest(values: Numbers) -> float:
    """The smallest value, NaN without any."""
    found = min(values, default=nan)
    return found if found == found else min(known(values), default=nan)  # noqa: PLR0124


def known(values: Numbers) -> Numbers:
    """The values without NaN, in order."""
    if values.typecode in _HIGHEST or isfinite(sum(values)):
        return values
    return array(values.typecode, [value for value in values if value == value])  # noqa: PLR0124
