"""Looking for a session's summary until it is there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Final

import anyio

from rtk_mcp.api.deadline import deadline
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import RateLimited, TimedOut, UpstreamDown, UpstreamError, UpstreamNonsense
from rtk_mcp.meeting.contents import Contents, Found

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

    summary: Found[str] | None = None
    trouble: str | None = None


async def wait_for_summary(
    contents: Contents,
    session_id: str,
    app_id: str | None,
    session: SessionFacts | None,
    progress: Progress,
    *,
    wait_s: float,
) -> Waited:
    """Look every few seconds until there is a summary or `wait_s` are over; raises nothing.

    With the `session` known, a look takes one request as long as there is no link.
    """
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
                found = await contents.summary(session_id, app_id=app_id, session=session, look_again=True)
            waited = Waited(None if found.content is None else found)
        except RateLimited as error:
            waited = Waited(trouble=str(error))
            asked_to_wait_s = error.retry_after_s or 0.0
        except _PASSING as error:
            waited = Waited(trouble=str(error))
        except UpstreamError as error:
            return Waited(trouble=str(error))
    return waited
