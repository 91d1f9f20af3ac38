"""The nine endpoints: how each is asked, how large its answer may be, and what its 404 means."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

MAX_ANSWER_BYTES = 20_000_000
"""Decoded. A participant with a few events is under 2 kB: this is a page of 10,000 of them."""
MAX_REPORT_BYTES = 200_000_000
"""Decoded. A row of about 500 bytes every 7 s for each stream is 0.2 MB a minute among 25 people: half a day of it."""

_NO_SESSION = (
    "There is no session with this id in this app. list_sessions shows the ids there are; a meeting's id is not"
    " a session's (list_sessions takes it as associated_id)."
)
_NO_ARTIFACT = (
    "There is no {artifact} for this session id: either nothing was recorded, or it is not ready or no longer"
    " kept, or no session of this app has this id (get_session tells)."
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint.

    Attributes:
        path: below the app, with its ids' names in braces; also what logs call it.
        missing: what a 404 means and what to do; empty where there is no object that could be missing.
        max_bytes: decoded size at which an answer is given up.
    """

    path: str
    missing: str
    method: Literal["GET", "POST"] = "GET"
    max_bytes: int = MAX_ANSWER_BYTES

    def fill(self, ids: dict[str, str]) -> str:
        """The path with the ids in place, each percent-encoded as one segment."""
        return self.path.format(**{name: quote(value, safe="") for name, value in ids.items()})


LIST_SESSIONS = Endpoint("sessions", "")
GET_SESSION = Endpoint("sessions/{session_id}", _NO_SESSION)
LIST_PARTICIPANTS = Endpoint("sessions/{session_id}/participants", _NO_SESSION)
GET_PARTICIPANT = Endpoint(
    "sessions/{session_id}/participants/{participant_id}",
    "There is no participant with this id in this session. list_participants shows the ids there are; somebody"
    " who rejoins gets a new one.",
)
GET_CHAT = Endpoint("sessions/{session_id}/chat", _NO_ARTIFACT.format(artifact="chat"))
GET_TRANSCRIPT = Endpoint("sessions/{session_id}/transcript", _NO_ARTIFACT.format(artifact="transcript"))
GET_SUMMARY = Endpoint("sessions/{session_id}/summary", _NO_ARTIFACT.format(artifact="summary"))
GENERATE_SUMMARY = Endpoint(
    "sessions/{session_id}/summary",
    "There is nothing to summarise under this session id: either the session has no transcript, or no session"
    " of this app has this id (get_session tells).",
    method="POST",
)
GET_PEER_REPORT = Endpoint(
    "sessions/peer-report/{peer_id}",
    "There is no report for this peer id. A peer id is the `id` that list_participants shows, new on every"
    " rejoin; reports are kept for a limited time only.",
    max_bytes=MAX_REPORT_BYTES,
)
