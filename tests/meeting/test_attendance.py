"""How long people were there, over rejoins, devices and missing times."""

from datetime import UTC, datetime, timedelta

import pytest

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.attendance import Attendee, attendance_of

START = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def stay(
    number: int,
    joined: float | None,
    left: float | None,
    duration: float | None = None,
    user_id: str = "u1",
    preset: str | None = None,
) -> Participant:
    return Participant(
        id=f"p{number}",
        user_id=user_id,
        display_name="Ana",
        preset_name=preset,
        joined_at=None if joined is None else at(joined),
        left_at=None if left is None else at(left),
        duration=duration,
    )


def one(*stays: Participant, now: float | None = None) -> Attendee:
    (attendee,) = attendance_of(stays, None if now is None else at(now))
    return attendee


def minutes(attendee: Attendee) -> float | None:
    return None if attendee.present_s is None else attendee.present_s / 60


def test_one_row_per_person_in_order_of_appearance() -> None:
    rows = [stay(1, 0, 10), stay(2, 1, 5, user_id="u2"), stay(3, 12, 30, preset="host")]
    ana, other = attendance_of(rows)
    assert (ana.person.peer_ids, ana.stays, ana.presets) == (("p1", "p3"), 2, ("host",))
    assert (ana.first_joined, ana.last_left, ana.here) == (at(0), at(30), False)
    assert (minutes(ana), minutes(other)) == (28, 4)


@pytest.mark.parametrize(
    ("stays", "expected"),
    [
        ([stay(1, 0, 10, 10), stay(2, 5, 20, 15)], 20),
        ([stay(1, 0, 30, 30), stay(2, 5, 20, 15)], 30),
        ([stay(2, 20, 30), stay(1, 0, 10)], 20),
        ([stay(1, 0, 10), stay(1, 0, 10)], 10),
        ([stay(1, 0, 0.4, 0)], 0.4),
        ([stay(1, 0, 10.5, 10)], 10.5),
        ([stay(1, 0, 60, 33.0)], 33),
        ([stay(1, 0, None, 12)], 12),
        ([stay(1, None, 12, 10)], 10),
        ([stay(1, None, None, 7), stay(2, 0, 3)], 10),
        ([stay(1, 10, 4, 6)], 6),
    ],
    ids=[
        "two devices that overlap",
        "one device within the other",
        "in any order",
        "the same row twice",
        "a duration of 0 is none",
        "a duration in whole minutes",
        "one row for stays with a gap",
        "no end",
        "no beginning",
        "no times",
        "an end before the beginning",
    ],
)
def test_time_present_counts_every_moment_once(stays: list[Participant], expected: float) -> None:
    attendee = one(*stays)
    assert minutes(attendee) == pytest.approx(expected)
    assert attendee.unknown_stays == 0


def test_while_the_session_is_live_an_open_stay_lasts_until_now() -> None:
    attendee = one(stay(1, 0, 5), stay(2, 10, None, 1), now=25)
    assert (minutes(attendee), attendee.here, attendee.last_left) == (20, True, None)
    assert minutes(one(stay(1, 30, None), now=25)) == 0


def test_a_stay_without_any_end_is_said_to_be_unknown() -> None:
    attendee = one(stay(1, 0, 5), stay(2, 10, None))
    assert (minutes(attendee), attendee.unknown_stays, attendee.last_left) == (5, 1, None)
    nothing = one(stay(1, 10, None, 0))
    assert (nothing.present_s, nothing.unknown_stays, nothing.here) == (None, 1, False)


def test_times_at_the_end_of_the_calendar_are_no_trouble() -> None:
    last = Participant(id="p1", joined_at=datetime(9999, 12, 31, tzinfo=UTC), duration=1_000_000)
    assert one(last).present_s == 60_000_000


def test_nobody_is_nobody() -> None:
    assert attendance_of([]) == ()
