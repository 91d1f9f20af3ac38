"""How many requests a token may make: 1,200 in 5 minutes, and none for 5 minutes after that."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

REQUESTS_PER_WINDOW = 1_200
"""Cloudflare's published limit per token or user."""
WINDOW = timedelta(minutes=5)


@dataclass(slots=True)
class RateBudget:
    """One token's budget; not shared between tokens."""

    allowed: int = REQUESTS_PER_WINDOW
    _spent_at: deque[datetime] = field(default_factory=deque)
    _blocked_until: datetime | None = None

    def spend(self, now: datetime) -> float | None:
        """Count one request; the seconds to wait when it is one too many, else None."""
        if self._blocked_until is not None and now < self._blocked_until:
            return ceil((self._blocked_until - now).total_seconds())
        while self._spent_at and self._spent_at[0] <= now - WINDOW:
            self._spent_at.popleft()
        if len(self._spent_at) >= self.allowed:
            self._blocked_until = now + WINDOW
            self._spent_at.clear()
            return ceil(WINDOW.total_seconds())
        self._spent_at.append(now)
        return None

    def headers(self, now: datetime) -> dict[str, str]:
        """What every answer says of the budget: requests left, and seconds until one comes back."""
        oldest = self._spent_at[0] if self._spent_at else now
        left = self.allowed - len(self._spent_at)
        reset_s = ceil((oldest + WINDOW - now).total_seconds())
        return {
            "Ratelimit": f'"default";r={left};t={reset_s}',
            "Ratelimit-Policy": f'"default";q={self.allowed};w={int(WINDOW.total_seconds())}',
        }
