"""A session's transcript, chat and summary as content, or why there is none; kept once the session has ended."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, TypeVar

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.downloads import Downloads
from rtk_mcp.api.models.participant import Participant
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import NotFound, RtkError, UpstreamError
from rtk_mcp.meeting.absence import Absence, Kind, why_none
from rtk_mcp.meeting.artifacts import rather_live
from rtk_mcp.meeting.both import both
from rtk_mcp.meeting.conversation import Conversation, needs_participants
from rtk_mcp.meeting.files import Files
from rtk_mcp.meeting.keeping import FRESH_S, Keeper, Kept, believed_s
from rtk_mcp.meeting.written import WrittenChat

MAX_BYTES: Final = 64_000_000
"""Ten three-hour meetings, or hundreds of usual ones."""
SUMMARY_S: Final = 600.0
"""A summary is believed as long as a talk about it takes: others than this process may have another one made."""
_OBJECT_BYTES: Final = 200
"""Of an utterance or message beside its text, as measured."""

Everyone = Callable[[str, str | None], Awaitable[tuple[Participant, ...]]]
"""All participants of a session of an app."""
ContentT = TypeVar("ContentT")


@dataclass(frozen=True, slots=True)
class Found(Generic[ContentT]):
    """Either content, or `absence` and a sentence about it.

    Attributes:
        session: None where the service could not tell; known where there is no content.
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
        self._kit, self._files, self._everyone = kit, Files(kit, downloads), everyone
        self._conversations: Keeper[tuple[str, str | None], Found[Conversation]] = Keeper(max_bytes)
        self._summaries: Keeper[tuple[str, str | None], Found[str]] = Keeper(max_bytes)
        self._chats: Keeper[tuple[str, str | None], Found[WrittenChat]] = Keeper(max_bytes)

    async def conversation(
        self, session_id: str, *, app_id: str | None = None, session: SessionFacts | None = None
    ) -> Found[Conversation]:
        """What was said, by whom and when."""

        async def make() -> Kept[Found[Conversation]]:
            found = await self._told("transcript", session_id, app_id, session, self._files.transcript)
            if found.content is None:
                return _absent(found)
            people: tuple[Participant, ...] = ()
            if needs_participants(found.content):
                people = await self._participants(session_id, app_id)
            conversation = Conversation.of(found.content, people, found.session)
            size = sum(_OBJECT_BYTES + len(each.text) for each in conversation.utterances)
            return Kept(Found(conversation, found.session), size, _believed_s(found.session))

        return await self._conversations.get((session_id, app_id), make)

    async def chat(
        self, session_id: str, *, app_id: str | None = None, session: SessionFacts | None = None
    ) -> Found[WrittenChat]:
        """What was written, by whom and when."""

        async def make() -> Kept[Found[WrittenChat]]:
            found = await self._told("chat", session_id, app_id, session, self._files.chat)
            if found.content is None:
                return _absent(found)
            chat = WrittenChat.of(found.content, found.session)
            size = sum(_OBJECT_BYTES + len(each.text) for each in chat.messages)
            return Kept(Found(chat, found.session), size, _believed_s(found.session))

        return await self._chats.get((session_id, app_id), make)

    async def summary(
        self,
        session_id: str,
        *,
        app_id: str | None = None,
        session: SessionFacts | None = None,
        look_again: bool = False,
    ) -> Found[str]:
        """The summary's text; with `look_again`, that there was none is neither believed nor kept."""
        key = (session_id, app_id)

        async def make() -> Kept[Found[str]]:
            found = await self._told("summary", session_id, app_id, session, self._files.summary)
            if found.content is None:
                return Kept(found, 0, for_s=0) if look_again else _absent(found)
            size = _OBJECT_BYTES + len(found.content)
            return Kept(found, size, min(SUMMARY_S, _believed_s(found.session)))

        if look_again and (kept := self._summaries.find(key)) and kept.content is None:
            self._summaries.drop(key)
        return await self._summaries.get(key, make)

    def forget_summary(self, session_id: str, app_id: str | None) -> None:
        """Have it read anew when it is asked for next."""
        self._summaries.drop((session_id, app_id))

    async def _told(
        self,
        kind: Kind,
        session_id: str,
        app_id: str | None,
        known: SessionFacts | None,
        read: Callable[[str, str | None], Awaitable[ContentT | Absence]],
    ) -> Found[ContentT]:
        """The content and its session, asked for at once."""
        session: SessionFacts | UpstreamError
        if known is not None:
            session, got = known, await read(session_id, app_id)
        else:
            session, got = await both(
                partial(self._session, session_id, app_id), partial(read, session_id, app_id)
            )
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


def _absent(found: Found[Any]) -> Kept[Found[Any]]:
    """That there is none, for a short time: it may be written yet."""
    return Kept(found, _OBJECT_BYTES, min(FRESH_S, _believed_s(found.session)))


def _believed_s(session: SessionFacts | None) -> float:
    """How long what was read stays so; of a session that is not known, nothing is believed."""
    return 0.0 if session is None else believed_s(ended=session.status == "ENDED", ended_at=session.ended_at)
