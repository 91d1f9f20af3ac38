"""Two things awaited at once."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import anyio

from rtk_mcp.errors import RtkError

FirstT = TypeVar("FirstT")
SecondT = TypeVar("SecondT")


async def both(
    first: Callable[[], Awaitable[FirstT]], second: Callable[[], Awaitable[SecondT]]
) -> tuple[FirstT, SecondT]:
    """What both give; an error of either ends the other, and is raised as it is."""
    firsts: list[FirstT] = []
    seconds: list[SecondT] = []
    failures: list[RtkError] = []

    async def run(what: Callable[[], Awaitable[Any]], into: list[Any]) -> None:
        try:
            into.append(await what())
        except RtkError as error:
            failures.append(error)
            tasks.cancel_scope.cancel()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(run, first, firsts)
        tasks.start_soon(run, second, seconds)
    if failures:
        raise failures[0]
    return firsts[0], seconds[0]
