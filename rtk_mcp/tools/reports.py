"""Peer reports as signals: read while they download, and kept, so that a second question asks the service nothing."""

from datetime import UTC, datetime, timedelta
from math import inf
from typing import TYPE_CHECKING, Final

import anyio.to_thread

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.models.parameters import ReportFilters
from rtk_mcp.meeting.keeping import FRESH_S, Keeper, Kept

if TYPE_CHECKING:
    from rtk_mcp.report.signals import PeerSignals

MAX_BYTES: Final = 64_000_000
"""About 400 people's hour of ten; signals take a tenth of the report or less."""
SETTLED_AFTER: Final = timedelta(minutes=10)
"""So long after somebody left, late uploads have come: the report stays as it is."""

_Key = tuple[str, str | None, bool]


class Reports:
    """Reads reports; safe to use from concurrent tasks."""

    def __init__(self, kit: RealtimeKit, max_bytes: int = MAX_BYTES) -> None:
        self._kit = kit
        self._kept: Keeper[_Key, PeerSignals] = Keeper(max_bytes)

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
        if filters:
            return await self._download(peer_id, app_id, filters, include_peer_events)
        key = (peer_id, app_id, bool(include_peer_events))

        async def make() -> "Kept[PeerSignals]":
            if with_more_events := self._kept.find((peer_id, app_id, True)):
                return Kept(with_more_events, 0, for_s=0)
            signals = await self._download(peer_id, app_id, None, include_peer_events)
            return Kept(signals, signals.size_bytes, _believed_s(signals))

        return await self._kept.get(key, make)

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


def _believed_s(signals: "PeerSignals") -> float:
    left_at = signals.context.participant.left_at
    return inf if left_at is not None and left_at < datetime.now(UTC) - SETTLED_AFTER else FRESH_S
