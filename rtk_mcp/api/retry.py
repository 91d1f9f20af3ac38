"""Whether to ask again, and when. Pure: no clock, no network, no randomness of its own."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Literal

MAX_TRIES = 3
TRANSIENT_STATUSES = frozenset({408, 425, 429})
"""With all of 5xx: statuses that another try may change."""
FOREVER_S = 10**9
"""What a wait with more digits than this is read as: longer than any deadline."""
_SECONDS = re.compile(r"(\d+)(\.\d+)?", re.ASCII)
_WINDOW_LEFT = re.compile(r";\s*t=(\d{1,9})\b", re.ASCII)


def is_transient(status: int) -> bool:
    """Whether another try may change the answer."""
    return status in TRANSIENT_STATUSES or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def wait_s(
    *,
    method: Literal["GET", "POST"],
    tries: int,
    remaining_s: float,
    retry_after_s: float | None,
    backoff_s: float,
    jitter: float,
) -> float | None:
    """Seconds to wait before asking again, or None to give up now.

    A POST is never repeated. The service's own wait counts when it gave one; otherwise the back-off doubles
    with each try, spread by `jitter` so that many clients do not return at once.

    Args:
        method: what is asked with.
        tries: how many times the service was asked already.
        remaining_s: what is left of the call's deadline; a wait that does not fit is not begun.
        retry_after_s: the wait that the service asks for, if it asks for one.
        backoff_s: the first wait without jitter.
        jitter: a random number from 0 to 1.
    """
    if method != "GET" or tries >= MAX_TRIES:
        return None
    wanted_s = backoff_s * 2 ** (tries - 1) * (0.5 + jitter) if retry_after_s is None else retry_after_s
    return wanted_s if wanted_s < remaining_s else None


def read_retry_after_s(status: int, headers: Mapping[str, str], now: datetime) -> float | None:
    """The wait that an answer asks for, None when it asks for none that can be read.

    `Retry-After` holds seconds or a date; a date counts from the answer's own `Date`, so that this machine's
    clock may be wrong. A 429 without it may still name the end of its window in `Ratelimit`.
    """
    value = headers.get("retry-after", "").strip()
    seconds = _SECONDS.fullmatch(value)
    if seconds is not None:
        return float(value) if len(seconds.group(1)) < len(str(FOREVER_S)) else float(FOREVER_S)
    until = _read_date(value)
    if until is not None:
        since = _read_date(headers.get("date", "")) or now
        return max(0.0, (until - since).total_seconds())
    if status != HTTPStatus.TOO_MANY_REQUESTS:
        return None
    window = _WINDOW_LEFT.search(headers.get("ratelimit", ""))
    return float(window.group(1)) if window else None


def _read_date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
