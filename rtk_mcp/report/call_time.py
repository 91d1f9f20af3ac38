"""Moments of a call as people name them: a date and time, a clock time of that day, or how far into the call."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from rtk_mcp.errors import BadArgument

if TYPE_CHECKING:
    from rtk_mcp.report.context import Span

_OFFSET: Final = re.compile(r"\+?(?:(\d{1,2}):)?(\d{1,4}):(\d{1,2}(?:\.\d{1,3})?)", re.ASCII)
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d{1,3})?))?[Zz]?", re.ASCII)
_MINUTE_S: Final = 60
_HOUR_S: Final = 3_600
_HOW: Final = (
    "must be a time such as 2026-11-17T14:12:30Z, 14:12Z or 14:12:30Z (that day, UTC), or an offset into it such "
    "as +12:30 or +00:12:30"
)


@dataclass(frozen=True, slots=True)
class CallTime:
    """A moment that is not placed yet, in each of the readings that its text allows.

    Attributes:
        text: as it was written.
        at_s: seconds since 1970.
        offset_s: seconds into the call.
        clock_s: seconds into a day, UTC.
        exact_to_s: the clock time names this much time: a minute or a second.
    """

    text: str
    at_s: float | None = None
    offset_s: float | None = None
    clock_s: float | None = None
    exact_to_s: int = 1

    @property
    def ambiguous(self) -> bool:
        """Whether it can be a time of day as well as an offset: 14:20."""
        return self.clock_s is not None and self.offset_s is not None

    def seconds(self, call: "Span", *, by_clock: bool) -> float:
        """Seconds since 1970 in a call from its first to its last sample; `by_clock` where that is ambiguous."""
        if self.at_s is not None:
            return self.at_s
        if self.clock_s is None or (self.offset_s is not None and not by_clock):
            return call[0] + (self.offset_s or 0.0)
        day = datetime.fromtimestamp(call[0], UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        today = (day + timedelta(seconds=self.clock_s)).timestamp()
        tomorrow = today + timedelta(days=1).total_seconds()
        return tomorrow if today + self.exact_to_s <= call[0] and tomorrow <= call[1] else today

    def within(self, call: "Span", *, by_clock: bool) -> bool:
        """Whether any of the time that it names is in the call."""
        at_s = self.seconds(call, by_clock=by_clock)
        return at_s <= call[1] and call[0] < at_s + (self.exact_to_s if by_clock else 1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Seconds since 1970, None where no moment was named; `note` tells of another reading that fits the call."""

    start_s: float | None
    end_s: float | None
    note: str | None


def read_call_time(argument: str, text: str) -> CallTime:
    """Read a moment.

    Raises:
        BadArgument: it is none.
    """
    text = text.strip()
    offset, clock = _OFFSET.fullmatch(text), _CLOCK.fullmatch(text)
    if offset or clock:
        return CallTime(
            text,
            offset_s=_seconds(*offset.groups()) if offset else None,
            clock_s=_seconds(*clock.groups()) if clock else None,
            exact_to_s=1 if clock and clock[3] else _MINUTE_S,
        )
    try:
        time = datetime.fromisoformat(text)
        return CallTime(text, at_s=(time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        raise BadArgument(argument, f"{_HOW}.") from None


def place(start: CallTime | None, end: CallTime | None, call: "Span") -> Stretch:
    """Both moments in a call from its first to its last sample, read in the same way."""
    given = [each for each in (start, end) if each is not None]
    unsure = [each for each in given if each.ambiguous]
    by_clock = _by_clock(given, call)
    start_s, end_s = (
        None if each is None else each.seconds(call, by_clock=by_clock) for each in (start, end)
    )
    either = unsure and _settled(given) is None and _possible(given, call, by_clock=not by_clock)
    return Stretch(start_s, end_s, _note(unsure, by_clock=by_clock) if either else None)


def _by_clock(given: Sequence[CallTime], call: "Span") -> bool:
    """How to read what is ambiguous: as what is not, else as times of day, if that is in the call.

    Most times of day could be offsets into a call too; few offsets happen to be a time of day in it.
    """
    settled = _settled(given)
    for by_clock in (False, True) if settled is False else (True, False):
        if _any_within(given, call, by_clock=by_clock) and _in_order(given, call, by_clock=by_clock):
            return by_clock
    return bool(settled)


def _settled(given: Sequence[CallTime]) -> bool | None:
    """Whether a moment is a time of day for certain; None where there is no certainty."""
    sure = [each.clock_s is not None for each in given if each.at_s is None and not each.ambiguous]
    return sure[0] if sure else None


def _any_within(given: Sequence[CallTime], call: "Span", *, by_clock: bool) -> bool:
    return any(each.within(call, by_clock=by_clock) for each in given if each.ambiguous)


def _in_order(given: Sequence[CallTime], call: "Span", *, by_clock: bool) -> bool:
    return given[0].seconds(call, by_clock=by_clock) <= given[-1].seconds(call, by_clock=by_clock)


def _possible(given: Sequence[CallTime], call: "Span", *, by_clock: bool) -> bool:
    """Whether the moments, so read, have anything of the call between them."""
    first, last = (each.seconds(call, by_clock=by_clock) for each in (given[0], given[-1]))
    encloses = len(given) > 1 and first <= call[0] and call[1] <= last
    return encloses or _any_within(given, call, by_clock=by_clock)


def _note(unsure: Sequence[CallTime], *, by_clock: bool) -> str:
    taken, other = (
        ("a time of day (UTC)", "an offset into the call")
        if by_clock
        else ("an offset into the call", "a time of day (UTC)")
    )
    texts = [each.text for each in unsure]
    instead = [f"+{text}" if by_clock else f"{text}Z" for text in texts]
    return f"{' and '.join(texts)} read as {taken}; for {other} write {' and '.join(instead)}."


def _seconds(hours: str | None, minutes: str, seconds: str | None) -> float:
    return int(hours or 0) * _HOUR_S + int(minutes) * _MINUTE_S + float(seconds or 0)
