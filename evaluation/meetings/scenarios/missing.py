"""Reports that are not there, cannot be had, or are empty."""

from collections.abc import Iterable
from random import Random

from evaluation.links import lossy
from evaluation.meetings.drawing import DrawnMeeting
from evaluation.meetings.faults import spoil
from evaluation.meetings.label import DOWNLINK, NO_DATA, UPLINK, Fate, MeetingCase, neutral

_FATES: tuple[Fate, ...] = ("missing", "failed", "empty")


def all_missing(rng: Random) -> MeetingCase:
    """Nobody has a report; whatever there was cannot be known."""
    return _nothing(rng, ("missing",))


def all_failed(rng: Random) -> MeetingCase:
    """No report can be had."""
    return _nothing(rng, ("failed",))


def all_empty(rng: Random) -> MeetingCase:
    """Every report comes without any statistics."""
    return _nothing(rng, ("empty",))


def all_of_them_somehow(rng: Random) -> MeetingCase:
    """Some are missing, some cannot be had, the others are empty."""
    return _nothing(rng, _FATES)


def _nothing(rng: Random, fates: Iterable[Fate]) -> MeetingCase:
    call = DrawnMeeting(rng, people=(2, 8), minutes=(4.0, 6.0))
    choices = tuple(fates)
    if rng.random() < 0.5:  # noqa: PLR2004 - either
        spoil(call, call.some(1)[0], up=lossy(rng), down=lossy(rng))
    for place in call.everyone:
        call.loses_report(place, rng.choice(choices))
    return call.meeting(call.cause(NO_DATA), verdicts=("unknown",))


def some_and_a_bad_uplink(rng: Random) -> MeetingCase:
    """One person's uplink is lossy; most reports are not there, and that person's own may be among them."""
    call = DrawnMeeting(rng, people=(6, 14))
    guilty, *others = call.some(len(call.people))
    call.audible(guilty)
    spoil(call, guilty, up=lossy(rng))
    gone = others[rng.randint(3, 4) :] + ([guilty] if rng.random() < 0.5 else [])  # noqa: PLR2004 - either
    beside = _lost(call, gone)
    found = call.cause(UPLINK, (guilty,), affected=call.others_there((guilty,), None))
    return call.meeting(found, neutral=(neutral((NO_DATA,), beside),), verdicts=("poor",))


def some_and_a_bad_downlink(rng: Random) -> MeetingCase:
    """One person's downlink is lossy; a third of the other reports are not there."""
    call = DrawnMeeting(rng, people=(4, 12))
    victim, *others = call.some(len(call.people))
    spoil(call, victim, down=lossy(rng))
    beside = _lost(call, others[: max(1, len(others) // 3)])
    found = call.cause(DOWNLINK, (victim,), affected=(call.user(victim),))
    return call.meeting(found, neutral=(neutral((NO_DATA,), beside),), verdicts=("poor",))


def one_of_a_good_meeting(rng: Random) -> MeetingCase:
    """Nothing is the matter, and one report is not there."""
    call = DrawnMeeting(rng, people=(3, 10))
    beside = _lost(call, call.some(1))
    return call.meeting(neutral=(neutral((NO_DATA,), beside),))


def _lost(call: DrawnMeeting, places: Iterable[int]) -> frozenset[str]:
    gone = list(places)
    for place in gone:
        call.loses_report(place, call.rng.choice(_FATES))
    return call.users(gone)


MISSING = (
    all_missing,
    all_failed,
    all_empty,
    all_of_them_somehow,
    some_and_a_bad_uplink,
    some_and_a_bad_downlink,
    one_of_a_good_meeting,
)
