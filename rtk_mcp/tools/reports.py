"""Peer reports as signals: read while they download, and kept, so that a second question asks the service nothing."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final

import anyio

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.ids import check_peer_id
from rtk_mcp.api.models.parameters import ReportFilters
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.api.scope import Scope
from rtk_mcp.meeting.keeping import Keeper, Kept, believed_s
from rtk_mcp.tools.condensing import Condenser, TakerT

if TYPE_CHECKING:
    from rtk_mcp.report.signals import PeerSignals
    from rtk_mcp.tools.report_files import ReportFiles

MAX_BYTES: Final = 64_000_000
"""About 400 people's hour of ten; signals take a tenth of the report or less."""


@dataclass(frozen=True, slots=True)
class _Key:
    """What was asked for: `going_on` is of a session not known to have ended, of which nothing is kept."""

    scope: Scope
    peer_id: str
    events: bool
    going_on: bool


class Reports:
    """Reads reports; safe to use from concurrent tasks, which share what they ask for at the same time.

    What is kept is for one token, account and app. Kept for good, and in the cache directory if there is one, is the
    report of who left more than `SETTLED_AFTER` ago. That of who left just now is kept for `FRESH_S`: clients upload
    their last minutes late. That of who is still there, or in a session not known to have ended, is not kept at all.
    """

    def __init__(
        self,
        kit: RealtimeKit,
        max_bytes: int = MAX_BYTES,
        files: "ReportFiles | None" = None,
        workers: int = 0,
    ) -> None:
        """`max_bytes` of memory are used; `files` keep for the next process, up to so many `workers` help to read."""
        self._kit, self._files = kit, files
        self._condenser = Condenser(workers)
        self._kept: Keeper[_Key, PeerSignals] = Keeper(max_bytes)

    async def aclose(self) -> None:
        """End the processes that help."""
        await self._condenser.aclose()

    async def read(
        self,
        peer_id: str,
        *,
        app_id: str | None = None,
        filters: ReportFilters | None = None,
        include_peer_events: bool | None = None,
        session: SessionFacts | None = None,
        downloading: anyio.Semaphore | None = None,
    ) -> "PeerSignals":
        """A report's signals; raises what the client raises, and `NotAReport`.

        A report of which only sections are asked for is always asked for anew.

        Args:
            peer_id: whose report.
            app_id: another app than the configured one.
            filters: as in `RealtimeKit.get_peer_report`.
            include_peer_events: as there.
            session: what was just told of the session. Without it the report's own word counts: whether somebody left.
            downloading: how many may download at once with it, which reading on then does not count for.
        """
        check_peer_id(peer_id)
        if filters:
            return await self._download(peer_id, app_id, filters, include_peer_events, downloading)
        going_on = session is not None and session.status != "ENDED"
        key = _Key(self._kit.scope(app_id), peer_id, bool(include_peer_events), going_on)

        async def make() -> "Kept[PeerSignals]":
            if not going_on and (found := await self._found(key)):
                return found
            signals = await self._download(peer_id, app_id, None, include_peer_events, downloading)
            for_s = _believed_s(signals, session)
            if self._files and for_s == inf:
                await self._files.write(key.scope, peer_id, signals, events=key.events)
            return Kept(signals, signals.size_bytes, for_s)

        return await self._kept.get(key, make)

    async def _found(self, key: _Key) -> "Kept[PeerSignals] | None":
        """What is kept of the report elsewhere: with the service's events, which are no harm, or on disk."""
        with_events = _Key(key.scope, key.peer_id, True, False)
        if signals := self._kept.find(with_events):
            return Kept(signals, 0, for_s=0)
        for events in (True,) if key.events else (False, True):
            if self._files and (read := await self._files.read(key.scope, key.peer_id, events=events)):
                return Kept(read, read.size_bytes)
        return None

    async def _download(
        self,
        peer_id: str,
        app_id: str | None,
        filters: ReportFilters | None,
        include_peer_events: bool | None,
        downloading: anyio.Semaphore | None,
    ) -> "PeerSignals":
        async def download(make_taker: Callable[[], TakerT]) -> TakerT:
            async with downloading or nullcontext():
                return await self._kit.read_peer_report(
                    peer_id,
                    make_taker,
                    app_id=app_id,
                    filters=filters,
                    include_peer_events=include_peer_events,
                )

        return await self._condenser.read(download)


def _believed_s(signals: "PeerSignals", session: SessionFacts | None) -> float:
    left_at = signals.context.participant.left_at
    if session is None:
        return believed_s(ended=left_at is not None, ended_at=left_at)
    return believed_s(ended=session.status == "ENDED", ended_at=left_at or session.ended_at)
