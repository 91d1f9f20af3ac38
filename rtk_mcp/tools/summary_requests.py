"""Which summaries this process asked for: none is asked for twice, and a reader learns that one is on its way."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from rtk_mcp.render.summary_absence import LATELY_S, Asked
from rtk_mcp.settings import Settings

UNCERTAIN_S: Final = 120.0
"""A request that no answer came to is not repeated this long: a summary that it led to is there by then."""
_MOST: Final = 1_000
"""Requests remembered; the oldest go first."""

Key = tuple[str, str]
"""App id and session id."""


def key_of(settings: Settings, session_id: str, app_id: str | None) -> Key:
    """What tells one session's summary from another's."""
    return app_id or settings.app_id, session_id


@dataclass(frozen=True, slots=True)
class _Sent:
    at: float
    arrived: bool = False
    status: str | None = None


class SummaryRequests:
    """The requests of one process, for one event loop."""

    def __init__(self) -> None:
        self._sent: OrderedDict[Key, _Sent] = OrderedDict()

    def begin(self, key: Key) -> bool:
        """Take it on oneself to send a request; False when one is on its way. Nobody comes in between."""
        if self.on_its_way(key):
            return False
        self._put(key, _Sent(time.monotonic()))
        return True

    def arrived(self, key: Key, status: str | None) -> None:
        """The service took the request, and gave this status."""
        self._put(key, _Sent(time.monotonic(), arrived=True, status=status))

    def refused(self, key: Key) -> None:
        """The service did not take the request."""
        self._sent.pop(key, None)

    def find(self, key: Key) -> Asked | None:
        """What was asked for, however long ago."""
        sent = self._sent.get(key)
        return Asked(time.monotonic() - sent.at, sent.arrived, sent.status) if sent else None

    def on_its_way(self, key: Key) -> bool:
        """Whether a summary may still come of a request."""
        asked = self.find(key)
        if asked is None or asked.failed:
            return False
        return asked.ago_s <= (LATELY_S if asked.arrived else UNCERTAIN_S)

    def _put(self, key: Key, sent: _Sent) -> None:
        self._sent[key] = sent
        self._sent.move_to_end(key)
        while len(self._sent) > _MOST:
            self._sent.popitem(last=False)
