"""Links to what was said, written and summed up in a session, or the way in which that is missing.

The casing is the service's own: `sessionId` beside `transcript_download_url`.
"""

from typing import Any

from rtk_mcp.sandbox.service.faults import KitFault, not_found
from rtk_mcp.sandbox.service.links import DAY, SHARED_EMPTY_FILE, WEEK, make_link, make_link_late
from rtk_mcp.sandbox.service.query import Query
from rtk_mcp.sandbox.service.state import Service
from rtk_mcp.sandbox.times import iso, spaced
from rtk_mcp.sandbox.world.model import ChatKept, Session, SummaryKept, TranscriptKept

_BAD_REQUEST = 400


def get_chat(service: Service, _query: Query, session_id: str) -> dict[str, Any]:
    """A link that is good for a day."""
    session = service.session(session_id)
    if session.kept.chat is ChatKept.NOT_FOUND:
        raise not_found("Chat")
    name = f"{session.id}/chat.{'json' if session.kept.chat is ChatKept.JSON else 'csv'}"
    make = make_link_late if session.kept.chat is ChatKept.FIRST_LINK_EXPIRED else make_link
    link = make(service, name, DAY)
    data = {"chat_download_url": link.url, "chat_download_url_expiry": iso(link.expires_at)}
    return {"success": True, "data": data}


def get_transcript(service: Service, query: Query, session_id: str) -> dict[str, Any]:
    """A link that is good for a week, to the asked format; CSV unless asked otherwise."""
    session = service.session(session_id)
    extension = (query.choice("format", ("SRT", "VTT", "JSON", "CSV")) or "CSV").lower()
    kept = session.kept.transcript
    if kept is TranscriptKept.NOT_FOUND:
        raise not_found("Transcript")
    data: dict[str, Any] = {"sessionId": session.id}
    if kept is TranscriptKept.NO_LINK:
        data |= {"transcript_download_url": None, "transcript_download_url_expiry": None}
        return {"success": True, "data": data}
    name = f"{session.id}/transcript.{extension}"
    if kept is TranscriptKept.SHARED_EMPTY_FILE:
        name = SHARED_EMPTY_FILE
    make = make_link_late if kept is TranscriptKept.FIRST_LINK_EXPIRED else make_link
    link = make(service, name, WEEK)
    data |= {"transcript_download_url": link.url, "transcript_download_url_expiry": iso(link.expires_at)}
    return {"success": True, "data": data}


def get_summary(service: Service, _query: Query, session_id: str) -> dict[str, Any]:
    """A link that is good for a week; 404 while a first summary is being made."""
    session = service.session(session_id)
    kept = session.kept.summary
    ready = service.summary_ready(session)
    if not ready and kept in {SummaryKept.NOT_FOUND, SummaryKept.NEVER_READY}:
        raise not_found("Summary")
    data: dict[str, Any] = {"sessionId": session.id}
    if ready is None and kept is SummaryKept.FAILED:
        data["status"] = "FAILED"
    if ready or kept not in {SummaryKept.NO_LINK, SummaryKept.FAILED}:
        extension = "txt" if kept is SummaryKept.PLAIN_TEXT else "md"
        link = make_link(service, f"{session.id}/summary.{extension}", WEEK)
        data |= {"summaryDownloadUrl": link.url, "summaryDownloadUrlExpiry": spaced(link.expires_at)}
    return {"success": True, "data": data}


def generate_summary(service: Service, _query: Query, session_id: str) -> dict[str, Any]:
    """Begin a summary; asking again while one is being made changes nothing."""
    session = service.session(session_id)
    _check_can_be_summed_up(session)
    if service.summary_ready(session) is not False:
        service.summaries_asked_at[session.id] = service.clock()
    return {"success": True, "data": {"session_id": session.id, "status": "IN_PROGRESS"}}


def _check_can_be_summed_up(session: Session) -> None:
    if session.live:
        raise KitFault(_BAD_REQUEST, "Summary cannot be generated for a session that has not ended")
    if not session.kept.has_transcript:
        raise not_found("Transcript")
