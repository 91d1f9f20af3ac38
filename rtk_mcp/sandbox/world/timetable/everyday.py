"""Calls in which the connections are fine."""

from rtk_mcp.sandbox.world import cast
from rtk_mcp.sandbox.world.dialogues import all_hands, roadmap, smaller_calls, standup
from rtk_mcp.sandbox.world.meeting import Attendance, Day, Meeting, Member, Room
from rtk_mcp.sandbox.world.model import ChatKept, Kept, SummaryKept, TranscriptKept

_TEAM = (
    Attendance(cast.CHIDI, microphone="open"),
    Attendance(cast.LUKAS),
    Attendance(cast.AMARA),
    Attendance(cast.JONAS),
    Attendance(cast.FREYA),
)
_ON_STAGE = {"Rosa", "Priya", "Sam in Sales", "Freya"}
_SPLIT_S, _BACK_S = 18.5 * 60, 45.5 * 60
_ROOM_START_S, _ROOM_MINUTES = 19 * 60, 26.0


def _audience(who: Member) -> Attendance:
    """At an all-hands few talk, and few of the others have their camera on."""
    on_stage = who.key in _ON_STAGE
    return Attendance(who, talks_share=1.0 if on_stage else 0.05, camera="on" if on_stage else "off")


def _leaves_for_room(who: Member) -> tuple[Attendance, Attendance]:
    return Attendance(who, leaves_s=_SPLIT_S), Attendance(who, joins_s=_BACK_S)


EVERYDAY = (
    Meeting(
        key="standup-latest",
        series="standup",
        title="Platform stand-up",
        day=Day(workdays_ago=1, hour=8),
        minutes=15,
        attendances=_TEAM,
        script=standup.SCRIPT,
        topics=standup.TOPICS,
        chat=standup.CHAT,
        summary=standup.SUMMARY,
    ),
    Meeting(
        key="standup-before",
        series="standup",
        title="Platform stand-up",
        day=Day(workdays_ago=4, hour=8),
        minutes=12,
        attendances=_TEAM[:4],
        topics=standup.TOPICS,
        kept=Kept(TranscriptKept.NOT_FOUND, ChatKept.HEADER_ONLY, SummaryKept.NOT_FOUND),
    ),
    Meeting(
        key="one-to-one",
        title="Priya and Ana",
        day=Day(workdays_ago=1, hour=11),
        minutes=30,
        attendances=(Attendance(cast.PRIYA), Attendance(cast.ANA)),
        script=smaller_calls.ONE_TO_ONE,
        topics=smaller_calls.ONE_TO_ONE_TOPICS,
        summary=smaller_calls.ONE_TO_ONE_SUMMARY,
        kept=Kept(chat=ChatKept.HEADER_ONLY),
    ),
    Meeting(
        key="all-hands",
        title="All-hands",
        day=Day(workdays_ago=6, hour=15),
        minutes=45,
        attendances=tuple(map(_audience, (*cast.CREW, *cast.GUESTS[:4]))),
        script=all_hands.SCRIPT,
        topics=all_hands.TOPICS,
        pause_s=(4.0, 16.0),
        chat=all_hands.CHAT,
        summary=all_hands.SUMMARY,
    ),
    Meeting(
        key="roadmap",
        title="Roadmap planning",
        day=Day(workdays_ago=6, hour=9),
        minutes=60,
        attendances=(
            Attendance(cast.INGRID, microphone="open", shares_screen=((50 * 60, 58 * 60),)),
            *(
                stay
                for who in (cast.MEI, cast.AMARA, cast.JONAS, cast.HANA)
                for stay in _leaves_for_room(who)
            ),
        ),
        script=roadmap.SCRIPT,
        topics=roadmap.TOPICS,
        chat=roadmap.CHAT,
        summary=roadmap.SUMMARY,
        rooms=(
            Room(
                key="roadmap-room-a",
                title="Room A: sharing",
                start_s=_ROOM_START_S,
                minutes=_ROOM_MINUTES,
                attendances=(Attendance(cast.MEI), Attendance(cast.AMARA)),
                script=roadmap.ROOM_A,
                topics=roadmap.ROOM_A_TOPICS,
                kept=Kept(chat=ChatKept.HEADER_ONLY, summary=SummaryKept.NOT_FOUND),
            ),
            Room(
                key="roadmap-room-b",
                title="Room B: offline",
                start_s=_ROOM_START_S,
                minutes=_ROOM_MINUTES,
                attendances=(Attendance(cast.JONAS), Attendance(cast.HANA)),
                script=roadmap.ROOM_B,
                topics=roadmap.ROOM_B_TOPICS,
                kept=Kept(chat=ChatKept.HEADER_ONLY, summary=SummaryKept.NOT_FOUND),
            ),
        ),
    ),
)
