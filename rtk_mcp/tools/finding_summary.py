"""Looking for a session's summary: once, or until it is there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Final

import anyio

from rtk_mcp.api.deadline import deadline
from rtk_mcp.api.models.link import DownloadLink
from rtk_mcp.errors import NotFound, RateLimited, TimedOut, UpstreamDown, UpstreamError, UpstreamNonsense
from rtk_mcp.meeting.artifacts import Artifact, read_artifact
from rtk_mcp.tools.services import Services

PAUSES_S: Final = (2.0, 3.0, 4.0)
"""Between looks, then `LONGEST_PAUSE_S`: a summary takes from seconds to a minute."""
LONGEST_PAUSE_S: Final = 5.0
LAST_LOOK_S: Final = 10.0
"""What a look may take, however little is left of the wait."""
_PASSING: Final = (TimedOut, UpstreamDown, UpstreamNonsense)
"""Troubles that the next look may not have."""

Progress = Callable[[float, float], Awaitable[None]]
"""Told the seconds waited, and how many there are at most."""


@dataclass(frozen=True, slots=True)
class Waited:
    """The summary, or why the wait ended without one.

    Attributes:
        summary: None where the time was over, or nobody can tell.
        trouble: what the last look failed with.
    """

    summary: Artifact | None = None
    trouble: str | None = None


async def find_summary(
    services: Services, session_id: str, app_id: str | None, link: DownloadLink | None = None
) -> Artifact:
    """The summary, or why there is none; `link` is one that is known already.

    Raises:
        NotFound: the session itself does not exist.
        UpstreamError: the service or its storage failed.
    """
    known = [link] if link else []

    async def ask() -> DownloadLink:
        return known.pop() if known else await services.kit.get_summary(session_id, app_id=app_id)

    return await read_artifact(services.kit, services.downloads, "summary", session_id, ask, app_id=app_id)


async def wait_for_summary(
    services: Services, session_id: str, app_id: str | None, progress: Progress
) -> Waited:
    """Look every few seconds until there is a summary or `settings.summary_wait_s` are over; raises nothing."""
    wait_s = services.settings.summary_wait_s
    start = anyio.current_time()
    waited = Waited()
    pauses_s = chain(PAUSES_S, repeat(LONGEST_PAUSE_S))
    asked_to_wait_s = 0.0
    while not waited.summary and (passed_s := anyio.current_time() - start) < wait_s:
        await progress(passed_s, wait_s)
        await anyio.sleep(min(max(next(pauses_s), asked_to_wait_s), wait_s - passed_s))
        left_s = wait_s - (anyio.current_time() - start)
        asked_to_wait_s = 0.0
        try:
            with deadline(max(left_s, LAST_LOOK_S)):
                waited = Waited(await _look(services, session_id, app_id))
        except RateLimited as error:
            waited = Waited(trouble=str(error))
            asked_to_wait_s = error.retry_after_s or 0.0
        except _PASSING as error:
            waited = Waited(trouble=str(error))
        except UpstreamError as error:
            return Waited(trouble=str(error))
    return waited


async def _look(services: Services, session_id: str, app_id: str | None) -> Artifact | None:
    """The summary if it is there: one request as long as there is no link."""
    try:
        link = await services.kit.get_summary(session_id, app_id=app_id)
    except NotFound:
        return None
    found = await find_summary(services, session_id, app_id, link) if link.url else None
    return found if found and found.text is not None else None
