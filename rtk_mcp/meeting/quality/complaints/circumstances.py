"""What explains a complaint without being a fault: nothing was sent, two devices in one room, coming and going."""

from datetime import UTC, datetime
from itertools import combinations
from typing import Final

from rtk_mcp.meeting.quality.complaints.flows import present_of, sent_by
from rtk_mcp.meeting.quality.complaints.symptoms import Measured, Symptom
from rtk_mcp.meeting.quality.meeting import Meeting
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.placeholders import name
from rtk_mcp.meeting.quality.times import Slots, between
from rtk_mcp.report.phrases import times

_NOTHING_SENT: Final[dict[Symptom, tuple[str, str]]] = {
    "cannot_be_heard": ("audio", "muted or switched off"),
    "frozen_video": ("video", "the camera was off"),
    "blurry_video": ("video", "the camera was off"),
}
_MOST_TIMES: Final = 4
_MOST_PEOPLE: Final = 3
_BREAK_S: Final = 5.0
"""Changing over to another device takes less."""


def circumstances(
    meeting: Meeting,
    about: frozenset[int] | None,
    symptom: Symptom | None,
    measured: Measured,
    time: Slots | None,
) -> list[str]:
    """Sentences; none when there is nothing of the kind."""
    told: list[str] = []
    people = sorted(about if about is not None else range(len(meeting.people)))
    if about is not None:
        people = people[:_MOST_PEOPLE]
    if symptom in _NOTHING_SENT and about is not None:
        told += [line for person in people if (line := _nothing_sent(meeting, person, symptom, time))]
    if symptom == "blurry_screen" and not _anybody_sent(meeting, measured, time):
        told.append("No report shows a shared screen then." if time else "No report shows a shared screen.")
    if symptom == "lag_or_echo":
        doubled = [person for person in people if _is_doubled(meeting, person, time)]
        told += [_on_two_devices(person) for person in doubled[:_MOST_PEOPLE]]
    if symptom in {"dropped_out", "could_not_join"} and about is not None:
        told += [_comings(meeting, person) for person in people]
    return told


def _nothing_sent(meeting: Meeting, person: int, symptom: Symptom, time: Slots | None) -> str | None:
    media, why = _NOTHING_SENT[symptom]
    there = present_of(meeting, person)
    there = there if time is None else there & time
    if not there or not any(stay.signals for stay in meeting.stays_of(person)):
        return None
    if sent_by(meeting, person, frozenset({media}), time):
        return None
    then = " then" if time else ""
    return f"{name(person)} sent no {media}{then} by the reports: {why}, or the device gave none."


def _anybody_sent(meeting: Meeting, measured: Measured, time: Slots | None) -> bool:
    return any(sent_by(meeting, person, measured.media, time) for person in range(len(meeting.people)))


def _is_doubled(meeting: Meeting, person: int, time: Slots | None) -> bool:
    """Whether somebody was there twice at once."""
    stays = [stay.present if time is None else stay.present & time for stay in meeting.stays_of(person)]
    return any(len(one & other) > 1 for one, other in combinations(stays, 2))


def _on_two_devices(person: int) -> str:
    return (
        f"{name(person)} was in the meeting twice at once: two devices in one room are a usual cause of echo."
    )


def _comings(meeting: Meeting, person: int) -> str:
    """When somebody was there."""
    stays = sorted((stay for stay in meeting.stays_of(person) if stay.joined), key=_joined)
    spans = [
        f"{_joined(stay):%H:%M:%S} to {f'{stay.left:%H:%M:%S}' if stay.left else 'now'}" for stay in stays
    ]
    more = f" and {len(spans) - _MOST_TIMES} more" if len(spans) > _MOST_TIMES else ""
    when = f": {', '.join(spans[:_MOST_TIMES])}{more} UTC" if spans else ""
    return f"{name(person)} was let in {times(len(meeting.stays_of(person)))}{when}."


def absences(meeting: Meeting, person: int, time: Slots | None) -> list[str]:
    """When somebody was gone and came back."""
    told = []
    until: datetime | None = None
    for stay in sorted((each for each in meeting.stays_of(person) if each.joined), key=_joined):
        joined = _joined(stay)
        if until and (joined - until).total_seconds() > _BREAK_S:
            away = between(until, joined)
            if time is None or away & time:
                told.append(f"{until:%H:%M:%S} to {joined:%H:%M:%S}")
        until = max(until or joined, stay.left or joined)
    return told


def _joined(stay: Stay) -> datetime:
    return stay.joined or datetime.max.replace(tzinfo=UTC)
