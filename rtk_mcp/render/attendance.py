"""Who attended and for how long, as text and as structured content."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel

from rtk_mcp.meeting.attendance import Attendee
from rtk_mcp.render.budget import Detail, duration_text, iso_utc
from rtk_mcp.render.listing import Place, Rendered, fit_listing
from rtk_mcp.render.participants import ParticipantList
from rtk_mcp.render.people import labels_of
from rtk_mcp.render.untrusted import clean, quote, word
from rtk_mcp.report.phrases import count

_MAX_PEERS = 10
"""Of one person; `stays` counts them all."""
_PEERS_IN_TEXT = 3
_ID_CHARS = 40
"""An id is a UUID: a row of ids that are none must still fit a brief answer."""


class AttendeeItem(BaseModel):
    """One person over all their stays; absent means that the service did not say."""

    name: str
    user_id: str | None = None
    peer_ids: list[str]
    stays: int
    unknown_stays: int | None = None
    joined_at: datetime | None = None
    left_at: datetime | None = None
    here: bool | None = None
    present_min: float | None = None
    preset: str | None = None


class ParticipantsOrAttendees(ParticipantList):
    """A page of participants, or with attendance=true of people."""

    attendees: list[AttendeeItem] | None = None


def render_attendance(
    attendees: Sequence[Attendee], place: Place, detail: Detail, notes: Sequence[str] = ()
) -> Rendered[ParticipantsOrAttendees]:
    """A table of people from `place` on, who was there longest first, below how many there are in all."""
    labels = labels_of([attendee.person for attendee in attendees])
    items = [_item(attendee, label) for attendee, label in zip(attendees, labels, strict=True)]
    last = None if place.per_page is None else place.first_row + place.per_page
    return fit_listing(
        items[place.first_row : last],
        place,
        detail,
        noun="attendee",
        header="name | present | joined (UTC) | left | preset | peer ids",
        row=_row,
        build=lambda shown, page: ParticipantsOrAttendees(participants=[], attendees=shown, **page),
        preamble=[_sum(attendees), *notes],
    )


def _item(attendee: Attendee, label: str) -> AttendeeItem:
    person = attendee.person
    seconds = attendee.present_s
    return AttendeeItem(
        name=label,
        user_id=clean(person.user_ids[0], max_chars=64) if person.user_ids else None,
        peer_ids=[clean(peer_id, max_chars=_ID_CHARS) for peer_id in person.peer_ids[:_MAX_PEERS]],
        stays=attendee.stays,
        unknown_stays=attendee.unknown_stays or None,
        joined_at=attendee.first_joined,
        left_at=attendee.last_left,
        here=attendee.here or None,
        present_min=None if seconds is None else round(seconds / 60, 1),
        preset=clean(", ".join(attendee.presets), max_chars=40) or None,
    )


def _sum(attendees: Sequence[Attendee]) -> str:
    people = "1 person" if len(attendees) == 1 else f"{len(attendees)} people"
    told = f"{people} in {count(sum(attendee.stays for attendee in attendees), 'stay')}"
    here = sum(attendee.here for attendee in attendees)
    return f"{told}, {here} still there." if here else f"{told}."


def _row(item: AttendeeItem) -> str:
    return " | ".join(
        (
            quote(item.name),
            _present(item),
            iso_utc(item.joined_at) if item.joined_at else "?",
            _left(item),
            word(item.preset or "?"),
            _peers(item),
        )
    )


def _present(item: AttendeeItem) -> str:
    if item.present_min is None:
        return "not told"
    length = duration_text(item.present_min * 60)
    told = length if item.stays == 1 else f"{length} in {item.stays} stays"
    return f"at least {told}, {item.unknown_stays} without an end" if item.unknown_stays else told


def _left(item: AttendeeItem) -> str:
    if item.left_at:
        return f"{item.left_at:%H:%M:%S}"
    return "still there" if item.here else "not told"


def _peers(item: AttendeeItem) -> str:
    shown = [word(peer_id) for peer_id in item.peer_ids[:_PEERS_IN_TEXT]]
    more = item.stays - len(shown)
    return ", ".join([*shown, f"{more} more"] if shown and more > 0 else shown) or "?"
