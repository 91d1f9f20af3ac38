"""Many peer reports read side by side, as far as time and the service allow."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import anyio
import anyio.to_thread

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import NotFound, RateLimited, RtkError
from rtk_mcp.tools.at_once import AT_ONCE, HOPELESS, Progress, at_once, out_of_time
from rtk_mcp.tools.reports import Reports

if TYPE_CHECKING:
    from rtk_mcp.report.signals import PeerSignals

NONE_THERE: Final = "The service has no report of this stay: none was written, or it is not kept any more."
NOT_IN_TIME: Final = "Not read in the time there was: ask again, what was read is kept."

_BEING_FINISHED: Final = 4
"""Reports that have been downloaded and are not through yet, beside those that are being downloaded."""
_ONE_THREAD: Final = anyio.CapacityLimiter(1)
"""Several would gain nothing, and keep the event loop waiting for its turn."""

ReadT = TypeVar("ReadT")


@dataclass(slots=True)
class Reading(Generic[ReadT]):
    """What came of reading many reports: what is in neither was not come to, and `stopped` says why."""

    found: dict[str, ReadT] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    stopped: str = NOT_IN_TIME


async def read_each(
    read: Callable[[str, anyio.Semaphore], Awaitable[ReadT]],
    peer_ids: Sequence[str],
    progress: Progress,
    *,
    for_s: float,
) -> Reading[ReadT]:
    """Read every report; a failing one does not fail the others. `read` is given what limits downloads.

    Raises:
        NotPermitted, WrongAccountOrApp, NotConfigured: nothing can be read at all.
    """
    reading = Reading[ReadT]()
    downloading = anyio.Semaphore(AT_ONCE)

    async def one(peer_id: str) -> bool:
        try:
            reading.found[peer_id] = await read(peer_id, downloading)
        except HOPELESS:
            raise
        except RtkError as error:
            if isinstance(error, RateLimited):
                reading.stopped = str(error)
            if isinstance(error, RateLimited) or out_of_time(error):
                return False
            reading.failed[peer_id] = NONE_THERE if isinstance(error, NotFound) else str(error)
        await progress(len(reading.found) + len(reading.failed), len(peer_ids))
        return True

    await at_once(peer_ids, one, for_s=for_s, side_by_side=AT_ONCE + _BEING_FINISHED)
    return reading


async def read_reports(
    kept: Reports,
    peer_ids: Sequence[str],
    app_id: str | None,
    progress: Progress,
    *,
    session: SessionFacts | None = None,
    for_s: float,
) -> "dict[str, PeerSignals | str]":
    """Every report, or why there is none; raises what `read_each` raises.

    `session` is theirs where it is known: nothing is kept of one that goes on.
    """
    asked = [*dict.fromkeys(peer_ids)]
    failures: list[RtkError] = []
    reading = Reading["PeerSignals"]()
    async with anyio.create_task_group() as judging:

        async def read(peer_id: str, downloading: anyio.Semaphore) -> "PeerSignals":
            signals = await kept.read(peer_id, app_id=app_id, session=session, downloading=downloading)
            judging.start_soon(_judge, signals)
            return signals

        try:
            reading = await read_each(read, asked, progress, for_s=for_s)
        except RtkError as error:
            failures.append(error)
            judging.cancel_scope.cancel()
    if failures:
        raise failures[0]
    return {
        peer_id: reading.found.get(peer_id) or reading.failed.get(peer_id, reading.stopped)
        for peer_id in asked
    }


async def _judge(signals: "PeerSignals") -> None:
    """Judge while others are read: then joining finds it done, now and when it is asked again."""
    from rtk_mcp.report.once import diagnose_once  # noqa: PLC0415 - heavy: with the first report

    await anyio.to_thread.run_sync(diagnose_once, signals, abandon_on_cancel=True, limiter=_ONE_THREAD)
