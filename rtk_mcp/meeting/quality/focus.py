"""The part of a meeting's diagnosis that a question is about: some people, or some time."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import timedelta

from rtk_mcp.meeting.quality.model import PersonQuality, SessionDiagnosis, SessionFinding, Strip
from rtk_mcp.meeting.quality.placeholders import named
from rtk_mcp.meeting.quality.times import Slots, slots_of_span
from rtk_mcp.meeting.quality.verdict import felt_verdict, headline_of, verdict_of
from rtk_mcp.report.context import Span
from rtk_mcp.report.finding import SEVERITIES


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
    everybody = diagnosis.people if span is None else _in_time(diagnosis, kept, span)
    shown = tuple(each for place, each in enumerate(everybody) if people is None or place in people)
    verdict = verdict_of(kept, shown)
    told = headline_of(verdict, kept, shown)
    if verdict == "good":
        whom = named(people) if people else "anybody"
        when = " in that time" if span else ""
        told = f"The reports show no trouble for {whom}{when}."
    return replace(
        diagnosis,
        verdict=verdict,
        headline=told,
        findings=kept,
        people=everybody,
        shown=None if people is None else frozenset(people),
        ruled_out=diagnosis.ruled_out if kept else (),
        timeline=_cut(diagnosis.timeline, span) if diagnosis.timeline and span else diagnosis.timeline,
    )


def _in_time(
    diagnosis: SessionDiagnosis, kept: Sequence[SessionFinding], span: Span
) -> tuple[PersonQuality, ...]:
    """Everybody as they were in this time: what they had or felt then, else well if they were there and judged."""
    time = slots_of_span(span)
    return tuple(_person_then(place, each, kept, time) for place, each in enumerate(diagnosis.people))


def _person_then(
    place: int, person: PersonQuality, kept: Sequence[SessionFinding], time: Slots
) -> PersonQuality:
    felt = [each.finding for each in kept if place in {*each.participants, *each.affected}]
    felt = [finding for finding in felt if finding.severity != "info"]
    there = any(stay.present & time for stay in person.stays)
    verdict = felt_verdict(finding.severity for finding in felt)
    worst = min(felt, key=lambda finding: SEVERITIES.index(finding.severity), default=None)
    return replace(
        person,
        verdict=verdict or ("good" if person.judged and there else "unknown"),
        worst=worst.code if worst else None,
    )


def _cut(strip: Strip, span: Span) -> Strip | None:
    """The steps that this time reaches into."""
    zero_s = strip.start.timestamp()
    first = max(int((span[0] - zero_s) // strip.step_s), 0)
    last = max(int((span[1] - zero_s) // strip.step_s) + 1, first)
    marks = strip.marks[first:last]
    return (
        Strip(strip.start + timedelta(seconds=first * strip.step_s), strip.step_s, marks) if marks else None
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
