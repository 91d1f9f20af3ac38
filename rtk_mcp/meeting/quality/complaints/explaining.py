"""From a complaint to what all reports say to it: its cause, that they show none, or that they cannot tell."""

from collections.abc import Mapping, Sequence
from typing import Final

from rtk_mcp.meeting.quality.complaints.circumstances import absences, circumstances
from rtk_mcp.meeting.quality.complaints.complaint import Complaint
from rtk_mcp.meeting.quality.complaints.explanation import Explanation, Outcome
from rtk_mcp.meeting.quality.complaints.flows import present_of, reached_by, received_by, sent_by
from rtk_mcp.meeting.quality.complaints.hypotheses import tested
from rtk_mcp.meeting.quality.complaints.matching import Match, is_of_what_was_sent, matching
from rtk_mcp.meeting.quality.complaints.symptoms import ANYTHING, SYMPTOMS, Measured
from rtk_mcp.meeting.quality.meeting import Meeting
from rtk_mcp.meeting.quality.model import SessionDiagnosis
from rtk_mcp.meeting.quality.placeholders import name, named, said_of
from rtk_mcp.meeting.quality.times import Slots, slots_of_span, windows_of
from rtk_mcp.report.finding import SEVERITIES, Finding, Window

_MOST_TOLD: Final = 3
_UNTOLD: Final = "Statistics do not tell {}."
_OF_MANY: Final = frozenset({"shared-network-problem", "service-wide-problem"})
_MOST_PEOPLE: Final = 2
"""Of several people of one name: whose other causes are tested."""


def explain(meeting: Meeting, diagnosis: SessionDiagnosis, complaint: Complaint) -> Explanation:
    """What the data say; pure. The diagnosis is of the whole meeting, whatever was complained of."""
    measured = SYMPTOMS[complaint.symptom] if complaint.symptom else ANYTHING
    time = slots_of_span(complaint.around) if complaint.around else None
    matches = matching(diagnosis, complaint, measured)
    then = [match for match in matches if time is None or match.part.trouble.slots & time]
    around = circumstances(meeting, complaint.about, complaint.symptom, measured, time)
    outcome, told = _answer(meeting, diagnosis, complaint, measured, matches, then, time)
    return Explanation(
        outcome=outcome,
        told=(*told[:1], *around, *told[1:]),
        findings=tuple(
            diagnosis.findings[place] for place in dict.fromkeys(each.finding for each in then or matches)
        ),
        checked=tuple(_checked(meeting, diagnosis, complaint, measured, time)),
        untold=_untold(complaint, measured),
    )


def never_let_in(who: str, people: int) -> Explanation:
    """What the data say to somebody of that name, quoted, who could not join and is not in the meeting."""
    told = (
        f"Nobody called {who} is among the {people} whom the service let in: who fails before that leaves no report. "
        "Check their link or token, the preset, a waiting room, and whether a firewall lets the app through."
    )
    return Explanation("cannot be told", (told,), untold=_UNTOLD.format(SYMPTOMS["could_not_join"].untold))


def _answer(
    meeting: Meeting,
    diagnosis: SessionDiagnosis,
    complaint: Complaint,
    measured: Measured,
    matches: Sequence[Match],
    then: Sequence[Match],
    time: Slots | None,
) -> tuple[Outcome, list[str]]:
    about = complaint.about
    if away := _away(meeting, complaint, time):
        return "found", [*away, *_told(diagnosis, then, complaint, measured)]
    if about and time and not any(present_of(meeting, person) & time for person in about):
        return "cannot be told", [_why_not(meeting, about, time)]
    if matches:
        return "found" if then else "at another time", _told(diagnosis, then or matches, complaint, measured)
    if not _can_be_judged(meeting, complaint.about, measured, time):
        return "cannot be told", [_why_not(meeting, complaint.about, time)]
    mild = _mild(meeting, complaint.about, measured)
    if mild:
        return "only mild", mild[:_MOST_TOLD]
    whom = named(complaint.about) if complaint.about else "anybody"
    when = " at that time" if time else ""
    kind = "lag" if complaint.symptom == "lag_or_echo" else "anything of the kind"
    return "not shown", [f"No report shows {kind} for {whom}{when}."]


