"""What is kept is not made again, within its time and its room, however many ask at once."""

from math import inf

import anyio
import pytest

from rtk_mcp.meeting.keeping import Keeper, Kept

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


async def test_those_who_ask_at_once_share_one_making() -> None:
    keeper, make = Keeper[str, int](10), Maker(pause_s=0.02)
    got: list[int] = []

    async def ask() -> None:
        got.append(await keeper.get("a", make))

    async with anyio.create_task_group() as tasks:
        for _ in range(5):
            tasks.start_soon(ask)
    assert got == [1] * 5


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
