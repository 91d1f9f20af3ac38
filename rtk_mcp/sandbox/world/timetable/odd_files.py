"""Calls whose files are odd: many scripts, layouts seldom seen, damaged, empty or gone; and one about a migration.

They end the list of two weeks but for the last, which took place on Friday of the calendar week before this.
"""

from rtk_mcp.sandbox.world import cast
from rtk_mcp.sandbox.world.dialogues import architecture, interviews, languages, short_calls
from rtk_mcp.sandbox.world.meeting import Attendance, Day, Meeting
from rtk_mcp.sandbox.world.model import ChatKept, Kept, SummaryKept, TranscriptKept

_STEFAN, _VIKTOR = cast.GUESTS[1], cast.GUESTS[3]
_FRIDAY = 4

ODD_FILES = (
    Meeting(
        key="languages",
        title="Welcome page in four scripts",
        day=Day(workdays_ago=9, hour=12),
        minutes=9,
        attendances=tuple(map(Attendance, (cast.NOOR, cast.YAEL, cast.HANA, cast.MEI, cast.DIEGO))),
        script=languages.SCRIPT,
        chat=languages.CHAT,
        summary=languages.SUMMARY,
    ),
    Meeting(
        key="interviews",
        title="Customer interviews: first results",
        day=Day(workdays_ago=9, hour=11),
        minutes=12,
        attendances=(Attendance(cast.ROSA), Attendance(cast.ANA), Attendance(cast.OTHER_SAM)),
        script=interviews.SCRIPT,
        topics=interviews.TOPICS,
        chat=interviews.CHAT,
        summary=interviews.SUMMARY,
        kept=Kept(TranscriptKept.HEADER_CSV, ChatKept.JSON),
    ),
    Meeting(
        key="release-notes",
        title="Release notes",
        day=Day(workdays_ago=9, hour=10),
        minutes=8,
        attendances=(Attendance(cast.OTTO), Attendance(cast.INGRID)),
        script=short_calls.NOTES,
        topics=short_calls.NOTES_TOPICS,
        chat=short_calls.NOTES_CHAT,
        kept=Kept(TranscriptKept.LEGACY_HEADER_CSV, ChatKept.FIRST_LINK_EXPIRED, SummaryKept.NEVER_READY),
    ),
    Meeting(
        key="late-shift",
        title="Late shift",
        day=Day(workdays_ago=9, hour=8),
        minutes=5,
        attendances=(Attendance(cast.KOFI), Attendance(cast.AMARA)),
        script=short_calls.SHIFT,
        topics=short_calls.SHIFT_TOPICS,
        kept=Kept(chat=ChatKept.HEADER_ONLY, summary=SummaryKept.FAILED),
    ),
    Meeting(
        key="vendor-call",
        title="Call about the vendor",
        day=Day(workdays_ago=10, hour=17),
        minutes=4,
        attendances=(Attendance(cast.JONAS), Attendance(_VIKTOR)),
        script=short_calls.VENDOR,
        kept=Kept(TranscriptKept.EMPTY_FILE, ChatKept.EMPTY_FILE, SummaryKept.NOT_FOUND),
    ),
    Meeting(
        key="budget-check",
        title="Budget check",
        day=Day(workdays_ago=10, hour=16),
        minutes=4,
        attendances=(Attendance(cast.LEILA), Attendance(cast.ROSA)),
        script=short_calls.BUDGET,
        chat=short_calls.BUDGET_CHAT,
        kept=Kept(transcript=TranscriptKept.DAMAGED, summary=SummaryKept.NOT_FOUND),
    ),
    Meeting(
        key="contract",
        title="Contract signed",
        day=Day(workdays_ago=10, hour=15),
        minutes=4,
        attendances=(Attendance(cast.LEILA), Attendance(_STEFAN)),
        script=short_calls.CONTRACT,
        kept=Kept(TranscriptKept.GONE, ChatKept.HEADER_ONLY, SummaryKept.NO_LINK),
    ),
    Meeting(
        key="architecture-hour",
        title="Architecture hour",
        day=Day(weekday=_FRIDAY, last_week=True, hour=13, minute=30),
        minutes=30,
        attendances=(
            Attendance(cast.FREYA, microphone="open"),
            Attendance(cast.LUKAS),
            Attendance(cast.AMARA, leaves_s=8.7 * 60),
            Attendance(cast.AMARA, joins_s=11.5 * 60),
            Attendance(cast.CHIDI),
        ),
        script=architecture.SCRIPT,
        topics=architecture.TOPICS,
        chat=architecture.CHAT,
        summary=architecture.SUMMARY,
    ),
)
