"""A session's transcript, chat and summary as content, or why there is none; kept once the session has ended."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from math import inf
from typing import Any, Final, Generic, TypeVar

import anyio

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.downloads import Downloads
from rtk_mcp.api.models.parameters import TranscriptFormat
from rtk_mcp.api.models.participant import Participant
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.api.reading import read
from rtk_mcp.errors import NotFound, Rejected, RtkError, UpstreamError
from rtk_mcp.meeting.absence import Absence, Kind, why_none
from rtk_mcp.meeting.artifacts import Ask, rather_live, read_file
from rtk_mcp.meeting.conversation import Conversation, needs_participants
from rtk_mcp.meeting.encoding import decode
from rtk_mcp.meeting.keeping import FRESH_S, Keeper, Kept
from rtk_mcp.meeting.spoken import Chat, Transcript
from rtk_mcp.meeting.written import WrittenChat

MAX_BYTES: Final = 64_000_000
"""Ten three-hour meetings, or hundreds of usual ones."""
SETTLED_AFTER: Final = timedelta(minutes=10)
"""So long after the end, everything has been written."""
_OBJECT_BYTES: Final = 200
"""Of an utterance or message beside its text, as measured."""
_PARTED: Final = frozenset({Absence.UNREADABLE, Absence.EMPTY_FILE, Absence.FILE_GONE})
"""What can be so of a transcript in one format and not in another."""

Everyone = Callable[[str, str | None], Awaitable[tuple[Participant, ...]]]
"""All participants of a session of an app."""
ContentT = TypeVar("ContentT")
ReadT = TypeVar("ReadT")


@dataclass(frozen=True, slots=True)
class Found(Generic[ContentT]):
    """Either content, or `absence` and a sentence about it.

    Attributes:
        session: None where the service could not tell.
    """

    content: ContentT | None = None
    session: SessionFacts | None = None
    absence: Absence | None = None
    reason: str | None = None


class Contents:
    """Reads them; safe to use from concurrent tasks of one event loop.

    All methods take the session where it is known already, and raise `NotFound` where there is no such session and
    `UpstreamError` where the service or its storage fails.
    """

    def __init__(
        self, kit: RealtimeKit, downloads: Downloads, everyone: Everyone, max_bytes: int = MAX_BYTES
    ) -> None:
        """`everyone` is asked only where a file has ids without names."""
        self._kit, self._downloads, self._everyone = kit, downloads, everyone
        self._conversations: Keeper[tuple[str, str | None], Found[Conversation]] = Keeper(max_bytes)
        self._summaries: Keeper[tuple[str, str | None], Found[str]] = Keeper(max_bytes)
        self._chats: Keeper[tuple[str, str | None], Found[WrittenChat]] = Keeper(max_bytes)

    async def conversation(
        self, session_id: str, *, app_id: str | None = None, session: SessionFacts | None = None
    ) -> Found[Conversation]:
        """What was said, by whom and when."""

        async def make() -> Kept[Found[Conversation]]:
            found = await self._told(
                "transcript", session_id, app_id, session, partial(self._transcript, session_id, app_id)
            )
            if found.content is None:
                return _absent(found)
            people: tuple[Participant, ...] = ()
            if needs_participants(found.content):
                people = await self._participants(session_id, app_id)
            conversation = Conversation.of(found.content, people, found.session)
            size = sum(len(each.text) for each in conversation.utterances)
            number = len(conversation.utterances)
            return Kept(
                Found(conversation, found.session), size + number * _OBJECT_BYTES, _believed_s(found.session)
            )

        return await self._conversations.get((session_id, app_id), make)

    async def chat(
        self, session_id: str, *, app_id: str | None = None, session: SessionFacts | None = None
    ) -> Found[WrittenChat]:
        """What was written, by whom and when."""

        async def make() -> Kept[Found[WrittenChat]]:
            found = await self._told(
                "chat", session_id, app_id, session, partial(self._chat, session_id, app_id)
            )
            if found.content is None:
                return _absent(found)
            chat = WrittenChat.of(found.content, found.session)
            size = sum(_OBJECT_BYTES + len(each.text) for each in chat.messages)
            return Kept(Found(chat, found.session), size, _believed_s(found.session))

        return await self._chats.get((session_id, app_id), make)

    async def summary(
        self, session_id: str, *, app_id: str | None = None, session: SessionFacts | None = None
    ) -> Found[str]:
        """The summary's text; believed for a short time, as another may be made."""

        async def make() -> Kept[Found[str]]:
            found = await self._told(
                "summary", session_id, app_id, session, partial(self._summary, session_id, app_id)
            )
            if found.content is None:
                return _absent(found)
            return Kept(found, len(found.content), min(FRESH_S, _believed_s(found.session)))

        return await self._summaries.get((session_id, app_id), make)

    def forget_summary(self, session_id: str, app_id: str | None) -> None:
        """Another one is being made."""
        self._summaries.drop((session_id, app_id))

    async def _told(
        self,
        kind: Kind,
        session_id: str,
        app_id: str | None,
        known: SessionFacts | None,
        content: Callable[[], Awaitable[ContentT | Absence]],
    ) -> Found[ContentT]:
        """The content and its session, asked for at once."""
        session: SessionFacts | UpstreamError
        if known is not None:
            session, got = known, await content()
        else:
            session, got = await _both(partial(self._session, session_id, app_id), content)
        if not isinstance(got, Absence):
            return Found(got, session if isinstance(session, SessionFacts) else None)
        if isinstance(session, RtkError):
            raise session
        absence = rather_live(got, session.status)
        return Found(None, session, absence, why_none(kind, absence))

    async def _session(self, session_id: str, app_id: str | None) -> SessionFacts | UpstreamError:
        """The session; why not is only of interest where there is no content either."""
        try:
            return await self._kit.get_session(session_id, app_id=app_id)
        except UpstreamError as error:
            return error

    async def _participants(self, session_id: str, app_id: str | None) -> tuple[Participant, ...]:
        """Everybody; nobody where the service does not know the session's people any more."""
        try:
            return await self._everyone(session_id, app_id)
        except NotFound:
            return ()

    async def _transcript(self, session_id: str, app_id: str | None) -> Transcript | Absence:
        """As JSON, which alone tells when each utterance ended; in the service's usual format where that fails."""
        try:
            got = await self._transcript_as("JSON", session_id, app_id)
        except Rejected:
            got = Absence.UNREADABLE
        if isinstance(got, Absence) and got in _PARTED:
            usual = await self._transcript_as(None, session_id, app_id)
            return usual if isinstance(usual, Transcript) else min(got, usual, key=_telling)
        return got

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

    async def _summary(self, session_id: str, app_id: str | None) -> str | Absence:
        return await self._read("summary", lambda: self._kit.get_summary(session_id, app_id=app_id), decode)

    async def _chat(self, session_id: str, app_id: str | None) -> Chat | Absence:
        from rtk_mcp.meeting.chat_files import read_chat  # noqa: PLC0415 - with the first chat

        got = await self._read("chat", lambda: self._kit.get_chat(session_id, app_id=app_id), read_chat)
        if isinstance(got, Absence) or got.messages:
            return got
        return Absence.UNREADABLE if got.unreadable else Absence.NO_MESSAGES

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


