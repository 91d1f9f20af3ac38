"""Many jobs side by side, so many at once, as far as time allows."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Final, TypeVar

import anyio

from rtk_mcp.api.request_window import as_one_of_many
from rtk_mcp.errors import NotConfigured, NotPermitted, RtkError, TimedOut, WrongAccountOrApp

AT_ONCE: Final = 8
"""Requests in hand: what one job asks for it asks for in turn."""
TIME_RATIO: Final = 0.8
"""The part of a call's time after which no more is asked for, so that what was found is not lost."""
HOPELESS: Final = (NotPermitted, WrongAccountOrApp, NotConfigured)
"""What every other request would fail with too."""

_HARDLY_ANY_S: Final = 0.1

JobT = TypeVar("JobT")
Progress = Callable[[int, int], Awaitable[None]]
"""Told how many are done, and how many there are."""


async def at_once(
    jobs: Iterable[JobT], do: Callable[[JobT], Awaitable[bool]], *, for_s: float, side_by_side: int = AT_ONCE
) -> None:
    """Do the jobs, so many side by side, until there are none, one answers that no more make sense, or the time is up.

    They have the share of the service's rate limit that `RequestWindow` leaves to one call. When it is used up,
    whatever they ask for raises `RateLimited`, which says so and when to ask again; what is kept asks for nothing.

    Raises:
        RtkError: what a job raised, which ends all others.
    """
    waiting = iter(jobs)
    failures: list[RtkError] = []

    async def work() -> None:
        nonlocal waiting
        while (job := next(waiting, None)) is not None:
            try:
                going_on = await do(job)
            except RtkError as error:
                failures.append(error)
                tasks.cancel_scope.cancel()
                return
            if not going_on:
                waiting = iter(())

    with anyio.move_on_after(for_s), as_one_of_many():
        async with anyio.create_task_group() as tasks:
            for _ in range(side_by_side):
                tasks.start_soon(work)
    if failures:
        raise failures[0]


def out_of_time(error: RtkError) -> bool:
    """Whether it was the time of all jobs that ended, and not that of one request."""
    left_s = anyio.current_effective_deadline() - anyio.current_time()
    return isinstance(error, TimedOut) and left_s < _HARDLY_ANY_S
