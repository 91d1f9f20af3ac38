"""Two things at once: what both give, or the error of the one that fails first, as it is."""

import anyio
import pytest

from rtk_mcp.errors import NotFound
from rtk_mcp.meeting.both import both

pytestmark = pytest.mark.anyio


async def test_each_begins_before_the_other_ends() -> None:
    begun = [anyio.Event(), anyio.Event()]

    async def one(own: int) -> str:
        begun[own].set()
        await begun[1 - own].wait()
        return "first" if own == 0 else "second"

    with anyio.fail_after(5):
        assert await both(lambda: one(0), lambda: one(1)) == ("first", "second")


@pytest.mark.parametrize("failing", [0, 1])
async def test_an_error_of_either_ends_the_other_and_comes_alone(failing: int) -> None:
    begun, ended = anyio.Event(), []

    async def fail() -> None:
        await begun.wait()
        raise NotFound("gone")

    async def wait() -> None:
        begun.set()
        try:
            await anyio.sleep_forever()
        finally:
            ended.append(True)

    jobs = (fail, wait) if failing == 0 else (wait, fail)
    with anyio.fail_after(5), pytest.raises(NotFound, match="gone"):
        await both(*jobs)
    assert ended == [True]
