"""Times in the files of a meeting.

A number of seconds tells by its size which clock it is of: from 2000 on it counts from 1970, and below ten days from
the session's start.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from math import isfinite
from typing import Any

from rtk_mcp.report.scalars import EARLIEST_S, LATEST_S, epoch_s, number, utc

LONGEST_SESSION_S = 864_000.0
"""Ten days; as milliseconds it is still below 2000's seconds since 1970, so that the two are never mixed up."""
_EARLY_S = 60.0
"""So much before the session's start is a clock's skew, and means the start."""
_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?", re.ASCII)


def seconds(value: Any) -> float | None:
    """Seconds of either clock from milliseconds, epoch seconds, an ISO time or `01:02:03.456`; None: it is none."""
    milliseconds = number(value)
    if milliseconds is not None:
        return in_session(milliseconds / 1000) if _is_offset(milliseconds / 1000) else epoch_s(milliseconds)
    if not isinstance(value, str):
        return None
    clock = _CLOCK.fullmatch(value.strip())
    return clock_seconds(*clock.groups()) if clock else epoch_s(value.strip())


def in_session(offset_s: float) -> float | None:
    """An offset into a session, or None where no session has it."""
    return max(offset_s, 0.0) if _is_offset(offset_s) else None


def clock_seconds(hours: str | None, minutes: str, secs: str, fraction: str | None) -> float | None:
    """Seconds of the parts of a running clock."""
    whole = int(hours or 0) * 3_600 + int(minutes) * 60 + int(secs)
    return in_session(whole + float(f"0.{fraction or 0}"))


def column(values: Sequence[str]) -> list[float | None]:
    """`seconds` of each, at once where all are alike."""
    return _all_milliseconds(values) or _all_iso(values) or [seconds(value) for value in values]


def moment(value: Any) -> datetime | None:
    """A time of the world from epoch seconds, milliseconds or an ISO time."""
    read = number(value)
    return utc(epoch_s(value.strip() if read is None and isinstance(value, str) else read))


def is_of_world(time_s: float) -> bool:
    """Whether it counts from 1970."""
    return time_s >= EARLIEST_S


def _is_offset(offset_s: float) -> bool:
    return -_EARLY_S <= offset_s <= LONGEST_SESSION_S


def _all_milliseconds(values: Sequence[str]) -> list[float | None] | None:
    try:
        numbers = list(map(float, values))
    except ValueError:
        return None
    usual = isfinite(sum(numbers)) and min(numbers, default=0) >= 0
    return (
        [each / 1000 for each in numbers]
        if usual and max(numbers, default=0) <= LONGEST_SESSION_S * 1000
        else None
    )


def _all_iso(values: Sequence[str]) -> list[float | None] | None:
    try:
        times = list(map(datetime.fromisoformat, values))
    except ValueError:
        return None
    if any(time.tzinfo is None for time in times):
        return None
    try:
        read = [time.timestamp() for time in times]
    except OverflowError:
        return None
    return [*read] if min(read, default=0) >= EARLIEST_S and max(read, default=0) <= LATEST_S else None
