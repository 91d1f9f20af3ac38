"""How many requests this process sent in the last five minutes, and how many one call may add."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Final

from rtk_mcp.errors import RateLimited

WINDOW_S: Final = 300.0
RESERVE_RATIO: Final = 1 / 6
"""Of what is allowed, kept for other questions: 200 of 1,200."""

_of_many: ContextVar[bool] = ContextVar("_of_many", default=False)


@contextmanager
def as_one_of_many() -> Iterator[None]:
    """What is asked inside, by tasks begun inside too, is of a call that asks much: it leaves the reserve alone."""
    token = _of_many.set(True)
    try:
        yield
    finally:
        _of_many.reset(token)


class RequestWindow:
    """Counts the requests of one client: every try of every call, but no downloads, which go to another host.

    Cloudflare allows a token 1,200 requests in five minutes, and refuses all of them for five minutes when there were
    more. So a call over many people or sessions stops before that, with a reserve left for small questions, which are
    only counted. Other processes with the same token are not seen from here: the service's own refusal, status 429 with
    `Retry-After`, is the truth, and `RTK_MCP_REQUESTS_PER_5_MIN` is for those who share a token or have another limit.
    """

    def __init__(self, allowed: int, clock: Callable[[], float] = monotonic) -> None:
        """`allowed` is how many requests there may be in five minutes."""
        self._allowed = allowed
        self._share = allowed - round(allowed * RESERVE_RATIO)
        self._clock = clock
        self._sent: deque[float] = deque()

    def count(self) -> None:
        """Note a request that is about to be sent.

        Raises:
            RateLimited: it is of a call that asks much, whose share is used up; it must not be sent.
        """
        now = self._clock()
        while self._sent and self._sent[0] <= now - WINDOW_S:
            self._sent.popleft()
        if _of_many.get() and len(self._sent) >= self._share:
            raise self._stopped(now)
        self._sent.append(now)

    def _stopped(self, now: float) -> RateLimited:
        """By the time it names, half of the share is there again: enough for asking again to be worth while."""
        kept = self._share - max(self._share // 2, 1)
        wait_s = self._sent[len(self._sent) - kept - 1] + WINDOW_S - now
        at = datetime.now(UTC) + timedelta(seconds=wait_s + 1)
        return RateLimited(
            f"Stopped after {len(self._sent):,} requests in 5 minutes, of {self._allowed:,} that are allowed: ask again"
            f" after {at:%H:%M:%S} UTC, what was read of ended meetings is kept.",
            wait_s,
        )
