"""Files of meetings to measure with, out of the sandbox's world, laid down as `content_service` serves them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import orjson

from benchmarks.file_server import KEY_CHARS
from rtk_mcp.sandbox.artifacts.chat import chat_file
from rtk_mcp.sandbox.artifacts.summaries import summary_file
from rtk_mcp.sandbox.artifacts.transcripts import transcript_file
from rtk_mcp.sandbox.service.wire import session_row
from rtk_mcp.sandbox.world import World
from rtk_mcp.sandbox.world.model import ChatKept, Session
from rtk_mcp.sandbox.world.timetable.extra import extra_meetings
from rtk_mcp.sandbox.world.timetable.long_meeting import LONG_MEETING

LIST = "sessions"
"""Name of the file that holds the answer to a request for all sessions."""
_SEED = 7


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
    """Every `one_in`th utterance of the sandbox's three hours: as long, with fewer words a minute."""
    world = World.build(seed=_SEED, now=datetime.now(UTC), more=(LONG_MEETING,))
    session = world.whole(world.keys[LONG_MEETING.key])
    said = orjson.loads(transcript_file(session, "json"))[::one_in]
    key = f"{session.id[: KEY_CHARS - len('000-')]}{one_in:03x}-"
    files = {"session": _answer(_row(session)), "transcript": orjson.dumps(said)}
    return LongTranscript(_laid_down(directory / key, files) / "transcript", len(said))


def many_sessions(directory: Path, count: int) -> None:
    """Small sessions with a transcript, a chat and a summary each, and the list of them."""
    world = World.build(seed=_SEED, now=datetime.now(UTC), more=extra_meetings(2 * count, _SEED))
    sessions = [world.whole(world.sessions[each]) for each in world.put_off]
    readable = [
        each
        for each in sessions
        if each.kept.has_transcript and each.kept.chat in {ChatKept.YES, ChatKept.JSON}
    ]
    for session in readable[:count]:
        files = {
            "transcript": transcript_file(session, "json").encode(),
            "chat": chat_file(session).encode(),
            "summary": summary_file(session, generated=True).encode(),
        }
        _laid_down(directory / session.id[:KEY_CHARS], files)
    (directory / LIST).write_bytes(_list(readable[:count]))


def _list(sessions: Sequence[Session]) -> bytes:
    number = len(sessions)
    paging = {"total_count": number, "start_offset": 1, "end_offset": number}
    return orjson.dumps({"success": True, "data": {"sessions": [*map(_row, sessions)]}, "paging": paging})


def _row(session: Session) -> dict[str, object]:
    return session_row(session, app_id=str(UUID(int=0)))


def _answer(data: object) -> bytes:
    return orjson.dumps({"success": True, "data": data})


def _laid_down(home: Path, files: dict[str, bytes]) -> Path:
    home.mkdir()
    for name, content in files.items():
        (home / name).write_bytes(content)
    return home