def _absent(found: Found[Any]) -> Kept[Found[Any]]:
    """That there is none, for a short time: it may be written yet."""
    kept: Found[Any] = Found(None, found.session, found.absence, found.reason)
    return Kept(kept, _OBJECT_BYTES, min(FRESH_S, _believed_s(found.session)))


def _believed_s(session: SessionFacts | None) -> float:
    """How long what was read stays so: while the session goes on, it does not."""
    if session is None or session.status != "ENDED":
        return 0.0
    settled = session.ended_at is not None and session.ended_at < datetime.now(UTC) - SETTLED_AFTER
    return inf if settled else FRESH_S


_First = TypeVar("_First")
_Second = TypeVar("_Second")


async def _both(
    first: Callable[[], Awaitable[_First]], second: Callable[[], Awaitable[_Second]]
) -> tuple[_First, _Second]:
    """Two things at once; an error of either ends the other, and is raised as it is."""
    firsts: list[_First] = []
    seconds: list[_Second] = []
    failures: list[RtkError] = []

    async def run(what: Callable[[], Awaitable[Any]], into: list[Any]) -> None:
        try:
            into.append(await what())
        except RtkError as error:
            failures.append(error)
            tasks.cancel_scope.cancel()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(run, first, firsts)
        tasks.start_soon(run, second, seconds)
    if failures:
        raise failures[0]
    return firsts[0], seconds[0]
