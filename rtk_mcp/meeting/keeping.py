"""What was read, kept in memory within a bound, so that a second question asks the service nothing."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import inf
from typing import Final, Generic, TypeVar

import anyio

FRESH_S: Final = 60.0
"""What may still change is believed this long: as long as a few questions take."""

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Kept(Generic[ValueT]):
    """A value, the bytes of memory that it takes, and how long it may be believed."""

    value: ValueT
    size_bytes: int
    for_s: float = inf


class Keeper(Generic[KeyT, ValueT]):
    """Values by key; those longest not asked for go first. For one event loop."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._used_bytes = 0
        self._kept: OrderedDict[KeyT, tuple[Kept[ValueT], float]] = OrderedDict()
        self._busy: dict[KeyT, anyio.Lock] = {}

    async def get(self, key: KeyT, make: Callable[[], Awaitable[Kept[ValueT]]]) -> ValueT:
        """The value, made if need be; who asks for the same meanwhile waits for it. Raises what `make` raises."""
        async with self._one_at_a_time(key):
            found = self.find(key)
            if found is None:
                made = await make()
                self._keep(key, made)
                return made.value
            return found

    def find(self, key: KeyT) -> ValueT | None:
        """The value if it is there and may still be believed."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept[1] < anyio.current_time():
            self.drop(key)
            return None
        self._kept.move_to_end(key)
        return kept[0].value

    def drop(self, key: KeyT) -> None:
        """Forget a value."""
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._used_bytes -= kept[0].size_bytes

    def _keep(self, key: KeyT, made: Kept[ValueT]) -> None:
        self.drop(key)
        if made.size_bytes > self._max_bytes or made.for_s <= 0:
            return
        self._kept[key] = made, anyio.current_time() + made.for_s
        self._used_bytes += made.size_bytes
        while self._used_bytes > self._max_bytes:
            self.drop(next(iter(self._kept)))

    @asynccontextmanager
    async def _one_at_a_time(self, key: KeyT) -> AsyncIterator[None]:
        lock = self._busy.setdefault(key, anyio.Lock())
        try:
            async with lock:
                yield
        finally:
            if not lock.locked() and not lock.statistics().tasks_waiting:
                self._busy.pop(key, None)
