"""What the service holds while it runs."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Self

from rtk_mcp.sandbox.access import Access, digest
from rtk_mcp.sandbox.service.clock import Clock
from rtk_mcp.sandbox.service.faults import KitFault, not_found
from rtk_mcp.sandbox.service.rate_budget import REQUESTS_PER_WINDOW, RateBudget
from rtk_mcp.sandbox.service.report_store import ReportStore
from rtk_mcp.sandbox.service.signing import Signer
from rtk_mcp.sandbox.world import World
from rtk_mcp.sandbox.world.model import Session, SummaryKept
from rtk_mcp.sandbox.world.timetable.extra import extra_meetings
from rtk_mcp.sandbox.world.timetable.long_meeting import LONG_MEETING

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_ROOM_NAME = re.compile(r"[a-z]{6}-[a-z]{6}", re.ASCII)
_BAD_REQUEST = 400
MOST_TOKENS = 1_000
"""Budgets are kept for this many tokens, so that a flood of made-up tokens does not fill the memory."""


@dataclass(slots=True)
class Service:
    """One sandbox's state; `downloads_host` is `host:port` of the files, known once they are served."""

    world: World
    access: Access
    clock: Clock
    signer: Signer
    summary_delay: timedelta
    requests_per_window: int = REQUESTS_PER_WINDOW
    downloads_host: str = ""
    reports: ReportStore = field(default_factory=ReportStore)
    summaries_asked_at: dict[str, datetime] = field(default_factory=dict)
    links_given: set[str] = field(default_factory=set)
    budgets: dict[str, RateBudget] = field(default_factory=dict)
    budgets_lock: Lock = field(default_factory=Lock)

    @classmethod
    def start(
        cls,
        *,
        seed: int,
        clock: Clock,
        summary_delay_s: float,
        requests_per_window: int = REQUESTS_PER_WINDOW,
        extra_sessions: int = 0,
        long_meeting: bool = False,
    ) -> Self:
        """The service of the world with this seed, as it is now by the clock; see `SandboxServer`."""
        more = (*extra_meetings(extra_sessions, seed), *((LONG_MEETING,) if long_meeting else ()))
        return cls(
            world=World.build(seed=seed, now=clock(), more=more),
            access=Access.from_seed(seed),
            clock=clock,
            signer=Signer(digest(seed, "signing")),
            summary_delay=timedelta(seconds=summary_delay_s),
            requests_per_window=requests_per_window,
        )

    def session(self, session_id: str) -> Session:
        """The session of this id; a fault of 400 or 404 without one."""
        if not _UUID.fullmatch(session_id) and not _ROOM_NAME.fullmatch(session_id):
            raise KitFault(_BAD_REQUEST, "session_id must be a valid UUID")
        session = self.world.sessions.get(session_id)
        if session is None:
            raise not_found("Session")
        return session

    def uuid(self, value: str, what: str) -> str:
        """The id when it has a UUID's form; a fault of 400 otherwise."""
        if not _UUID.fullmatch(value):
            raise KitFault(_BAD_REQUEST, f"{what}_id must be a valid UUID")
        return value

    def budget(self, token: str) -> RateBudget:
        """What is left for a token; to be used under `budgets_lock`, as requests are answered in threads."""
        if token not in self.budgets and len(self.budgets) >= MOST_TOKENS:
            del self.budgets[next(iter(self.budgets))]
        return self.budgets.setdefault(token, RateBudget(self.requests_per_window))

    def summary_ready(self, session: Session) -> bool | None:
        """Whether an asked summary is finished; None when nobody has asked."""
        asked_at = self.summaries_asked_at.get(session.id)
        if asked_at is None:
            return None
        never = session.kept.summary is SummaryKept.NEVER_READY
        return not never and self.clock() >= asked_at + self.summary_delay
