"""When rows were written, as seconds since 1970."""

from datetime import UTC, datetime
from math import nan
from typing import Any, Final

from rtk_mcp.report.scalars import epoch_s

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def read_times(times: list[Any]) -> list[float]:
    """Seconds since 1970, NaN where a time cannot be read.

    Args:
        times: aware datetimes, as a decoder makes them of the usual ISO times, or anything else that stood there.
    """
    try:
        if None not in {time.tzinfo for time in times}:
            return [*map(datetime.timestamp, times)]
    except AttributeError:
        pass
    return [_read_one(time) for time in times]


def _read_one(time: Any) -> float:
    if isinstance(time, datetime):
        return (time.replace(tzinfo=time.tzinfo or UTC) - _EPOCH).total_seconds()
    seconds = epoch_s(time)
    return nan if seconds is None else seconds
