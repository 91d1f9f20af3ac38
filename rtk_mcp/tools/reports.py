"""Peer reports as signals: read while they download, and kept, so that a second question asks the service nothing."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import anyio
import anyio.to_thread

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.models.parameters import ReportFilters

if TYPE_CHECKING:
    from rtk_mcp.report.signals import PeerSignals

MAX_BYTES: Final = 64_000_000
"""About 400 people's hour of ten; signals take a tenth of the report or less."""
SETTLED_AFTER: Final = timedelta(minutes=10)
"""So long after somebody left, late uploads have come: the report stays as it is."""
FRESH_S: Final = 60.0
"""Until then, and while the call goes on, a report is believed this long: as long as a few questions take."""

_Key = tuple[str, str | None, bool]


@dataclass(frozen=True, slots=True)
class _Kept:
    signals: "PeerSignals"
    until: float


class Reports:
    """Reads reports; safe to use from concurrent tasks."""

    def __init__(self, kit: RealtimeKit, max_bytes: int = MAX_BYTES) -> None:
        self._kit = kit
        self._max_bytes = max_bytes
        self._used_bytes = 0
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._reading: dict[_Key, anyio.Lock] = {}

    async def read(
        self,
        peer_id: str,
        *,
        app_id: str | None = None,
        filters: ReportFilters | None = None,
        include_peer_events: bool | None = None,
    ) -> "PeerSignals":
        """A report's signals; raises what the client raises, and `NotAReport`.

        A report of which only sections are asked for is always asked for anew.
        """
        key = (peer_id, app_id, bool(include_peer_events))
        if filters:
            return await self._download(peer_id, app_id, filters, include_peer_events)
        lock = self._reading.setdefault(key, anyio.Lock())
        try:
            async with lock:  # who asks for the same meanwhile waits for it
                found = self._find(key)
                if found is None:
                    found = await self._download(peer_id, app_id, None, include_peer_events)
                    self._keep(key, found)
                return found
        finally:
            if not lock.locked() and not lock.statistics().tasks_waiting:
                self._reading.pop(key, None)

    async def _download(
        self,
        peer_id: str,
        app_id: str | None,
        filters: ReportFilters | None,
        include_peer_events: bool | None,
    ) -> "PeerSignals":
        from rtk_mcp.report.reader import ReportReader  # noqa: PLC0415 - heavy: with the first report

        reader = await self._kit.read_peer_report(
            peer_id,
            ReportReader,
            app_id=app_id,
            filters=filters,
            include_peer_events=include_peer_events,
        )
        return await anyio.to_thread.run_sync(reader.finish, abandon_on_cancel=True)

    def _find(self, key: _Key) -> "PeerSignals | None":
        """What is kept under the key, or under that of the same report with more events in it."""
        for each in (key, (*key[:2], True)):
            kept = self._kept.get(each)
            if kept is not None and kept.until >= anyio.current_time():
                self._kept.move_to_end(each)
                return kept.signals
            self._drop(each)
        return None

    def _keep(self, key: _Key, signals: "PeerSignals") -> None:
        self._drop(key)
        if signals.size_bytes > self._max_bytes:
            return
        left_at = signals.context.participant.left_at
        settled = left_at is not None and left_at < datetime.now(UTC) - SETTLED_AFTER
        until = float("inf") if settled else anyio.current_time() + FRESH_S
        self._kept[key] = _Kept(signals, until)
        self._used_bytes += signals.size_bytes
        while self._used_bytes > self._max_bytes:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: _Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._used_bytes -= kept.signals.size_bytes
