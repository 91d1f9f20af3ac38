"""Single values from the wire: what cannot be read is None."""

import re
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from rtk_mcp.api.models.base import read_time

MAX_ID_CHARS = 64
_UNSAFE_IN_ID = re.compile(r"[^A-Za-z0-9._:-]")
EARLIEST_S = 946_684_800.0
LATEST_S = 4_102_444_800.0
"""2000 and 2100: a time outside comes from a broken clock and would stretch the call by decades."""
_EPOCH_MS_FROM = 100_000_000_000.0


def number(value: Any) -> float | None:
    """A finite number, also from a string; True and False are none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        result = float(value)
    except (ValueError, OverflowError):
        return None
    return result if isfinite(result) else None


def within(value: float | None, low: float, high: float) -> float | None:
    """The value, or None outside the range that the quantity can have."""
    return value if value is not None and low <= value <= high else None


def identifier(value: Any) -> str | None:
    """An id that is safe to print: at most 64 characters of the kind that ids have, others shown as `?`."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value) if not isinstance(value, int) or abs(value) < 10**MAX_ID_CHARS else ""
    return _UNSAFE_IN_ID.sub("?", text[:MAX_ID_CHARS]) or None


def epoch_s(value: Any) -> float | None:
    """Seconds since 1970 from an ISO time (strays tolerated) or from epoch milliseconds."""
    if isinstance(value, str):
        return within(_iso_epoch_s(value), EARLIEST_S, LATEST_S)
    seconds = number(value)
    if seconds is not None and seconds >= _EPOCH_MS_FROM:
        seconds /= 1000
    return within(seconds, EARLIEST_S, LATEST_S)


def utc(seconds: float | None) -> datetime | None:
    """The time of `epoch_s` as an aware UTC datetime."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _iso_epoch_s(value: str) -> float | None:
    try:
        time: datetime | None = datetime.fromisoformat(value)
    except ValueError:
        time = read_time(value)
    if time is None:
        return None
    try:
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
    except OverflowError:
        return None
