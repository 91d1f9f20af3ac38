"""A meeting's diagnosis held against its label: what was found, whose it is said to be, and what was made up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from evaluation.meetings.label import MeetingCase, MeetingCause
from evaluation.overlap import shared_ratio
from evaluation.scoring import FalseFinding, Hit, Score
from rtk_mcp.meeting.quality.model import SessionDiagnosis, SessionFinding


@dataclass(frozen=True, slots=True)
class MeetingScore:
    """One diagnosis, marked.

    Attributes:
        affected: for each found cause that says who felt it, those whom both name over those whom either names.
    """

    score: Score
    affected: tuple[float, ...]


def score(case: MeetingCase, diagnosis: SessionDiagnosis) -> MeetingScore:
    """Mark one diagnosis; of several findings that name a cause, one that blames the right people counts."""
    label, users = case.label, _Users(diagnosis)
    hits: list[Hit] = []
    affected: list[float] = []
    right: dict[int, SessionFinding] = {}
    for cause in label.causes:
        named = [finding for finding in diagnosis.findings if _names(finding, cause)]
        fitting = [finding for finding in named if _blames(finding, cause, label.causes, users)]
        chosen = next(iter(fitting or named), None)
        right |= {id(finding): finding for finding in fitting or named[:1]}
        hits.append(_hit(case, cause, chosen, fits=bool(fitting)))
        if chosen is not None and cause.affected:
            told = users.of(chosen.affected)
            affected.append(len(told & cause.affected) / len(told | cause.affected))
    others = [finding for finding in diagnosis.findings if id(finding) not in right]
    beside = [finding for finding in others if _neutral(finding, case, users)]
    false = [finding for finding in others if finding not in beside]
    return MeetingScore(
        score=Score(
            healthy=label.healthy,
            verdict=diagnosis.verdict,
            verdict_right=diagnosis.verdict in label.verdicts,
            hits=tuple(hits),
            named=tuple(each.finding.code for each in right.values()),
            false=tuple(FalseFinding(each.finding.code, each.finding.severity) for each in false),
            beside=tuple(each.finding.code for each in beside if each.finding.severity != "info"),
        ),
        affected=tuple(affected),
    )


class _Users:
    """A diagnosis's people by their user ids."""

    def __init__(self, diagnosis: SessionDiagnosis) -> None:
        self._people = diagnosis.people

    def of(self, places: Iterable[int]) -> frozenset[str]:
        return frozenset(user for place in places for user in self._people[place].person.user_ids)


def _names(found: SessionFinding, cause: MeetingCause) -> bool:
    return found.finding.code == cause.code or found.finding.code in cause.or_as


def _blames(
    found: SessionFinding, cause: MeetingCause, causes: Iterable[MeetingCause], users: _Users
) -> bool:
    """Whether it names most of the culprits and nobody who has not the same trouble."""
    if not cause.culprits:
        return True
    blamed = users.of(found.participants)
    alike = frozenset(user for each in causes if _names(found, each) for user in each.culprits)
    return blamed <= alike and 2 * len(blamed & cause.culprits) > len(cause.culprits)


def _neutral(found: SessionFinding, case: MeetingCase, users: _Users) -> bool:
    blamed = users.of(found.participants)
    return any(found.finding.code in each.codes and blamed <= each.people for each in case.label.neutral)


def _hit(case: MeetingCase, cause: MeetingCause, chosen: SessionFinding | None, *, fits: bool) -> Hit:
    if chosen is None:
        return Hit(cause.code, None)
    start = case.plan.started_at
    return Hit(
        code=cause.code,
        found_as=chosen.finding.code,
        culprit_right=fits if cause.culprits else None,
        overlap_ratio=shared_ratio(
            (start + timedelta(seconds=cause.span[0]), start + timedelta(seconds=cause.span[1])),
            chosen.finding,
        )
        if cause.span
        else None,
    )
