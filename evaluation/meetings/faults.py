"""What can be the matter with one person's link, clear of the thresholds, throughout or for a stretch."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Literal

from evaluation.links import enough_to_fill, lossy, uneven
from evaluation.meetings.drawing import DrawnMeeting
from rtk_mcp.sandbox.simulation.plan import Link, NetworkChange, Rival, Span

Ways = Literal["up", "down", "both"]
WAYS: tuple[Ways, ...] = ("up", "down", "both")
BAD_LINKS = (lossy, lossy, uneven)


def bad_link(rng: Random) -> Link:
    """A link that loses far too much, or delivers far too unevenly."""
    return rng.choice(BAD_LINKS)(rng)


def spoil(
    call: DrawnMeeting,
    place: int,
    *,
    up: Link | None = None,
    down: Link | None = None,
    span: Span | None = None,
) -> None:
    """Give a person these links, for a stretch or, without one, throughout."""
    good = call.people[place].network
    bad = replace(good, up=up or good.up, down=down or good.down)
    if span is None:
        call.change(place, network=bad)
    else:
        call.change(place, network_changes=(NetworkChange(span[0], bad), NetworkChange(span[1], good)))


def perhaps_a_stretch(call: DrawnMeeting) -> Span | None:
    """A stretch well inside the meeting, or None for all of it."""
    return call.some_span((0.4, 0.6)) if call.rng.random() < 0.5 else None  # noqa: PLR2004 - either


def crowded(call: DrawnMeeting, place: int, direction: str) -> Span:
    """Let many transfers of somebody else take a person's line for a stretch."""
    rng, span = call.rng, call.some_span((0.4, 0.6))
    if direction == "up":
        kbps = rng.uniform(1_200.0, 4_000.0)
        call.change_network(place, up=Link(bandwidth_kbps=kbps), relay=None)
        call.change(place, rivals=(Rival(span, "up", flows=enough_to_fill(rng, kbps)),))
    else:
        kbps = rng.uniform(3_000.0, 8_000.0)
        call.change_network(place, down=Link(bandwidth_kbps=kbps), relay=None)
        call.change(place, rivals=(Rival(span, "down", flows=enough_to_fill(rng, kbps)),))
    return span


def spoil_ways(call: DrawnMeeting, place: int, ways: Ways, span: Span | None) -> None:
    """Make a person's links bad: `up`, `down` or `both` of them."""
    call.audible(place)
    kind = lossy if ways == "up" else bad_link
    spoil(
        call,
        place,
        up=kind(call.rng) if ways != "down" else None,
        down=kind(call.rng) if ways != "up" else None,
        span=span,
    )


def feeling(call: DrawnMeeting, places: Sequence[int], ways: Ways, span: Span | None) -> frozenset[str]:
    """Who hears badly; whose way up is bad hears the others behind the same bad way."""
    if ways == "down":
        return call.users(places)
    return call.others_there((), span)
