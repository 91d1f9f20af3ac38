"""The part of a meeting's diagnosis that a question is about: some people, or some time."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from rtk_mcp.meeting.quality.grouping import name
from rtk_mcp.meeting.quality.model import SessionDiagnosis, SessionFinding
from rtk_mcp.meeting.quality.verdict import headline_of, verdict_of
from rtk_mcp.report.context import Span


def focused(
    diagnosis: SessionDiagnosis, people: AbstractSet[int] | None, span: Span | None
) -> SessionDiagnosis:
    """The findings that concern these people, as whose problem it is or as who felt it, and touch this time.

    Args:
        diagnosis: of the whole meeting: whose trouble it was only everybody's reports tell.
        people: places; None is everybody.
        span: seconds since 1970; None is the whole meeting.
    """
    if people is None and span is None:
        return diagnosis
    kept = tuple(each for each in diagnosis.findings if _concerns(each, people) and _touches(each, span))
    shown = tuple(each for place, each in enumerate(diagnosis.people) if people is None or place in people)
    verdict = verdict_of(kept, shown)
    told = headline_of(verdict, kept, shown)
    if verdict == "good":
        whom = ", ".join(name(place) for place in sorted(people)) if people else "anybody"
        when = " in that time" if span else ""
        told = f"The reports show no trouble for {whom}{when}."
    return replace(
        diagnosis,
        verdict=verdict,
        headline=told,
        findings=kept,
        shown=None if people is None else frozenset(people),
        ruled_out=diagnosis.ruled_out if kept else (),
    )


def led_by(diagnosis: SessionDiagnosis, first: Sequence[SessionFinding]) -> SessionDiagnosis:
    """The same with these findings before all others."""
    own = [each for each in first if any(each is found for found in diagnosis.findings)]
    rest = [each for each in diagnosis.findings if not any(each is found for found in own)]
    return replace(diagnosis, findings=(*own, *rest))


def _concerns(found: SessionFinding, people: AbstractSet[int] | None) -> bool:
    return people is None or not people.isdisjoint({*found.participants, *found.affected})


def _touches(found: SessionFinding, span: Span | None) -> bool:
    windows = found.finding.windows
    if span is None or not windows:
        return True
    return any(each.start.timestamp() <= span[1] and span[0] <= each.end.timestamp() for each in windows)
