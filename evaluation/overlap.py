"""How well a finding's windows fit the time in which its cause was there."""

from datetime import datetime

from evaluation.label import Case
from rtk_mcp.report.finding import Finding
from rtk_mcp.sandbox.simulation.clock import clock_of
from rtk_mcp.sandbox.simulation.plan import Span

Stretch = tuple[datetime, datetime]


def overlap_ratio(case: Case, span: Span, finding: Finding) -> float:
    """Time in both the windows and the cause's span over time in either, 0 to 1, by the client's clock."""
    person = next(each for each in case.plan.people if each.peer_id == case.looked_at)
    clock = clock_of(case.plan, person)
    return shared_ratio((clock.at(span[0]), clock.at(span[1])), finding)


def shared_ratio(stretch: Stretch, finding: Finding) -> float:
    """The same for a stretch by whichever clock the finding is told."""
    start, end = stretch
    windows = _joined([(window.start, window.end) for window in finding.windows])
    shared_s = sum(
        max(0.0, (min(end, until) - max(start, since)).total_seconds()) for since, until in windows
    )
    either_s = (end - start).total_seconds() + _length_s(windows) - shared_s
    return shared_s / either_s if either_s > 0.0 else 0.0


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _length_s(stretches: list[Stretch]) -> float:
    return sum((end - start).total_seconds() for start, end in stretches)
