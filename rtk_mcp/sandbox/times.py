"""The two forms in which the service writes times."""

from datetime import datetime


def iso(time: datetime) -> str:
    """Milliseconds and a Z, as in the published examples."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03d}Z"


def spaced(time: datetime) -> str:
    """Microseconds after a blank."""
    return time.strftime("%Y-%m-%d %H:%M:%S.%fZ")
