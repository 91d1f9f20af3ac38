"""A session's chat, as CSV with a header or as JSON."""

import csv
import io
import json

from rtk_mcp.sandbox.times import iso
from rtk_mcp.sandbox.world.model import ChatKept, Session

_HEADER = (
    *("id", "participantId", "sessionId", "meetingId", "displayName"),
    *("pinned", "isEdited", "payloadType", "payload", "createdAt"),
)


def chat_file(session: Session) -> str:
    """One row per message, in the order they were written, as CSV or JSON, or what is there instead of it."""
    kept = session.kept.chat
    if kept is ChatKept.EMPTY_FILE:
        return ""
    rows = [] if kept is ChatKept.HEADER_ONLY else _rows(session)
    if kept is ChatKept.JSON:
        return json.dumps([dict(zip(_HEADER, row, strict=True)) for row in rows], ensure_ascii=False)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows(_lower_case_switches(row) for row in rows)
    return out.getvalue()


def _rows(session: Session) -> list[tuple[str | bool, ...]]:
    names = {person.peer_id: person.name for person in session.people}
    return [
        (
            message.id,
            message.peer_id,
            session.id,
            session.meeting_id,
            names[message.peer_id],
            message.pinned,
            message.edited,
            message.payload_type,
            message.payload,
            iso(session.at(message.at_s)),
        )
        for message in session.chat
    ]


def _lower_case_switches(row: tuple[str | bool, ...]) -> list[str]:
    return [str(cell).lower() if isinstance(cell, bool) else cell for cell in row]
