"""Calls that the service answers oddly about: old ids, missing files, junk names, one that is still going on."""

from rtk_mcp.sandbox.world import cast
from rtk_mcp.sandbox.world.dialogues import office_hours, smaller_calls, webinar
from rtk_mcp.sandbox.world.meeting import Attendance, Day, Meeting
from rtk_mcp.sandbox.world.model import ChatKept, Kept, ReportKept, SummaryKept, TranscriptKept

_UMA, _ZOE = cast.GUESTS[2], cast.GUESTS[4]
_LIVE_MINUTES = 14

ODDITIES = (
    Meeting(
        key="design-review",
        title="Design review",
        day=Day(workdays_ago=9, hour=13, minute=30),
        minutes=25,
        attendances=(
            Attendance(_UMA, shares_screen=((60.0, 1_300.0),)),
            Attendance(_ZOE),
            Attendance(cast.HANA),
        ),
        script=smaller_calls.DESIGN_REVIEW,
        topics=smaller_calls.DESIGN_TOPICS,
        chat=smaller_calls.DESIGN_CHAT,
        summary=smaller_calls.DESIGN_SUMMARY,
        kept=Kept(transcript=TranscriptKept.LEGACY_CSV, summary=SummaryKept.PLAIN_TEXT),
        v1="session",
    ),
    Meeting(
        key="office-hours",
        title="Office hours",
        day=Day(workdays_ago=2, hour=16),
        minutes=30,
        attendances=(
            Attendance(cast.NOOR, microphone="open"),
            Attendance(cast.YAEL),
            Attendance(cast.HANA, stray_quote=True),
            Attendance(cast.DIEGO),
            Attendance(cast.KOFI, talks_share=0, camera="off"),
            Attendance(
                cast.BOB,
                joins_s=19 * 60,
                leaves_s=22.6 * 60,
                display_name=office_hours.HOSTILE_NAME,
                talks_share=0,
                camera="off",
            ),
        ),
        script=office_hours.SCRIPT,
        topics=office_hours.TOPICS,
        chat=office_hours.CHAT,
        summary=office_hours.SUMMARY,
        kept=Kept(transcript=TranscriptKept.JUNK_SPEAKERS),
    ),
    Meeting(
        key="webinar",
        title="Tips and tricks for teams",
        day=Day(workdays_ago=3, hour=16),
        minutes=35,
        attendances=(
            Attendance(cast.ROSA, preset="webinar_presenter", microphone="open"),
            Attendance(cast.LUKAS, preset="webinar_presenter", shares_screen=((120.0, 1_900.0),)),
            *(
                Attendance(who, preset="webinar_participant", talks_share=0, camera="off")
                for who in (cast.INGRID, cast.TOMAS, cast.MEI, cast.NOOR, cast.KOFI, cast.CHIDI, *cast.GUESTS)
            ),
        ),
        script=webinar.SCRIPT,
        topics=webinar.TOPICS,
        chat=webinar.CHAT,
        kept=Kept(transcript=TranscriptKept.NO_LINK, summary=SummaryKept.NOT_FOUND),
        kind="livestream",
        view_type="WEBINAR",
    ),
    Meeting(
        key="test-call",
        title="Test",
        day=Day(workdays_ago=5, hour=7, minute=55),
        minutes=4,
        attendances=(Attendance(cast.OTTO),),
        script=smaller_calls.SOLO,
        kept=Kept(TranscriptKept.SHARED_EMPTY_FILE, ChatKept.NOT_FOUND, SummaryKept.NO_LINK),
        v1="meeting",
    ),
    Meeting(
        key="handover",
        title="Handover of the week",
        day=Day(workdays_ago=7, hour=17),
        minutes=20,
        attendances=(Attendance(cast.CHIDI), Attendance(cast.KOFI), Attendance(cast.ROSA)),
        topics=("the open tickets", "the weekend rota", "the backups"),
        kept=Kept(TranscriptKept.FIRST_LINK_EXPIRED, ChatKept.HEADER_ONLY, SummaryKept.NOT_FOUND),
    ),
    Meeting(
        key="design-critique",
        title="Design critique",
        day=Day(minutes_ago=_LIVE_MINUTES),
        minutes=_LIVE_MINUTES,
        attendances=(
            Attendance(_ZOE, microphone="open", shares_screen=((45.0, _LIVE_MINUTES * 60.0),)),
            Attendance(cast.MEI),
            Attendance(cast.PRIYA),
            Attendance(_UMA, leaves_s=9 * 60),
            Attendance(cast.SAM, joins_s=_LIVE_MINUTES * 60 - 5, report=ReportKept.EMPTY),
        ),
        script=smaller_calls.CRITIQUE,
        topics=smaller_calls.CRITIQUE_TOPICS,
        chat=smaller_calls.CRITIQUE_CHAT,
        kept=Kept(TranscriptKept.NOT_FOUND, ChatKept.YES, SummaryKept.NOT_FOUND),
        live=True,
    ),
)
