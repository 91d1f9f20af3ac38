"""Files of meetings to measure with, out of the sandbox's world; laid down as `content_service` serves them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from benchmarks.reports import KEY_CHARS
from rtk_mcp.sandbox.artifacts.chat import chat_file
from rtk_mcp.sandbox.artifacts.summaries import summary_file
from rtk_mcp.sandbox.artifacts.transcripts import transcript_file
from rtk_mcp.sandbox.world import World
from rtk_mcp.sandbox.world.model import ChatKept, Kept, Session, SummaryKept, TranscriptKept
from rtk_mcp.sandbox.world.timetable.extra import extra_meetings
from rtk_mcp.sandbox.world.timetable.long_meeting import LONG_MEETING

LIST = "sessions.json"
_SEED = 7
_WHOLE = Kept()
_READABLE = (
    {TranscriptKept.YES, TranscriptKept.LEGACY_CSV, TranscriptKept.HEADER_CSV},
    {ChatKept.YES, ChatKept.JSON},
    {SummaryKept.MARKDOWN, SummaryKept.PLAIN_TEXT},
)


@dataclass(frozen=True, slots=True)
class LongTranscript:
    """A three-hour meeting's transcript as JSON; served under any session id that begins as its directory does."""

    path: Path
    utterances: int

    def session_id(self, number: int) -> str:
        """One of its ids, another one for each number."""
        return f"{self.path.parent.name}{number:012x}"

    @property
    def name(self) -> str:
        return f"{self.path.stat().st_size / 1e6:.1f} MB, {self.utterances:,} utterances"


def long_transcript(directory: Path, one_in: int) -> LongTranscript:
    """Every `one_in`th utterance of the sandbox's three hours: fewer words a minute, the same length."""
    world = World.build(seed=_SEED, now=datetime.now(UTC), more=(LONG_MEETING,))
    session = world.whole(world.keys[LONG_MEETING.key])
    said = orjson.loads(transcript_file(session, "json"))[::one_in]
    home = directory / f"{session.id[: KEY_CHARS - 4]}{one_in:03x}-"
    home.mkdir()
    (home / "session").write_bytes(orjson.dumps(_row(session)))
    (home / "transcript").write_bytes(orjson.dumps(said))
    return LongTranscript(home / "transcript", len(said))


def many_sessions(directory: Path, count: int) -> None:
    """Small sessions that have all of their files, and the list of them, newest first."""
    world = World.build(seed=_SEED, now=datetime.now(UTC), more=extra_meetings(2 * count, _SEED))
    outlines = [each for each in world.listed if each.id in world.put_off and _has_all(each.kept)][:count]
    for session in map(world.whole, outlines):
        home = directory / session.id[:KEY_CHARS]
        home.mkdir()
        (home / "transcript").write_text(transcript_file(session, "json"), encoding="utf-8")
        (home / "chat").write_text(chat_file(session), encoding="utf-8")
        (home / "summary").write_text(summary_file(session, generated=False), encoding="utf-8")
    rows = [_row(session) for session in outlines]
    (directory / LIST).write_bytes(
        orjson.dumps(
            {"success": True, "data": {"sessions": rows}, "paging": {"total_count": len(rows), "start_offset": 1}}
        )
    )
