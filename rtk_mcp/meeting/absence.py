"""Why a meeting has no chat, transcript or summary: every way of it that is known of the service, told apart."""

from enum import StrEnum
from typing import Final, Literal

Kind = Literal["chat", "transcript", "summary"]


class Absence(StrEnum):
    """Why there is no content."""

    NOT_FOUND = "not_found"
    SESSION_LIVE = "session_live"
    NO_LINK = "no_link"
    BEING_MADE = "being_made"
    FAILED = "failed"
    PLACEHOLDER = "placeholder"
    EMPTY_FILE = "empty_file"
    UNREADABLE = "unreadable"
    NO_MESSAGES = "no_messages"
    FILE_GONE = "file_gone"
    LINK_EXPIRED = "link_expired"


def why_none(kind: Kind, absence: Absence) -> str:
    """One sentence or two for the reader."""
    return _SENTENCES[absence].format(kind=kind, why=_WHY_NONE[kind])


_SENTENCES: Final = {
    Absence.NOT_FOUND: "The service has none of this session: {why}",
    Absence.NO_LINK: "The service has none of this session: {why}",
    Absence.BEING_MADE: "The service says that the {kind} is still being made. Ask again in a minute.",
    Absence.FAILED: "The service says that making the {kind} failed.",
    Absence.EMPTY_FILE: "The {kind} is an empty file: {why}",
    Absence.UNREADABLE: (
        "The service has a file for the {kind}, but nothing in it reads as one: it is damaged, or something else, such "
        "as an error page."
    ),
    Absence.SESSION_LIVE: "The meeting is still live: its {kind} is written after it ends. Ask again then.",
    Absence.LINK_EXPIRED: "The service gave two links to the {kind} in a row that had expired. Ask again later.",
    Absence.FILE_GONE: "The service still links to a {kind}, but its storage no longer has the file.",
    Absence.NO_MESSAGES: "Nobody wrote in the chat: the file has its header and no message.",
    Absence.PLACEHOLDER: (
        "No transcript was recorded: the service's link leads to the placeholder that it gives for every session "
        "without one (store/default/transcript.csv)."
    ),
}
_WHY_NONE: Final[dict[Kind, str]] = {
    "chat": "nobody wrote in it, or its chat was not kept.",
    "transcript": "transcription was off for this meeting, nobody spoke, or it is still being written.",
    "summary": (
        "none was made yet, or it is still being made. The service makes one of a transcript, when it is asked to "
        "(generate_summary, where that tool is offered)."
    ),
}
