"""How far into a session something is, for a reader."""

from typing import Final

_HOUR_S: Final = 3_600
_MINUTE_S: Final = 60


def offset_text(seconds: float) -> str:
    """`00:12:30`; with a minus for what was before the session's start by its own clock."""
    whole = int(abs(seconds))
    sign = "-" if seconds < 0 and whole else ""
    return f"{sign}{whole // _HOUR_S:02d}:{whole % _HOUR_S // _MINUTE_S:02d}:{whole % _MINUTE_S:02d}"
