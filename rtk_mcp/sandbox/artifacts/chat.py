"""A session's chat as CSV with a header."""

import csv
import io

from rtk_mcp.sandbox.times import iso
from rtk_mcp.sandbox.world.model import ChatKept, Session

_HEADER = (
    *("id", "participantId", "sessionId", "meetingId", "displayName"),
    *("pinned", "isEdited", "payloadType", "payload", "createdAt"),
)


def chat_file(session: Session) -> str:
    """One row per message, in the order they were written; quoted where CSV needs it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    names = {person.peer_id: person.name for person in session.people}
    messages = () if session.kept.chat is ChatKept.HEADER_ONLY else session.chat
    for message in messages:
        writer.writerow(
            (
                message.id,
                message.peer_id,
                session.id,
                session.meeting_id,
                names[message.peer_id],
                str(message.pinned).lower(),
                str(message.edited).lower(),
                message.payload_type,
                message.payload,
                iso(session.at(message.at_s)),
            )
        )
    return out.getvalue()
