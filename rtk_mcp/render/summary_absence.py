"""Why a session has no summary, as far as the service and this process know, and what to do next."""

import re
from dataclasses import dataclass
from typing import Final

from rtk_mcp.meeting.absence import Absence
from rtk_mcp.meeting.artifacts import Artifact
from rtk_mcp.render.budget import duration_text
from rtk_mcp.render.untrusted import clean, word

LATELY_S: Final = 600.0
"""A summary takes a minute or so; one that has not come after ten is not believed to come."""
MAX_STATUS_CHARS: Final = 40
_NONE_SO_FAR: Final = frozenset({Absence.NOT_FOUND, Absence.NO_LINK})
_MAY_BE_COMING: Final = _NONE_SO_FAR | {Absence.EMPTY_FILE, Absence.FILE_GONE}
"""How a summary is missing that is being made: which of them it is, is not documented."""
_FAILED: Final = re.compile("fail|error", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a summary that this process sent.

    Attributes:
        ago_s: seconds since then.
        arrived: False where no answer said so.
        status: the service's own word, not cleaned.
    """

    ago_s: float
    arrived: bool = True
    status: str | None = None

    @property
    def failed(self) -> bool:
        """Whether the service answered with a word for failure."""
        return bool(self.status and _FAILED.search(self.status))


@dataclass(frozen=True, slots=True)
class NoSummary:
    """Why there is none, a word for it, and what to do."""

    reason: str
    code: str
    next: str


def why_no_summary(artifact: Artifact, asked: Asked | None, *, can_ask: bool) -> NoSummary:
    """The best that is known: what this process asked for explains a missing file better than the file does.

    Codes are those of `Absence`, and `being_made`, `failed` and `overdue` for one that was asked for.
    """
    absence = artifact.absence or Absence.NOT_FOUND
    again = _ASK_ANEW if can_ask else _CANNOT_ASK
    if asked and absence in _MAY_BE_COMING:
        return _why_not_yet(asked, again)
    if absence is Absence.EMPTY_FILE:
        return NoSummary(_EMPTY, absence, f"{_LATER} If it stays empty, {again}")
    if absence in _NONE_SO_FAR:
        return NoSummary(_NONE, absence, _ASK if can_ask else _CANNOT_ASK)
    return NoSummary(artifact.reason or _NONE, absence, _AFTER.get(absence, again))


def shown_status(status: str) -> str:
    """The service's own word, safe to show."""
    return clean(status, MAX_STATUS_CHARS)


def _why_not_yet(asked: Asked, again: str) -> NoSummary:
    status = f" (its status: {word(shown_status(asked.status))})" if asked.status else ""
    when = f"{duration_text(asked.ago_s)} ago{status}"
    if asked.failed:
        return NoSummary(f"It was asked for {when}: by that word, making it failed.", "failed", again)
    if asked.ago_s > LATELY_S:
        reason = f"It was asked for {when} and is not there: making it has probably failed."
        return NoSummary(reason, "overdue", again)
    if asked.arrived:
        return NoSummary(f"It was asked for {when} and is still being made.", "being_made", _LATER)
    reason = f"It was asked for {when}; no answer told whether the request arrived, so it may be on its way."
    return NoSummary(reason, "being_made", _LATER)


_NONE: Final = (
    "None was made of this session, or one that was asked for elsewhere is not finished: the service does not "
    "tell these apart."
)
_EMPTY: Final = (
    "The summary is an empty file: it is not finished, or making it failed. The service does not say which."
)
_LATER: Final = "Call get_summary again in a minute."
_ASK: Final = "When the user wants one, generate_summary has it written of the transcript."
_ASK_ANEW: Final = "generate_summary asks anew, when the user wants it."
_CANNOT_ASK: Final = "This server is read-only and asks for none; get_transcript has what was said."
_AFTER: Final = {
    Absence.SESSION_LIVE: "Call get_summary after the meeting.",
    Absence.LINK_EXPIRED: _LATER,
    Absence.BEING_MADE: _LATER,
}
