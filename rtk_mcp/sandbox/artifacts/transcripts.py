"""A session's transcript in the four formats, and CSV in its older layout and with a header too.

What a header says is a guess: none has been seen in either layout.
"""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from rtk_mcp.sandbox.simulation.plan import Person
from rtk_mcp.sandbox.times import iso
from rtk_mcp.sandbox.world.model import Session, TranscriptKept, Utterance

Speakers = Mapping[str, Mapping[str, Any]]
"""By peer id, what the JSON says of a speaker."""

_JUNK_PEER = {"id": "TEST", "userId": "user_id", "displayName": "TEST", "cpi": "unique_id"}
_HEADER = ("startTime", "participantId", "userId", "customParticipantId", "displayName", "transcript")
_LEGACY_HEADER = ("Timestamp", "Participant ID", "User ID", "Custom Participant ID", "Name", "Transcription")
_ERROR_PAGE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InternalError</Code>'
    "<Message>We encountered an internal error. Please try again.</Message></Error>"
)
_HOUR_S, _MINUTE_S = 3_600, 60


def transcript_file(session: Session, extension: str) -> str:
    """The transcript as `csv`, `json`, `srt` or `vtt`, or what is there instead of it."""
    if session.kept.transcript is TranscriptKept.EMPTY_FILE:
        return ""
    if session.kept.transcript is TranscriptKept.DAMAGED:
        return _ERROR_PAGE
    speakers = {person.peer_id: _peer_data(session, person) for person in session.people}
    return {"csv": _csv, "json": _json, "srt": _srt, "vtt": _vtt}[extension](session, speakers)


def _csv(session: Session, speakers: Speakers) -> str:
    """Everything quoted: time, ids, name, text. Without a header, and in milliseconds, where it is not of old."""
    kept = session.kept.transcript
    legacy = kept in {TranscriptKept.LEGACY_CSV, TranscriptKept.LEGACY_HEADER_CSV}
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    if kept in {TranscriptKept.HEADER_CSV, TranscriptKept.LEGACY_HEADER_CSV}:
        writer.writerow(_LEGACY_HEADER if legacy else _HEADER)
    for said in session.utterances:
        who = speakers[said.peer_id]
        time = iso(session.at(said.start_ms / 1000)) if legacy else str(said.start_ms)
        writer.writerow((time, who["id"], who["userId"], who["cpi"], who["displayName"], said.text))
    return out.getvalue()


def _json(session: Session, speakers: Speakers) -> str:
    entries = [
        {
            "startTime": said.start_ms,
            "endTime": said.end_ms,
            "sentence": said.text,
            "peerData": speakers[said.peer_id],
        }
        for said in session.utterances
    ]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def _srt(session: Session, speakers: Speakers) -> str:
    return "".join(
        f"{number}\n{_cue(said, speakers, ',')}" for number, said in enumerate(session.utterances, start=1)
    )


def _vtt(session: Session, speakers: Speakers) -> str:
    return "WEBVTT\n\n" + "".join(_cue(said, speakers, ".") for said in session.utterances)


def _cue(said: Utterance, speakers: Speakers, decimal_mark: str) -> str:
    times = f"{_clock(said.start_ms, decimal_mark)} --> {_clock(said.end_ms, decimal_mark)}"
    return f"{times}\n{speakers[said.peer_id]['displayName']}: {said.text}\n\n"


def _peer_data(session: Session, person: Person) -> dict[str, Any]:
    left_at = None if person.leaves_s is None else iso(session.at(person.leaves_s))
    data: dict[str, Any] = {"joinedAt": iso(session.at(person.joins_s)), "leftAt": left_at}
    if session.kept.transcript is TranscriptKept.JUNK_SPEAKERS:
        return data | _JUNK_PEER
    return data | {
        "id": person.peer_id,
        "userId": person.user_id,
        "displayName": person.name,
        "cpi": person.custom_participant_id,
    }


def _clock(milliseconds: int, decimal_mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1_000)
    minutes, seconds = divmod(seconds, _MINUTE_S)
    hours, minutes = divmod(minutes, _HOUR_S // _MINUTE_S)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{decimal_mark}{rest:03d}"
