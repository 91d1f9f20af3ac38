"""Large meetings: the all-hands that went wrong, and some of which there is nothing bad to say.

In a large meeting few talk and show themselves; the others listen.
"""

from collections.abc import Iterable
from dataclasses import replace

from rtk_mcp.sandbox.simulation.plan import NetworkChange
from rtk_mcp.sandbox.world import cast
from rtk_mcp.sandbox.world import networks as net
from rtk_mcp.sandbox.world.audience import AUDIENCE
from rtk_mcp.sandbox.world.dialogues import extra_all_hands
from rtk_mcp.sandbox.world.meeting import Attendance, Day, Meeting, Member
from rtk_mcp.sandbox.world.model import Kept, SummaryKept
from rtk_mcp.sandbox.world.timetable.day_before import TALK_ALONE, at

_TUESDAY = 1
_AT_HOME = (*cast.CREW, *(guest for guest in cast.GUESTS if guest.network is not net.CELLULAR))
"""Everybody whose line is good enough for nothing to be said of it."""
_FULL_LINE = replace(cast.ROSA.network, up=net.FLAKY_UPLINK.up)
"""Rosa's line while somebody in the house uploads a film: what she sends waits and drops."""


def _listening(people: Iterable[Member]) -> tuple[Attendance, ...]:
    return tuple(Attendance(who, talks_share=0, camera="off") for who in people)


def _crowd(people: Iterable[Member], on_stage: Iterable[Member]) -> tuple[Attendance, ...]:
    """The first on stage has an open microphone."""
    first, *others = on_stage
    stage = (Attendance(first, microphone="open"), *map(Attendance, others))
    return stage + _listening(who for who in people if who not in (first, *others))


CROWDS = (
    Meeting(
        key="tuesday-all-hands",
        title="Extra all-hands: the office move",
        day=Day(weekday=_TUESDAY, hour=9, minute=30),
        minutes=15,
        attendances=(
            Attendance(
                cast.ROSA,
                microphone="open",
                talks_share=6,
                shares_screen=((90.0, 13 * 60),),
                network_changes=(
                    NetworkChange(2.5 * 60, _FULL_LINE),
                    NetworkChange(11.5 * 60, cast.ROSA.network),
                ),
            ),
            Attendance(cast.PRIYA),
            Attendance(cast.KENJI),
            Attendance(cast.FREYA),
            *_listening(
                who
                for who in (*_AT_HOME, *AUDIENCE[:9])
                if who not in (cast.ROSA, cast.PRIYA, cast.KENJI, cast.FREYA)
            ),
        ),
        script=extra_all_hands.SCRIPT,
        topics=extra_all_hands.TOPICS,
        chat=extra_all_hands.CHAT,
        kept=Kept(summary=SummaryKept.NOT_FOUND),
    ),
    Meeting(
        key="noon-briefing",
        title="Noon briefing for everyone",
        day=at(12, 30),
        minutes=5,
        attendances=_crowd((*_AT_HOME, *AUDIENCE), (cast.INGRID, cast.LUKAS, cast.PRIYA, cast.CHIDI)),
        topics=("the open day", "the parking", "the visitors", "the stage"),
        kept=TALK_ALONE,
    ),
    Meeting(
        key="book-club",
        title="Book club: the last chapter",
        day=at(13),
        minutes=10,
        attendances=tuple(
            map(
                Attendance,
                (
                    *(cast.FREYA, cast.OTTO, cast.YAEL, cast.LEILA),
                    *(cast.ROSA, cast.JONAS, cast.AMARA, cast.MEI),
                ),
            )
        ),
        topics=("the ending", "the sister", "the translation", "the next book"),
        kept=TALK_ALONE,
    ),
    Meeting(
        key="shift-briefing",
        title="Briefing for the new shift",
        day=at(18),
        minutes=8,
        attendances=_crowd(_AT_HOME, (cast.AMARA, cast.KOFI, cast.TOMAS, cast.ANA, cast.JONAS)),
        topics=("the call list", "the spare laptop", "the keys", "the new colleague"),
        kept=TALK_ALONE,
    ),
)
