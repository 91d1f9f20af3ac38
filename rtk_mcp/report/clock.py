"""When rows were written, as seconds since 1970: ISO times as collectors write them, read a minute at a time."""

from math import nan
from typing import Any, Final

from rtk_mcp.report.scalars import epoch_s

_MINUTE_CHARS: Final = len("2026-11-03T10:00:")
_MAX_MINUTES: Final = 100_000
"""Two months of them; more come from nonsense and would only fill the memory."""


class _Minutes(dict[str, float]):
    """The time at which a minute such as `2026-11-03T10:00:` begins; a call has few of them and many rows."""

    def __missing__(self, minute: str) -> float:
        seconds = epoch_s(f"{minute}00Z") if minute.endswith(":") else None
        if seconds is None:
            raise ValueError(minute)
        if len(self) < _MAX_MINUTES:
            self[minute] = seconds
        return seconds


class Clock:
    """Reads the times of a report's rows."""

    def __init__(self) -> None:
        self._minutes = _Minutes()

    def read(self, times: list[Any]) -> list[float]:
        """Seconds since 1970, NaN where a time cannot be read."""
        minutes = self._minutes
        try:
            return [
                minutes[time[:_MINUTE_CHARS]] + float(time[_MINUTE_CHARS:-1])
                if time[-1] == "Z"
                else _read_one(time)
                for time in times
            ]
        except (ValueError, TypeError, IndexError):
            return [_read_one(time) for time in times]


def _read_one(time: Any) -> float:
    seconds = epoch_s(time)
    return nan if seconds is None else seconds