def _away(meeting: Meeting, complaint: Complaint, time: Slots | None) -> list[str]:
    """When somebody who is said to have dropped out was gone."""
    if complaint.symptom != "dropped_out" or not complaint.about:
        return []
    gone = {person: absences(meeting, person, time) for person in sorted(complaint.about)[:_MOST_TOLD]}
    return [
        f"{name(person)} was away from {', '.join(spans[:_MOST_TOLD])} UTC."
        for person, spans in gone.items()
        if spans
    ]


def _told(
    diagnosis: SessionDiagnosis, matches: Sequence[Match], complaint: Complaint, measured: Measured
) -> list[str]:
    """What explains it, each finding once, in the words of the part that fits."""
    told: dict[int, str] = {}
    for match in matches:
        whole, trouble = diagnosis.findings[match.finding], match.part.trouble
        worst = min(whole.parts, key=lambda part: _severity(part.trouble.finding)).trouble
        if whole.finding.code in _OF_MANY or worst is trouble:
            told.setdefault(match.finding, whole.finding.summary + _when(whole.finding.windows))
        else:
            said = said_of(trouble.finding, trouble.seen_by)
            told.setdefault(match.finding, said + _when(windows_of(trouble.slots)))
    if complaint.about and measured.sends and measured.receives:
        told = _by_way(told, matches, complaint.about)
    return list(told.values())[:_MOST_TOLD]


def _by_way(told: Mapping[int, str], matches: Sequence[Match], about: frozenset[int]) -> dict[int, str]:
    """What somebody sent before what they received, which is told as such."""
    sent = {
        match.finding for match in matches if any(is_of_what_was_sent(match.part, person) for person in about)
    }
    whose = named(about)
    return {
        place: told[place] if place in sent else f"In what {whose} received: {told[place]}"
        for place in sorted(told, key=lambda place: place not in sent)
    }


def _when(windows: Sequence[Window]) -> str:
    spans = [f"{each.start:%H:%M:%S} to {each.end:%H:%M:%S}" for each in windows]
    return f" ({', '.join(spans)} UTC)" if spans else ""


def _severity(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def _can_be_judged(
    meeting: Meeting, about: frozenset[int] | None, measured: Measured, time: Slots | None
) -> bool:
    if about is None:
        return any(stay.is_judged for stay in meeting.stays)
    if not measured.media:
        return any(stay.is_judged for person in about for stay in meeting.stays_of(person))
    return any(
        (
            measured.sends
            and (
                sent_by(meeting, person, measured.media, time)
                or reached_by(meeting, person, measured.media, time)
            )
        )
        or (measured.receives and received_by(meeting, person, measured.media, time))
        for person in about
    )


def _why_not(meeting: Meeting, about: frozenset[int] | None, time: Slots | None) -> str:
    then = " at that time" if time else ""
    if about is None:
        return "No report has enough in it to judge anybody."
    stays = [stay for person in sorted(about) for stay in meeting.stays_of(person)]
    whom = named(about)
    if time and not any(present_of(meeting, person) & time for person in about):
        return f"{whom} was not in the meeting at that time."
    missing = next((stay.missing for stay in stays if stay.missing), None)
    if missing and not any(stay.signals for stay in stays):
        return f"There is no report of {whom}: {missing}"
    return f"The reports of {whom} have no media of that kind{then}: nothing can be judged of it."


def _mild(meeting: Meeting, about: frozenset[int] | None, measured: Measured) -> list[str]:
    """What a person's own reports show that was hardly felt."""
    return [
        f"Hardly felt: {said_of(finding, stay.person)}"
        for person in sorted(about or ())[:_MOST_TOLD]
        for stay in meeting.stays_of(person)
        for finding in (stay.diagnosis.findings if stay.diagnosis else ())
        if finding.severity == "info" and measured.fits(finding) and _faces(finding, measured)
    ]


def _faces(finding: Finding, measured: Measured) -> bool:
    return {"send": measured.sends, "receive": measured.receives}.get(finding.direction, True)


def _checked(
    meeting: Meeting,
    diagnosis: SessionDiagnosis,
    complaint: Complaint,
    measured: Measured,
    time: Slots | None,
) -> list[str]:
    parts = [
        part
        for found in diagnosis.findings
        for part in found.parts
        if time is None or part.trouble.slots & time
    ]
    people = sorted(complaint.about or ())[:_MOST_PEOPLE]
    return [line for person in people for line in tested(meeting, person, measured.hypotheses, parts, time)]


def _untold(complaint: Complaint, measured: Measured) -> str | None:
    return _UNTOLD.format(measured.untold) if complaint.symptom else None
