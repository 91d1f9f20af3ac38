"""What was read, kept in memory within a bound, so that a second question asks the service nothing."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Final, Generic, TypeVar

import anyio

FRESH_S: Final = 60.0
"""What may still change is believed this long: as long as a few questions take."""
SETTLED_AFTER: Final = timedelta(minutes=10)
"""So long after the end, late uploads have come and everything has been written."""

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")


def believed_s(*, ended: bool, ended_at: datetime | None) -> float:
    """How long what was read of a session, or of somebody's stay in one, may be believed.

    While it goes on, not at all: each question asks anew. Just after the end clients and the service still upload and
    write, so that it is believed for `FRESH_S` alone: long enough for the questions that follow one another, too short
    to miss what came late. After `SETTLED_AFTER` it stays as it is.

    Args:
        ended: whether it is known to be over.
        ended_at: when, as far as known. A time to come is that of another clock, or of something that goes on.
    """
    if not ended:
        return 0.0
    if ended_at is None:
        return FRESH_S
    ago = datetime.now(UTC) - ended_at
    if ago < timedelta(0):
        return 0.0
    return inf if ago > SETTLED_AFTER else FRESH_S


@dataclass(frozen=True, slots=True)
class Kept(Generic[ValueT]):
    """A value, the bytes of memory that it takes, and how long it may be believed."""

    value: ValueT
    size_bytes: int
    for_s: float = inf


@dataclass(slots=True)
class _Making(Generic[ValueT]):
    """One making of a value, and those who wait for it; `made` once it is there."""

    turn: anyio.Lock = field(default_factory=anyio.Lock)
    made: Kept[ValueT] | None = None


class Keeper(Generic[KeyT, ValueT]):
    """Values by key; those longest not asked for go first. For one event loop."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._used_bytes = 0
        self._kept: OrderedDict[KeyT, tuple[Kept[ValueT], float]] = OrderedDict()
        self._busy: dict[KeyT, _Making[ValueT]] = {}

    async def get(self, key: KeyT, make: Callable[[], Awaitable[Kept[ValueT]]]) -> ValueT:
        """The value, made if need be; who asks for the same meanwhile waits for it, and shares even what is not kept.

        Raises what `make` raises; who waited then makes it anew.
        """
        async with self._in_turn(key) as making:
            if making.made is not None:
                return making.made.value
            found = self.find(key)
            if found is None:
                making.made = made = await make()
                if self._busy.get(key) is making:
                    self._keep(key, made)
                return made.value
            return found

    def find(self, key: KeyT) -> ValueT | None:
        """The value if it is there and may still be believed."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept[1] < anyio.current_time():
            self._remove(key)
            return None
        self._kept.move_to_end(key)
        return kept[0].value

    def drop(self, key: KeyT) -> None:
        """Forget a value; one that is being made is for those who wait for it already, and not kept."""
        self._busy.pop(key, None)
        self._remove(key)

    def _remove(self, key: KeyT) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._used_bytes -= kept[0].size_bytes

    def _keep(self, key: KeyT, made: Kept[ValueT]) -> None:
        self._remove(key)
        if made.size_bytes > self._max_bytes or made.for_s <= 0:
            return
        self._kept[key] = made, anyio.current_time() + made.for_s
        self._used_bytes += made.size_bytes
        while self._used_bytes > self._max_bytes:
            self._remove(next(iter(self._kept)))

    @asynccontextmanager
    async def _in_turn(self, key: KeyT) -> AsyncIterator[_Making[ValueT]]:
        """The making that is under way, or a new one; one that is done is for those who waited for it alone."""
        making = self._busy.get(key)
        if making is None or making.made is not None:
            making = self._busy[key] = _Making()
        try:
            async with making.turn:
                yield making
        finally:
            waited_for = making.turn.locked() or making.turn.statistics().tasks_waiting
            if not waited_for and self._busy.get(key) is making:
                del self._busy[key]
