"""A meeting's chat, transcript and summary as files, or the reason why there is none.

The API answers a link to a file, and 200 with a link does not mean that there is content.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from rtk_mcp.api.client import RealtimeKit
from rtk_mcp.api.downloads import Downloads
from rtk_mcp.api.models.link import DownloadLink
from rtk_mcp.errors import LinkExpired, NotFound
from rtk_mcp.meeting.absence import Absence, Kind, why_none
from rtk_mcp.meeting.encoding import decode
from rtk_mcp.meeting.speakers import NOT_RECORDED, speakers_are_placeholders

_NO_TRANSCRIPT_PATH = re.compile(r"store/default/transcript\.\w+$")
"""Where the service's transcript link leads, for every session alike, when nothing was transcribed."""
_FAILED = re.compile("fail|error", re.IGNORECASE)
_BEING_MADE = re.compile("progress|pending|process|queue|running|started", re.IGNORECASE)
_CHAT_HEADER_START = "id,participantid,"

Ask = Callable[[], Awaitable[DownloadLink]]
"""Calls the endpoint that gives the link; once more when the link has expired."""


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
    ask: Ask,
    *,
    app_id: str | None = None,
) -> Artifact:
    """The file's text as it is.

    When there is none, the session itself is asked for: its state is often the better reason.

    Raises:
        NotFound: the session itself does not exist.
        UpstreamError: the service or its storage failed.
    """
    content = await read_file(downloads, kind, ask)
    text = "" if isinstance(content, Absence) else decode(content)
    absence = content if isinstance(content, Absence) else _absent_text(kind, text)
    if absence is None:
        unknown = kind == "transcript" and speakers_are_placeholders(text)
        return Artifact(kind, text=text, note=NOT_RECORDED if unknown else None)
    session = await kit.get_session(session_id, app_id=app_id)
    absence = rather_live(absence, session.status)
    return Artifact(kind, absence=absence, reason=why_none(kind, absence))


async def read_file(downloads: Downloads, kind: Kind, ask: Ask) -> bytes | Absence:
    """A file's bytes, not blank, or why there are none; raises what the client and the storage raise otherwise."""
    try:
        link = await ask()
    except NotFound:
        return Absence.NOT_FOUND
    if not link.url:
        return _by_status(link.status or "")
    if kind == "transcript" and _NO_TRANSCRIPT_PATH.search(link.url.partition("?")[0]):
        return Absence.PLACEHOLDER
    try:
        content = await downloads.fetch(link, ask)
    except LinkExpired:
        return Absence.LINK_EXPIRED
    except NotFound:
        return Absence.FILE_GONE
    return content if content.strip() else Absence.EMPTY_FILE


def _by_status(status: str) -> Absence:
    """What the service's word says of a missing link; it documents none."""
    if _FAILED.search(status):
        return Absence.FAILED
    return Absence.BEING_MADE if _BEING_MADE.search(status) else Absence.NO_LINK


def rather_live(absence: Absence, status: str | None) -> Absence:
    """That the meeting goes on is the better reason, unless the links are the trouble."""
    return Absence.SESSION_LIVE if status == "LIVE" and absence is not Absence.LINK_EXPIRED else absence


def _absent_text(kind: Kind, text: str) -> Absence | None:
    lines = text.strip().splitlines()
    if not lines:
        return Absence.EMPTY_FILE
    only_header = len(lines) == 1 and lines[0].replace('"', "").lower().startswith(_CHAT_HEADER_START)
    return Absence.NO_MESSAGES if kind == "chat" and (only_header or text.strip() == "[]") else None
