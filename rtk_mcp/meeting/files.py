"""A session's files fetched and read, or why there is nothing to read."""

from collections.abc import Callable
from typing import Final, TypeVar

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.downloads import Downloads
from rtk_mcp.api.models.parameters import TranscriptFormat
from rtk_mcp.api.reading import read
from rtk_mcp.errors import Rejected
from rtk_mcp.meeting.absence import Absence, Kind
from rtk_mcp.meeting.artifacts import Ask, read_file
from rtk_mcp.meeting.encoding import decode
from rtk_mcp.meeting.spoken import Chat, Transcript

_PARTED: Final = frozenset({Absence.UNREADABLE, Absence.EMPTY_FILE, Absence.FILE_GONE})
"""What can be so of a transcript in one format and not in another."""

ReadT = TypeVar("ReadT")


class Files:
    """Fetches and reads them anew each time; raises what the client and the storage raise.

    None of them is without content: an empty one is an `Absence`.
    """

    def __init__(self, kit: RealtimeKit, downloads: Downloads) -> None:
        self._kit, self._downloads = kit, downloads

    async def transcript(self, session_id: str, app_id: str | None) -> Transcript | Absence:
        """As JSON, which alone tells when each utterance ended; in the service's usual format where that fails."""
        try:
            got = await self._transcript_as("JSON", session_id, app_id)
        except Rejected:
            got = Absence.UNREADABLE
        if isinstance(got, Absence) and got in _PARTED:
            usual = await self._transcript_as(None, session_id, app_id)
            return usual if isinstance(usual, Transcript) else min(got, usual, key=_telling)
        return got

    async def chat(self, session_id: str, app_id: str | None) -> Chat | Absence:
        """CSV or JSON."""
        from rtk_mcp.meeting.chat_files import read_chat  # noqa: PLC0415 - with the first chat

        got = await self._read("chat", lambda: self._kit.get_chat(session_id, app_id=app_id), read_chat)
        if isinstance(got, Absence) or got.messages:
            return got
        return Absence.UNREADABLE if got.unreadable else Absence.NO_MESSAGES

    async def summary(self, session_id: str, app_id: str | None) -> str | Absence:
        """The text as it is."""
        got = await self._read("summary", lambda: self._kit.get_summary(session_id, app_id=app_id), decode)
        return got if isinstance(got, Absence) or got.strip() else Absence.EMPTY_FILE

    async def _transcript_as(
        self, form: TranscriptFormat | None, session_id: str, app_id: str | None
    ) -> Transcript | Absence:
        from rtk_mcp.meeting.transcript_files import read_transcript  # noqa: PLC0415 - with the first transcript

        got = await self._read(
            "transcript",
            lambda: self._kit.get_transcript(session_id, app_id=app_id, format=form),
            read_transcript,
        )
        if isinstance(got, Absence) or got.utterances:
            return got
        return Absence.UNREADABLE if got.unreadable else Absence.EMPTY_FILE

    async def _read(self, kind: Kind, ask: Ask, reader: Callable[[bytes], ReadT]) -> ReadT | Absence:
        content = await read_file(self._downloads, kind, ask)
        return content if isinstance(content, Absence) else await read(content, reader)


def _telling(absence: Absence) -> int:
    """Which reason is the better one: a file that is there says more than one that is not."""
    order = (
        Absence.PLACEHOLDER,
        Absence.LINK_EXPIRED,
        Absence.UNREADABLE,
        Absence.FILE_GONE,
        Absence.EMPTY_FILE,
    )
    return order.index(absence) if absence in order else len(order)
