"""What of a meeting's transcript could hardly be heard: the transcript beside everybody's reports."""

from typing import TYPE_CHECKING

import anyio.to_thread

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import RtkError
from rtk_mcp.meeting.contents import Contents

if TYPE_CHECKING:
    from rtk_mcp.meeting.conversation import Conversation
    from rtk_mcp.meeting.quality.audibility import Audibility
    from rtk_mcp.meeting.quality.meeting import Meeting
    from rtk_mcp.meeting.quality.voices import Voices


async def told_of_speech(
    contents: Contents,
    meeting: "Meeting",
    session: SessionFacts,
    app_id: str | None,
    span: tuple[float, float] | None,
) -> tuple[str, ...]:
    """Sentences for the diagnosis, of some time or of all of it.

    The transcript is asked for only when some voice came badly to somebody.

    A transcript that cannot be read is told, and fails nothing.
    """
    from rtk_mcp.meeting.quality.voices import voices_of  # noqa: PLC0415 - with the first meeting

    voices = await anyio.to_thread.run_sync(voices_of, meeting)
    if not voices or not session.id:
        return ()
    try:
        found = await contents.conversation(session.id, app_id=app_id, session=session)
    except RtkError as error:
        return (f"What was hard to hear cannot be told: {error}",)
    if found.content is None:
        return ()
    return (await anyio.to_thread.run_sync(_audibility, found.content, meeting, voices, span)).told


async def hard_to_hear(conversation: "Conversation", meeting: "Meeting") -> "Audibility":
    """Each utterance beside what was measured of the voice."""
    return await anyio.to_thread.run_sync(_audibility, conversation, meeting)


def _audibility(
    conversation: "Conversation",
    meeting: "Meeting",
    voices: "Voices | None" = None,
    span: tuple[float, float] | None = None,
) -> "Audibility":
    from rtk_mcp.meeting.quality.audibility import audibility_of  # noqa: PLC0415 - with the first meeting
    from rtk_mcp.meeting.quality.voices import voices_of  # noqa: PLC0415 - with the first meeting

    return audibility_of(conversation, meeting, voices_of(meeting) if voices is None else voices, span)
