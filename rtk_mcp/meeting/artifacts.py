"""A meeting's chat, transcript and summary as content, or the reason why there is none.

The API answers a link to a file, and 200 with a link does not mean that there is content; every way of having none
that is known of the service is told apart here.
"""

import codecs
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.downloads import Downloads
from rtk_mcp.api.models.link import DownloadLink
from rtk_mcp.errors import LinkExpired, NotFound
from rtk_mcp.meeting.speakers import NOT_RECORDED, speakers_are_placeholders

Kind = Literal["chat", "transcript", "summary"]

_NO_TRANSCRIPT_PATH = "store/default/transcript.csv"
"""Where the service's transcript link leads, for every session alike, when nothing was transcribed."""
_CHAT_HEADER_START = "id,participantid,"


class Absence(StrEnum):
    """Why there is no content."""

    NOT_FOUND = "not_found"
    SESSION_LIVE = "session_live"
    NO_LINK = "no_link"
    PLACEHOLDER = "placeholder"
    EMPTY_FILE = "empty_file"
    NO_MESSAGES = "no_messages"
    FILE_GONE = "file_gone"
    LINK_EXPIRED = "link_expired"


@dataclass(frozen=True, slots=True)
class Artifact:
    """Either `text` or `absence` and a sentence about it; `text` is never blank.

    `note` is what a reader of the text must know about it.
    """

    kind: Kind
    text: str | None = None
    absence: Absence | None = None
    reason: str | None = None
    note: str | None = None


async def read_artifact(
    kit: RealtimeKit,
    downloads: Downloads,
    kind: Kind,
    session_id: str,
    ask: Callable[[], Awaitable[DownloadLink]],
    *,
    app_id: str | None = None,
) -> Artifact:
    """Ask for the link, follow it, and tell content from its absence.

    When there is none, the session itself is asked for: its state is often the better reason.

    `ask` calls the endpoint; it is called once more when the link has expired.

    Raises:
        NotFound: the session itself does not exist.
        UpstreamError: the service or its storage failed.
    """
    text, absence = await _content(kind, downloads, ask)
    if absence is None:
        unknown = kind == "transcript" and speakers_are_placeholders(text)
        return Artifact(kind, text=text, note=NOT_RECORDED if unknown else None)
    session = await kit.get_session(session_id, app_id=app_id)
    if session.status == "LIVE" and absence is not Absence.LINK_EXPIRED:
        absence = Absence.SESSION_LIVE
    return Artifact(kind, absence=absence, reason=_SENTENCES[absence].format(kind=kind, why=_WHY_NONE[kind]))


async def _content(
    kind: Kind, downloads: Downloads, ask: Callable[[], Awaitable[DownloadLink]]
) -> tuple[str, Absence | None]:
    try:
        link = await ask()
    except NotFound:
        return "", Absence.NOT_FOUND
    if absence := _absent_link(link):
        return "", absence
    try:
        text = _decode(await downloads.fetch(link, ask))
    except LinkExpired:
        return "", Absence.LINK_EXPIRED
    except NotFound:
        return "", Absence.FILE_GONE
    return text, _absent_text(kind, text)


def _absent_link(link: DownloadLink) -> Absence | None:
    if not link.url:
        return Absence.NO_LINK
    if link.url.partition("?")[0].endswith(_NO_TRANSCRIPT_PATH):
        return Absence.PLACEHOLDER
    return None


def _absent_text(kind: Kind, text: str) -> Absence | None:
    lines = text.strip().splitlines()
    if not lines:
        return Absence.EMPTY_FILE
    only_header = len(lines) == 1 and lines[0].replace('"', "").lower().startswith(_CHAT_HEADER_START)
    if kind == "chat" and (only_header or text.strip() == "[]"):
        return Absence.NO_MESSAGES
    return None


def _decode(content: bytes) -> str:
    for bom, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(bom):
            return content.decode(encoding, "replace")
    return content.decode("utf-8-sig", "replace")


_SENTENCES = {
    Absence.NOT_FOUND: "There is no {kind} for this session: {why}",
    Absence.NO_LINK: "There is no {kind} for this session: {why}",
    Absence.EMPTY_FILE: "The {kind} is an empty file: {why}",
    Absence.SESSION_LIVE: "The meeting is still live: its {kind} is written after it ends. Ask again then.",
    Absence.LINK_EXPIRED: "The service gave two links to the {kind} in a row that had expired. Ask again later.",
    Absence.FILE_GONE: "The service still links to a {kind}, but its storage no longer has the file.",
    Absence.NO_MESSAGES: "Nobody wrote in the chat: the file has its header and no message.",
    Absence.PLACEHOLDER: (
        "No transcript was recorded: the service's link leads to the placeholder that it gives for every session "
        "without one (store/default/transcript.csv)."
    ),
}
_WHY_NONE: dict[Kind, str] = {
    "chat": "nobody wrote in it, or its chat was not kept.",
    "transcript": "transcription was off for this meeting, nobody spoke, or it is still being written.",
    "summary": (
        "none was made yet, or it is still being made. The service makes one of a transcript, when it is asked to "
        "(generate_summary, where that tool is offered)."
    ),
}
