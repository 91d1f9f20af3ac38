"""`rtk-mcp report FILE...` and `rtk-mcp report FOLDER`: one meeting's saved peer reports, diagnosed together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.errors import NotAReport, RtkError
from rtk_mcp.meeting.quality.diagnosis import diagnose_meeting
from rtk_mcp.meeting.quality.meeting import read_meeting
from rtk_mcp.meeting.spoken import PLACEHOLDERS
from rtk_mcp.offline import Form, written
from rtk_mcp.render.budget import Detail
from rtk_mcp.render.session_quality import render_session_quality
from rtk_mcp.render.untrusted import quote
from rtk_mcp.report.phrases import count
from rtk_mcp.report.reader import read_report
from rtk_mcp.report.signals import PeerSignals
from rtk_mcp.saved_files import find_files, labels_of_files, read_file
from rtk_mcp.streams import complain

_MOST_NAMED: Final = 3
_MORE: Final = "--detail full shows more; rtk-mcp report with one file shows one person."
_LAST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Saved:
    """A file, by what it is called, and the report in it or why there is none."""

    label: str
    found: PeerSignals | str

    @property
    def peer_id(self) -> str:
        """The file's name stands in for an id that is not told."""
        told = _told(self.found.context.participant.peer_id) if isinstance(self.found, PeerSignals) else None
        return told or self.label

    @property
    def session_id(self) -> str | None:
        return (
            _told(self.found.context.participant.session_id) if isinstance(self.found, PeerSignals) else None
        )

    @property
    def size_bytes(self) -> int:
        return self.found.report_bytes if isinstance(self.found, PeerSignals) else 0


def condense_meeting(names: Sequence[str], *, form: Form, detail: Detail) -> str:
    """The text or the structured content that `diagnose_session` would give, with a final line break.

    A file that holds no report is a stay whose report is missing. Of several reports of one stay the largest counts;
    what was left out, and whether the reports tell their session, is said on stderr.

    Args:
        names: files, folders and `-` for standard input.
        form: text for a reader, JSON for a program.
        detail: how much of it.

    Raises:
        RtkError: a file is not there, none is a peer report, or they are not of one session.
    """
    files = find_files(names)
    saved = [_read(file, label) for file, label in zip(files, labels_of_files(files), strict=True)]
    _require_a_report(saved)
    session_id = _one_session(saved)
    stays = _largest_of_each(saved)
    participants = sorted(map(_participant, stays), key=lambda each: (each.joined_at or _LAST, each.id or ""))
    meeting = read_meeting(participants, {each.peer_id: each.found for each in stays})
    rendered = render_session_quality(
        diagnose_meeting(meeting), SessionFacts(id=session_id), detail, more=_MORE
    )
    return written(rendered.text, rendered.structured, form)


def _read(file: str, label: str) -> _Saved:
    try:
        return _Saved(label, read_report(read_file(file)))
    except RtkError as error:
        return _Saved(label, str(error))


def _require_a_report(saved: Sequence[_Saved]) -> None:
    if any(isinstance(each.found, PeerSignals) for each in saved):
        return
    first = saved[0]
    raise NotAReport(f"No peer report in {count(len(saved), 'file')}. {quote(first.label)}: {first.found}")


def _one_session(saved: Sequence[_Saved]) -> str | None:
    """The session that the reports tell, None when none does."""
    reports = [each for each in saved if isinstance(each.found, PeerSignals)]
    files: dict[str, str] = {}
    for each in reports:
        if each.session_id:
            files.setdefault(each.session_id, each.label)
    if len(files) > 1:
        told = [f"{quote(label)} of {session_id}" for session_id, label in files.items()]
        raise RtkError(f"These are reports of {len(files)} sessions, not of one meeting: {_listed(told)}.")
    untold = sum(each.session_id is None for each in reports)
    if untold and len(reports) > 1:
        complain(f"{untold} of {len(reports)} reports tell no session; all are taken to be of one.")
    return next(iter(files), None)


def _largest_of_each(saved: Sequence[_Saved]) -> list[_Saved]:
    """One file for each stay: a stay's report may have been saved twice, in part or too early."""
    largest: dict[str, _Saved] = {}
    for each in sorted(saved, key=lambda each: -each.size_bytes):
        largest.setdefault(each.peer_id, each)
    left_out = [quote(each.label) for each in saved if largest[each.peer_id] is not each]
    if left_out:
        complain(f"Left out for another report of the same stay, no smaller: {_listed(left_out)}.")
    return list(largest.values())


def _participant(saved: _Saved) -> Participant:
    if isinstance(saved.found, str):
        return Participant(id=saved.peer_id, display_name=saved.label)
    told = saved.found.context.participant
    return Participant(
        id=saved.peer_id,
        user_id=told.user_id,
        custom_participant_id=told.custom_participant_id,
        display_name=told.name or (saved.label if saved.peer_id == saved.label else None),
        joined_at=told.joined_at,
        left_at=told.left_at,
        duration=told.minutes,
    )


def _listed(items: Sequence[str]) -> str:
    more = f" and {len(items) - _MOST_NAMED} more" if len(items) > _MOST_NAMED else ""
    return ", ".join(items[:_MOST_NAMED]) + more


def _told(identifier: str | None) -> str | None:
    return None if identifier in PLACEHOLDERS else identifier
