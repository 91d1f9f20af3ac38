"""Somebody who could not stay in the meeting: short stays one after the other."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.meeting.quality.times import Slots, between
from rtk_mcp.meeting.quality.trouble import Trouble
from rtk_mcp.report.finding import Evidence, Finding
from rtk_mcp.report.phrases import duration_words, times

SHORT_MIN: Final = 1.5
"""Nobody joins a meeting for a minute and a half, and comes back, of their own will again and again."""
BRIEF_MIN: Final = 5.0
"""Nor for five, three times."""
SOON_S: Final = 180.0
"""Who comes back within three minutes wanted to stay."""
SOME_SHORT: Final = 2
MANY_SHORT: Final = 3


def join_troubles(stays: Sequence[Stay]) -> list[Trouble]:
    """People with two or more short stays, or three brief ones, each soon followed by another."""
    people = dict.fromkeys(stay.person for stay in stays)
    found = (_of_person(person, [stay for stay in stays if stay.person == person]) for person in people)
    return [trouble for trouble in found if trouble]


def _of_person(person: int, stays: Sequence[Stay]) -> Trouble | None:
    spans = sorted((stay.joined, stay.left) for stay in stays if stay.joined and stay.left)
    returns = [
        (joined, left)
        for (joined, left), (joined_again, _) in pairwise(spans)
        if 0 <= (joined_again - left).total_seconds() <= SOON_S
    ]
    minutes = [(left - joined).total_seconds() / 60 for joined, left in returns]
    short = [span for span, length in zip(returns, minutes, strict=True) if length <= SHORT_MIN]
    if len(short) < SOME_SHORT:
        short = [span for span, length in zip(returns, minutes, strict=True) if length <= BRIEF_MIN]
        if len(short) < MANY_SHORT:
            return None
    longest = duration_words(max((left - joined).total_seconds() for joined, left in short))
    slots = Slots().union(*(between(*span) for span in short))
    finding = Finding(
        code="short-stays",
        severity="major" if len(short) >= MANY_SHORT else "minor",
        confidence="medium",
        media="connection",
        direction="none",
        summary=f"joined {len(stays)} times, and {times(len(short))} left within {longest} to come back.",
        evidence=(Evidence("short_stays", float(len(short)), threshold=float(SOME_SHORT)),),
        likely_cause="Joining or connecting failed and was tried again: a network that drops out, a firewall, a page "
        "that crashed or was loaded again, or a permission that was asked for anew.",
        advice="Ask what was on the screen each time, and read the reports of the short stays: events and devices.",
    )
    return Trouble("break", (person,), person, finding, slots, "medium")
