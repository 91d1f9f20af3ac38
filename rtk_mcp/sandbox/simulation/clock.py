"""A client's clock and the collector's 7-second timer on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from rtk_mcp.sandbox.simulation.plan import CallPlan, ClockJump, Person, Span
from rtk_mcp.sandbox.simulation.randomness import chance

SAMPLE_S = 7.0
"""The collector's interval."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A device's idea of the time: off by some tenths of a second, now and then by several seconds."""

    started_at: datetime
    offset_s: float
    jumps: tuple[ClockJump, ...] = ()

    def at(self, time_s: float) -> datetime:
        """What the client takes a moment of the call for."""
        jumped_s = sum(jump.by_s for jump in self.jumps if jump.at_s <= time_s)
        return (self.started_at + timedelta(seconds=time_s + self.offset_s + jumped_s)).astimezone(UTC)

    def stamp(self, time_s: float) -> str:
        """A moment of the call as the client writes it."""
        return self.at(time_s).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def epoch_ms(self, time_s: float) -> int:
        """A moment of the call in epoch milliseconds."""
        return int(self.at(time_s).timestamp() * 1000)


def clock_of(plan: CallPlan, person: Person) -> Clock:
    """The clock of a person's device; the same on every rejoin."""
    rng = chance(plan.seed, person.user_id, "clock")
    offset_s = rng.gauss(0.0, 0.15) if rng.random() < 0.9 else rng.uniform(-4.0, 4.0)  # noqa: PLR2004
    if person.device.clock_error_s is not None:
        offset_s = person.device.clock_error_s
    return Clock(plan.started_at, round(offset_s, 3), person.clock_jumps)


def sample_times(stayed: Span, slow: float, rng: Random) -> list[float]:
    """When the collector samples: at the join, then every 7 s; a slow device's timer comes late."""
    joined, left = stayed
    first = joined + rng.uniform(0.09, 0.35)
    times = []
    for number in range(int((left - first) / SAMPLE_S) + 1 if left > first else 0):
        late = abs(rng.gauss(0.0, 0.003 + 0.06 * slow)) if number else 0.0
        times.append(min(left, first + SAMPLE_S * number + late))
    return times


def without_hidden(times: list[float], hidden: Iterable[Span], every_s: float) -> list[float]:
    """The sampling times without those that a hidden tab's slow timer skips."""
    kept: list[float] = []
    spans = tuple(hidden)
    for time_s in times:
        slowed = any(start <= time_s < end for start, end in spans)
        if not slowed or not kept or time_s - kept[-1] >= every_s - SAMPLE_S / 2:
            kept.append(time_s)
    return kept
