"""A meeting's diagnosis and its label in words."""

from collections.abc import Iterable

from evaluation.meetings.label import MeetingCase, MeetingCause
from evaluation.scoring import Score
from rtk_mcp.meeting.quality.model import PersonQuality, SessionDiagnosis, SessionFinding
from rtk_mcp.sandbox.simulation.plan import CallPlan

_MANY = 6


def miss(name: str, seed: int, case: MeetingCase, diagnosis: SessionDiagnosis, scored: Score) -> str:
    """Kind, seed, what was expected and what was found, as a paragraph."""
    wrong = [f"missed {code}" for code in scored.missed]
    wrong += [f"made up {finding.code} ({finding.severity})" for finding in scored.false]
    wrong += [f"blamed wrongly {hit.code}" for hit in scored.hits if hit.culprit_right is False]
    if not scored.verdict_right:
        wrong.append(f"verdict {scored.verdict}, not {' or '.join(sorted(case.label.verdicts))}")
    expected = "\n".join(f"    {_wanted(each, case.plan)}" for each in case.label.causes) or "    nothing"
    found = "\n".join(_told(each, diagnosis.people) for each in diagnosis.findings) or "    nothing"
    people = len({person.user_id for person in case.plan.people})
    return (
        f"{name} {seed} ({people} people, {case.plan.duration_s / 60:.0f} min): {'; '.join(wrong)}\n"
        f"  expected:\n{expected}\n  found:\n{found}\n"
    )


def text_of(case: MeetingCase, diagnosis: SessionDiagnosis) -> str:
    """A whole diagnosis beside what really happened."""
    return "\n".join(
        (
            f"{diagnosis.verdict.upper()}: {diagnosis.headline}",
            *(_told(each, diagnosis.people) for each in diagnosis.findings),
            *(f"  ruled out: {sentence}" for sentence in diagnosis.ruled_out),
            *(f"  clocks: {sentence}" for sentence in diagnosis.clocks),
            *(_person(each) for each in diagnosis.people),
            "What happened:",
            *(f"    {_wanted(each, case.plan)}" for each in case.label.causes),
            f"    verdict {' or '.join(sorted(case.label.verdicts))}",
        )
    )


def _told(found: SessionFinding, people: tuple[PersonQuality, ...]) -> str:
    finding = found.finding
    whose = _list(people[place].person.name or "?" for place in found.participants)
    felt = _list(people[place].person.name or "?" for place in found.affected)
    head = f"    {finding.severity} {finding.code} ({finding.confidence}) of {whose}, felt by {felt}"
    return f"{head}, {found.affected_min:.0f} person-minutes: {finding.summary}"


def _wanted(cause: MeetingCause, plan: CallPlan) -> str:
    names = {person.user_id: person.name for person in plan.people}
    whose = _list(names[user] for user in names if user in cause.culprits)
    code = " or ".join((cause.code, *sorted(cause.or_as)))
    when = f", from {cause.span[0]:g} to {cause.span[1]:g} s" if cause.span else ""
    return f"{code} of {whose}{when}"


def _person(quality: PersonQuality) -> str:
    worst = quality.worst or "nothing"
    return f"  {quality.person.name}: {len(quality.stays)} stays, {quality.verdict}, worst {worst}"


def _list(names: Iterable[str]) -> str:
    all_names = list(names)
    more = f" and {len(all_names) - _MANY} more" if len(all_names) > _MANY else ""
    return (", ".join(all_names[:_MANY]) or "nobody") + more
