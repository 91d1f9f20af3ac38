"""Stretches of time that do not overlap, in order."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spans:
    """Seconds since 1970; `ends` are in the order of `starts`."""

    starts: tuple[float, ...] = ()
    ends: tuple[float, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Self:
        """From any stretches: those that touch are one."""
        joined: list[Span] = []
        for start, end in sorted(spans):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return cls(tuple(start for start, _ in joined), tuple(end for _, end in joined))

    def within(self, start: float, end: float) -> float:
        """Seconds of them between two moments."""
        total = 0.0
        for place in range(max(bisect_right(self.starts, start) - 1, 0), len(self.starts)):
            if self.starts[place] >= end:
                break
            total += max(min(end, self.ends[place]) - max(start, self.starts[place]), 0.0)
        return total
