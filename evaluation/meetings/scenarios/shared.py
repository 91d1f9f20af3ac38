"""People who share a network have trouble at the same time, while at least as many elsewhere are fine."""

from collections.abc import Sequence
from random import Random

from evaluation.meetings.drawing import DrawnMeeting
from evaluation.meetings.faults import WAYS, feeling, perhaps_a_stretch, spoil_ways
from evaluation.meetings.label import OWN_NETWORK, SHARED, MeetingCase, neutral
from evaluation.meetings.places import Place, apart
from rtk_mcp.sandbox.simulation.plan import Span


def one_office(rng: Random) -> MeetingCase:
    """Two to five people in one office have bad links, and people elsewhere are fine."""
    call, few, _ = _office(rng)
    return _shared(call, few, perhaps_a_stretch(call))


def one_provider(rng: Random) -> MeetingCase:
    """Two to five people in different towns have the same provider, and bad links at the same time."""
    call, few, places = _office(rng)
    for place, elsewhere in zip(few, places, strict=True):
        call.move(place, Place(places[0].provider, elsewhere.town))
    return _shared(call, few, call.some_span((0.4, 0.6)))


def one_town(rng: Random) -> MeetingCase:
    """Two to five people with different providers are in one town, and have bad links at the same time."""
    call, few, places = _office(rng)
    for place, elsewhere in zip(few, places, strict=True):
        call.move(place, Place(elsewhere.provider, places[0].town))
    return _shared(call, few, call.some_span((0.4, 0.6)))


def one_office_but_one(rng: Random) -> MeetingCase:
    """Two to five people in one office have bad links at the same time; one more there, on a cable, is fine."""
    call, few, places = _office(rng)
    call.move(next(place for place in call.everyone if place not in few), places[0])
    return _shared(call, few, call.some_span((0.4, 0.6)))


def one_office_with_a_wrong_clock(rng: Random) -> MeetingCase:
    """The same for a while in one office, where one computer's clock is wrong by minutes."""
    call, few, _ = _office(rng)
    call.wrong_clock(few[0])
    return _shared(call, few, call.some_span((0.4, 0.6)))


def _office(rng: Random) -> tuple[DrawnMeeting, list[int], list[Place]]:
    """A meeting, those who are together in one office, and as many places where nobody else is, the office's first."""
    number = rng.randint(2, 5)
    call = DrawnMeeting(rng, people=(2 * number, 2 * number + rng.randint(1, 5)))
    few = call.some(number)
    others = [place for place in call.everyone if place not in few]
    places = apart(rng, len(call.people))
    for place, there in zip(others, places[number:], strict=True):
        call.move(place, there)
    for place in few:
        call.move(place, places[0])
    return call, few, places[:number]


def _shared(call: DrawnMeeting, few: Sequence[int], span: Span | None) -> MeetingCase:
    ways = call.rng.choice(WAYS)
    for place in few:
        spoil_ways(call, place, ways, span)
    found = call.cause(SHARED, few, affected=feeling(call, few, ways, span), span=span)
    return call.meeting(found, neutral=(neutral(OWN_NETWORK, call.users(few)),), verdicts=("poor",))


SHARED_NETWORKS = (one_office, one_provider, one_town, one_office_but_one, one_office_with_a_wrong_clock)
