"""The call as a strip: how it was in each of a few dozen stretches, in the terms of the findings."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Final

from rtk_mcp.api.models.media import Direction
from rtk_mcp.report.finding import Finding
from rtk_mcp.report.judging import judge
from rtk_mcp.report.metric_names import MetricName
from rtk_mcp.report.metrics import METRICS, scale_for
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.report.stream import Indexes, Stream
from rtk_mcp.report.thresholds import Scale

NOTHING, GOOD, FAIR, POOR = range(4)
MARKS: Final = "·▁▄█"
"""One for each level above."""
MAX_STRETCHES: Final = 60
_STEPS_S: Final = (15, 20, 30, 60, 120, 180, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400)
"""Lengths that a reader can count in; the shortest holds two samples, so that none is empty by chance."""
_DIRECTIONS: Final[tuple[Direction, ...]] = ("send", "receive")

Edges = Sequence[int]
"""Places in a stream at which the stretches begin, and the end."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One mark for each stretch of `step_s`, the first of which begins at `start`; None without such streams."""

    start: datetime
    end: datetime
    step_s: int
    sent: str | None
    received: str | None


def timeline(signals: PeerSignals, findings: Iterable[Finding]) -> Timeline | None:
    """The strip of a call that was judged; None without samples.

    A stretch is fair or poor where a finding says so, in its windows, and no worse than it says, so that the strip
    never tells of spikes that the diagnosis does not hold against the call. What is bad at no known time, such as a
    microphone that was refused, is bad throughout, when it is not minor. A stretch is good where something was judged
    and no finding concerns it; sent media whose arrival was not measured is nothing to judge.
    """
    span = signals.span
    if span is None:
        return None
    painter = _Painter(signals, span[0].timestamp(), span[1].timestamp())
    for finding in findings:
        if finding.severity != "info":
            painter.paint(finding)
    strips = {direction: painter.strip(direction) for direction in _DIRECTIONS}
    return Timeline(span[0], span[1], painter.step_s, strips["send"], strips["receive"])


class _Painter:
    def __init__(self, signals: PeerSignals, start_s: float, end_s: float) -> None:
        self.step_s = _step_s(end_s - start_s)
        self._starts = [
            start_s + self.step_s * number for number in range(int((end_s - start_s) // self.step_s) + 1)
        ]
        self._streams = {stream.id: stream for stream in signals.streams}
        self._edges: dict[str, Edges] = {}
        self._levels = {direction: self._present(direction) for direction in _DIRECTIONS}

    def paint(self, finding: Finding) -> None:
        """By the samples that the finding rests on, within its windows; by the windows where there are none."""
        worst = POOR if finding.severity in {"critical", "major"} else FAIR
        extent = self._extent(finding)
        mild: list[tuple[Stream, set[int]]] = []
        done = False
        for stream, scale, samples in self._series(finding):
            if done and self._painted(stream.direction, extent, worst):
                continue
            found = judge(stream, scale, samples)
            touched = extent & self._touched(stream, found.bad) if found else set()
            if found and found.level == "poor":
                self._mark(stream.direction, touched, worst)
                done = done or bool(touched)
            elif touched:
                mild.append((stream, touched))
        for stream, touched in mild:
            self._mark(stream.direction, touched, FAIR if done else worst)
        if not done and not mild and (finding.windows or worst == POOR):
            self._mark_all(finding, extent, worst)

    def _series(self, finding: Finding) -> Iterator[tuple[Stream, Scale, Indexes]]:
        """Each series behind the finding with its limits and the samples judged by them."""
        for stream in (self._streams[name] for name in finding.streams if name in self._streams):
            for name in _metrics(finding):
                scale = scale_for(stream, name)
                if scale is not None:
                    yield stream, scale, METRICS[name].samples(stream)

    def strip(self, direction: Direction) -> str | None:
        """None when there is no stream of the direction and nothing was found of it."""
        levels = self._levels[direction]
        known = any(levels) or any(each.direction == direction for each in self._streams.values())
        return "".join(MARKS[level] for level in levels) if known else None

    def _painted(self, direction: Direction, stretches: Iterable[int], level: int) -> bool:
        """Whether there is nothing left to paint: of a hundred bad streams the first few tell the rest."""
        levels = self._levels[direction]
        return all(levels[number] >= level for number in stretches)

    def _mark_all(self, finding: Finding, stretches: Iterable[int], level: int) -> None:
        for direction in _DIRECTIONS:
            if finding.direction in {"none", direction}:
                self._mark(direction, stretches, level)

    def _extent(self, finding: Finding) -> set[int]:
        """The stretches that the finding's windows reach into: all of them when it has none."""
        if not finding.windows:
            return {*range(len(self._starts))}
        spans = [(self._stretch(window.start), self._stretch(window.end)) for window in finding.windows]
        return {number for first, last in spans for number in range(max(first, 0), last + 1)}

    def _stretch(self, time: datetime) -> int:
        return min(int((time.timestamp() - self._starts[0]) // self.step_s), len(self._starts) - 1)

    def _mark(self, direction: Direction, stretches: Iterable[int], level: int) -> None:
        levels = self._levels[direction]
        for number in stretches:
            levels[number] = max(levels[number], level)

    def _present(self, direction: Direction) -> list[int]:
        streams = [stream for stream in self._streams.values() if stream.direction == direction]
        telling = sorted(filter(_tells, streams), key=lambda stream: -len(stream.judged))
        return [
            GOOD if any(self._has(stream, stream.judged, number) for stream in telling) else NOTHING
            for number in range(len(self._starts))
        ]

    def _touched(self, stream: Stream, indexes: Indexes) -> set[int]:
        return {number for number in range(len(self._starts)) if self._has(stream, indexes, number)}

    def _has(self, stream: Stream, indexes: Indexes, number: int) -> bool:
        """Whether any of these samples is in a stretch."""
        edges = self._edges.get(stream.id)
        if edges is None:
            times = stream.samples.time_s
            borders = (*self._starts, inf)  # samples without a time are behind all of them
            edges = self._edges[stream.id] = [bisect_left(times, border) for border in borders]
        first = bisect_left(indexes, edges[number])
        return first < len(indexes) and indexes[first] < edges[number + 1]


def _step_s(length_s: float) -> int:
    longest = _STEPS_S[-1]
    fits = (step for step in _STEPS_S if length_s < step * MAX_STRETCHES)
    return next(fits, (int(length_s) // (longest * MAX_STRETCHES) + 1) * longest)


def _tells(stream: Stream) -> bool:
    return stream.direction == "receive" or "loss_pct" not in stream.unmeasured


def _metrics(finding: Finding) -> list[MetricName]:
    """The series behind the evidence; a share of limited samples is named after its series."""
    named = {name for each in finding.evidence for name in (each.metric, each.metric.removesuffix("_ratio"))}
    return [name for name in METRICS if name in named]
