"""Who sent and who received media of some kinds in some time: what there is to judge a complaint by."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from rtk_mcp.meeting.quality.meeting import Meeting
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.times import SLOT_S, Slots
from rtk_mcp.report.stream import Stream

Media = AbstractSet[str]
"""Kinds of media; empty is all."""


def present_of(meeting: Meeting, person: int) -> Slots:
    """When somebody was there."""
    return Slots().union(*(stay.present for stay in meeting.stays_of(person)))


def sent_by(meeting: Meeting, person: int, media: Media, time: Slots | None) -> Slots:
    """When a person's own reports show that they sent it."""
    streams = (each for stay in meeting.stays_of(person) for each in _streams(stay, "send", media))
    return _within(Slots().union(*(flowing(stay, stream) for stay, stream in streams)), time)


def reached_by(meeting: Meeting, person: int, media: Media, time: Slots | None) -> frozenset[int]:
    """Whose reports show that they received it of this person."""
    return frozenset(
        stay.person
        for stay in meeting.stays
        if stay.person != person
        for _, stream in _streams(stay, "receive", media)
        if meeting.matrix.sender_of(stream) == person and _within(flowing(stay, stream), time)
    )


def received_by(meeting: Meeting, person: int, media: Media, time: Slots | None) -> frozenset[int | None]:
    """Whom a person's own reports show that they received it of; None among them stands for the unknown."""
    return frozenset(
        meeting.matrix.sender_of(stream)
        for own in meeting.stays_of(person)
        for stay, stream in _streams(own, "receive", media)
        if _within(flowing(stay, stream), time)
    )


def measured(meeting: Meeting, person: int, column: str, media: Media, time: Slots | None) -> bool:
    """Whether a person's own reports measured this column of any such stream."""
    return any(
        stream.measured(column, stream.judged) and _within(flowing(stay, stream), time)
        for own in meeting.stays_of(person)
        for direction in ("send", "receive")
        for stay, stream in _streams(own, direction, media)
    )


def flowing(stay: Stay, stream: Stream) -> Slots:
    """The slots in which media of a stream flowed, by the service's clock."""
    ahead = round((stay.ahead_s or 0.0) / SLOT_S)
    return frozenset(int(slot) - ahead for slot in stream.slots_of(stream.active, SLOT_S))


def _streams(stay: Stay, direction: str, media: Media) -> Iterator[tuple[Stay, Stream]]:
    for stream in stay.signals.streams if stay.signals else ():
        if stream.direction == direction and (not media or stream.media in media):
            yield stay, stream


def _within(slots: Slots, time: Slots | None) -> Slots:
    return slots if time is None else slots & time
