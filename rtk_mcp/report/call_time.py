"""Moments of a call as people name them: a date and time, a clock time of that day, or how far into the call."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from rtk_mcp.errors import BadArgument
from rtk_mcp.report.context import Span

_OFFSET: Final = re.compile(r"\+?(?:(\d{1,2}):)?(\d{1,4}):(\d{1,2}(?:\.\d{1,3})?)", re.ASCII)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})Z", re.ASCII)
_MINUTE_S: Final = 60
_HOUR_S: Final = 3_600
_HOW: Final = (
    "must be a time such as 2026-11-17T14:12:30Z, 14:12:30Z (that day, UTC), or an offset from the first sample "
    "such as 12:30 or 00:12:30"
)


@dataclass(frozen=True, slots=True)
class CallTime:
    """A moment that is not placed yet: of its three forms one is set."""

    at_s: float | None = None
    offset_s: float | None = None
    clock_s: int | None = None

    def seconds(self, span: Span) -> float:
        """Seconds since 1970 in a call of this span."""
        if self.at_s is not None:
            return self.at_s
        if self.offset_s is not None:
            return span[0] + self.offset_s
        day = datetime.fromtimestamp(span[0], UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        today = (day + timedelta(seconds=self.clock_s or 0)).timestamp()
        tomorrow = today + timedelta(days=1).total_seconds()
        return tomorrow if today < span[0] and tomorrow <= span[1] else today


def read_call_time(argument: str, text: str) -> CallTime:
    """Read a moment.

    Raises:
        BadArgument: it is none.
    """
    text = text.strip()
    if found := _CLOCK.fullmatch(text):
        hours, minutes, seconds = map(int, found.groups())
        return CallTime(clock_s=hours * _HOUR_S + minutes * _MINUTE_S + seconds)
    if found := _OFFSET.fullmatch(text):
        hours, minutes = int(found[1] or 0), int(found[2])
        return CallTime(offset_s=hours * _HOUR_S + minutes * _MINUTE_S + float(found[3]))
    try:
        time = datetime.fromisoformat(text)
        return CallTime(at_s=(time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        raise BadArgument(argument, f"{_HOW}.") from None
