"""A session's transcript in the four formats, and CSV in its older layout too."""

import csv
import io
import json
from typing import Any

from rtk_mcp.sandbox.simulation.plan import Person
from rtk_mcp.sandbox.times import iso
from rtk_mcp.sandbox.world.model import Session, TranscriptKept, Utterance

_JUNK_PEER = {"id": "TEST", "userId": "user_id", "displayName": "TEST", "cpi": "unique_id"}
_HOUR_S, _MINUTE_S = 3_600, 60


def transcript_file(session: Session, extension: str) -> str:
    """The transcript as `csv`, `json`, `srt` or `vtt`."""
    if extension == "csv" and session.kept.transcript is TranscriptKept.LEGACY_CSV:
        return _legacy_csv(session)
    return {"csv": _csv, "json": _json, "srt": _srt, "vtt": _vtt}[extension](session)


def _csv(session: Session) -> str:
    """No header, everything quoted: start in milliseconds, ids, name, text."""
    return _rows([str(said.start_ms), *_identity(session, said), said.text] for said in session.utterances)


def _legacy_csv(session: Session) -> str:
    """As before 2024: the time is an ISO time."""
    return _rows(
        [
            iso(session.at(said.start_ms / 1000)),
            *_identity(session, said),
            said.text,
        ]
        for said in session.utterances
    )


def _json(session: Session) -> str:
    entries = [
        {
            "startTime": said.start_ms,
            "endTime": said.end_ms,
            "sentence": said.text,
            "peerData": _peer_data(session, said),
        }
        for said in session.utterances
    ]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def _srt(session: Session) -> str:
    return "".join(
        f"{number}\n{_clock(said.start_ms, ',')} --> {_clock(said.end_ms, ',')}\n{_cue(session, said)}\n\n"
        for number, said in enumerate(session.utterances, start=1)
    )


def _vtt(session: Session) -> str:
    return "WEBVTT\n\n" + "".join(
        f"{_clock(said.start_ms, '.')} --> {_clock(said.end_ms, '.')}\n{_cue(session, said)}\n\n"
        for said in session.utterances
    )


def _cue(session: Session, said: Utterance) -> str:
    return f"{_identity(session, said)[-1]}: {said.text}"


def _identity(session: Session, said: Utterance) -> list[str]:
    """Peer id, user id, custom participant id and name."""
    data = _peer_data(session, said)
    return [data["id"], data["userId"], data["cpi"], data["displayName"]]


def _peer_data(session: Session, said: Utterance) -> dict[str, Any]:
    person = _speaker(session, said)
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


def _speaker(session: Session, said: Utterance) -> Person:
    return next(person for person in session.people if person.peer_id == said.peer_id)


def _rows(rows: Any) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _clock(milliseconds: int, decimal_mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1_000)
    minutes, seconds = divmod(seconds, _MINUTE_S)
    hours, minutes = divmod(minutes, _HOUR_S // _MINUTE_S)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{decimal_mark}{rest:03d}"
