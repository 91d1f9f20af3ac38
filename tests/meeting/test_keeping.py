"""What is kept is not made again, within its time and its room, however many ask at once."""

from datetime import UTC, datetime, timedelta
from math import inf

import anyio
import pytest

from rtk_mcp.meeting.keeping import FRESH_S, SETTLED_AFTER, Keeper, Kept, believed_s

pytestmark = pytest.mark.anyio


class Maker:
    """Counts what it makes."""

    def __init__(self, size: int = 1, for_s: float = inf, pause_s: float = 0) -> None:
        self.made = 0
        self._size, self._for_s, self._pause_s = size, for_s, pause_s

    async def __call__(self) -> Kept[int]:
        self.made += 1
        number = self.made
        await anyio.sleep(self._pause_s)
        return Kept(number, self._size, self._for_s)


async def test_a_value_is_made_once() -> None:
    keeper, make = Keeper[str, int](10), Maker()
    assert [await keeper.get("a", make), await keeper.get("a", make), keeper.find("a")] == [1, 1, 1]


@pytest.mark.parametrize("for_s", [inf, 0.0])
async def test_those_who_ask_at_once_share_one_making_even_of_what_is_not_kept(for_s: float) -> None:
    keeper, make = Keeper[str, int](10), Maker(pause_s=0.02, for_s=for_s)
    got: list[int] = []

    async def ask() -> None:
        got.append(await keeper.get("a", make))

    async with anyio.create_task_group() as tasks:
        for _ in range(5):
            tasks.start_soon(ask)
    assert got == [1] * 5


async def test_who_asks_when_it_is_made_has_what_is_not_kept_made_anew() -> None:
    keeper, make = Keeper[str, int](10), Maker(pause_s=0.01, for_s=0)
    got: list[int] = []

    async def ask() -> None:
        got.append(await keeper.get("a", make))
        if len(got) < 3:
            tasks.start_soon(ask)

    async with anyio.create_task_group() as tasks:
        for _ in range(2):
            tasks.start_soon(ask)
    assert got == [1, 1, 2, 2]


async def test_what_is_dropped_while_it_is_made_is_not_kept_and_not_shared_with_who_asks_later() -> None:
    keeper, make = Keeper[str, int](10), Maker(pause_s=0.02)
    got: list[int] = []

    async def ask() -> None:
        got.append(await keeper.get("a", make))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(ask)
        await anyio.sleep(0.01)
        keeper.drop("a")
        tasks.start_soon(ask)
    assert got == [1, 2]
    assert keeper.find("a") == 2


@pytest.mark.parametrize(
    ("ended", "ago", "wanted_s"),
    [
        (False, None, 0.0),
        (False, timedelta(days=1), 0.0),
        (True, None, FRESH_S),
        (True, timedelta(minutes=1), FRESH_S),
        (True, SETTLED_AFTER - timedelta(seconds=5), FRESH_S),
        (True, SETTLED_AFTER + timedelta(seconds=5), inf),
        (True, timedelta(minutes=-1), 0.0),
    ],
)
def test_what_goes_on_is_not_believed_what_just_ended_a_minute_and_the_rest_for_good(
    ended: bool, ago: timedelta | None, wanted_s: float
) -> None:
    ended_at = None if ago is None else datetime.now(UTC) - ago
    assert believed_s(ended=ended, ended_at=ended_at) == wanted_s


async def test_who_gives_up_while_waiting_keeps_nobody_else_from_it() -> None:
    keeper, make = Keeper[str, int](10), Maker(pause_s=0.05)
    with anyio.move_on_after(0.01):
        await keeper.get("a", make)
    assert await keeper.get("a", make) == 2


async def test_what_is_believed_for_a_time_is_made_again_after_it() -> None:
    keeper, make = Keeper[str, int](10), Maker(for_s=0.02)
    await keeper.get("a", make)
    await anyio.sleep(0.04)
    assert keeper.find("a") is None
    assert await keeper.get("a", make) == 2


@pytest.mark.parametrize("make", [Maker(for_s=0), Maker(size=11)], ids=["not to be believed", "too large"])
async def test_what_cannot_be_kept_is_made_each_time(make: Maker) -> None:
    keeper = Keeper[str, int](10)
    assert [await keeper.get("a", make), await keeper.get("a", make)] == [1, 2]


async def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    keeper, make = Keeper[str, int](10), Maker(size=4)
    for key in ("a", "b", "a", "c"):
        await keeper.get(key, make)
    assert keeper.find("b") is None
    assert keeper.find("a") == 1


async def test_a_failure_is_passed_on_and_not_kept() -> None:
    keeper, make = Keeper[str, int](10), Maker()

    async def fail() -> Kept[int]:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await keeper.get("a", fail)
    assert await keeper.get("a", make) == 1
