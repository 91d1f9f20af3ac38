"""One person's way up is bad: everybody else feels it, and it is that person's."""

from random import Random

from evaluation.links import lossy
from evaluation.meetings.drawing import FEW, MANY, SOME, DrawnMeeting
from evaluation.meetings.faults import bad_link, crowded, perhaps_a_stretch, spoil
from evaluation.meetings.label import DOWNLINK, UPLINK, MeetingCase
from evaluation.meetings.places import Place
from rtk_mcp.sandbox.simulation.plan import Link, Span


def lossy_or_uneven(rng: Random) -> MeetingCase:
    """Three people and more; one's uplink is lossy or uneven, throughout or for a stretch."""
    call = DrawnMeeting(rng, least=3)
    span = perhaps_a_stretch(call)
    return _bad(call, call.some(1)[0], bad_link(rng), span)


def in_a_crowd(rng: Random) -> MeetingCase:
    """The same among nine to twenty-five people, and nothing measures what becomes of sent packets."""
    call = DrawnMeeting(rng, people=MANY, measured=False)
    return _bad(call, call.some(1)[0], lossy(rng), None)


def between_two(rng: Random) -> MeetingCase:
    """Two people, and one's uplink is lossy; its own report measures it."""
    call = DrawnMeeting(rng, people=FEW, measured=True)
    span = perhaps_a_stretch(call)
    return _bad(call, call.some(1)[0], lossy(rng), span)


def between_two_unmeasured(rng: Random) -> MeetingCase:
    """Two people, and one's uplink is lossy; nothing measures it, so that whose link it is cannot be told for sure."""
    call = DrawnMeeting(rng, people=FEW, measured=False)
    guilty = call.some(1)[0]
    call.audible(guilty)
    spoil(call, guilty, up=lossy(rng))
    return call.meeting(call.cause(UPLINK, or_as=(DOWNLINK,)), verdicts=("poor",))


def crowded_line(rng: Random) -> MeetingCase:
    """For a while a backup takes one person's line."""
    call = DrawnMeeting(rng, least=3, minutes=(5.0, 9.0))
    guilty = call.some(1)[0]
    call.audible(guilty)
    return _labelled(call, guilty, crowded(call, guilty, "up"))


def too_narrow_for_a_voice(rng: Random) -> MeetingCase:
    """For a while one person's uplink carries less than the voice alone takes; the camera is off."""
    call = DrawnMeeting(rng, people=SOME)
    guilty, span = call.some(1)[0], call.some_span((0.4, 0.6))
    call.change(guilty, camera_on=())
    return _bad(call, guilty, Link(bandwidth_kbps=rng.uniform(24.0, 36.0)), span)


def too_narrow_for_a_picture(rng: Random) -> MeetingCase:
    """One person's uplink carries a small picture only: no voice suffers, so that hardly anybody minds."""
    call = DrawnMeeting(rng, people=(2, 6))
    guilty = call.some(1)[0]
    call.change_network(guilty, relay=None)
    spoil(call, guilty, up=Link(bandwidth_kbps=rng.uniform(200.0, 400.0)))
    return call.meeting(call.cause(UPLINK, (guilty,)), verdicts=("fair", "poor"))


def over_two_stays(rng: Random) -> MeetingCase:
    """One person's uplink is lossy; they leave, come back as another peer, and it still is."""
    call = DrawnMeeting(rng, least=3, minutes=(6.0, 10.0))
    guilty = call.some(1)[0]
    call.audible(guilty)
    spoil(call, guilty, up=lossy(rng))
    call.comes_back(guilty)
    return _labelled(call, guilty, None)


def among_neighbours(rng: Random) -> MeetingCase:
    """Most people share a provider and a town by chance, and one of them has a lossy uplink."""
    call = DrawnMeeting(rng, people=(5, 14))
    home = Place(rng.randrange(9), rng.randrange(9))
    for place in call.some(max(3, len(call.people) * 2 // 3)):
        call.move(place, home)
    guilty = call.some(1)[0]
    call.move(guilty, home)
    return _bad(call, guilty, lossy(rng), perhaps_a_stretch(call))


def with_a_wrong_clock(rng: Random) -> MeetingCase:
    """One person's uplink is lossy for a while, and that person's clock or another's is wrong by minutes."""
    call = DrawnMeeting(rng, people=SOME)
    guilty, other = call.some(2)
    call.wrong_clock(rng.choice((guilty, other)))
    return _bad(call, guilty, lossy(rng), call.some_span((0.4, 0.6)))


def shared_screen(rng: Random) -> MeetingCase:
    """One person shares a screen, muted and with the camera off, over a lossy uplink."""
    call = DrawnMeeting(rng, people=SOME)
    guilty, span = call.some(1)[0], call.some_span((0.5, 0.6))
    call.change(guilty, camera_on=(), microphone_on=(), talks=(), shares_screen=(span,))
    spoil(call, guilty, up=lossy(rng))
    return _labelled(call, guilty, span)


def both_ways(rng: Random) -> MeetingCase:
    """A bad Wi-Fi loses packets on one person's way up and on the way down."""
    call = DrawnMeeting(rng, least=3)
    guilty = call.some(1)[0]
    call.audible(guilty)
    spoil(call, guilty, up=lossy(rng), down=lossy(rng))
    up = call.cause(UPLINK, (guilty,))
    down = call.cause(DOWNLINK, (guilty,), affected=(call.user(guilty),))
    return call.meeting(up, down, verdicts=("poor",))


def far_away(rng: Random) -> MeetingCase:
    """One person's way to the service takes a third of a second and more, there and back: both ways are long."""
    call = DrawnMeeting(rng, people=SOME, measured=True)
    guilty = call.some(1)[0]
    call.change_network(guilty, rtt_ms=rng.uniform(345.0, 600.0))
    return call.meeting(call.cause(UPLINK, (guilty,), or_as=(DOWNLINK,)), verdicts=("poor",))


def _bad(call: DrawnMeeting, guilty: int, link: Link, span: Span | None) -> MeetingCase:
    call.audible(guilty)
    if span:
        call.change_network(guilty, relay=None)
    spoil(call, guilty, up=link, span=span)
    return _labelled(call, guilty, span)


def _labelled(call: DrawnMeeting, guilty: int, span: Span | None) -> MeetingCase:
    affected = call.others_there((guilty,), span)
    return call.meeting(call.cause(UPLINK, (guilty,), affected=affected, span=span), verdicts=("poor",))


UPLINKS = (
    lossy_or_uneven,
    in_a_crowd,
    between_two,
    between_two_unmeasured,
    crowded_line,
    too_narrow_for_a_voice,
    too_narrow_for_a_picture,
    over_two_stays,
    among_neighbours,
    with_a_wrong_clock,
    shared_screen,
    both_ways,
    far_away,
)
