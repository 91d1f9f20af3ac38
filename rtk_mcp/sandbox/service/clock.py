"""What time it is in the world: it begins at a given moment and then runs like any clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic

Clock = Callable[[], datetime]


def running_from(now: datetime | None) -> Clock:
    """A clock that shows `now` at this moment, the real time when None; times are aware."""
    began_at, began = now or datetime.now(UTC), monotonic()
    return lambda: began_at + timedelta(seconds=monotonic() - began)
