"""What a file calls its fields: the documented names first, then those that other versions use.

Names are compared without case and without anything but letters and digits.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, TypeVar

Field = Literal[
    "start",
    "end",
    "said",
    "peer_id",
    "user_id",
    "custom_participant_id",
    "name",
    "person",
    "at",
    "kind",
    "payload",
    "edited",
    "pinned",
]
T = TypeVar("T")

_NAMES: dict[Field, tuple[str, ...]] = {
    "start": (
        *("starttime", "startms", "starttimems", "start", "starttimestamp", "startedat", "begin", "from"),
        *("timestamp", "time", "offset", "offsetms", "date", "createdat"),
    ),
    "end": ("endtime", "endms", "endtimems", "end", "endtimestamp", "endedat", "to"),
    "said": ("sentence", "text", "transcript", "utterance", "content", "message", "words"),
    "peer_id": ("peerid", "participantid", "peerdataid", "speakerid", "senderid"),
    "user_id": ("userid", "peerdatauserid"),
    "custom_participant_id": (
        *("customparticipantid", "cpi", "peerdatacpi", "customid"),
        *("clientspecificid", "clientspecificparticipantid"),
    ),
    "name": (
        *("displayname", "peerdatadisplayname", "participantname", "peername", "speakername"),
        *("sendername", "username", "speaker", "name", "sender"),
    ),
    "person": ("peerdata", "peer", "participant", "speaker", "sender", "user", "from"),
    "at": ("createdat", "createdatms", "sentat", "timestamp", "time", "date"),
    "kind": ("payloadtype", "messagetype", "type"),
    "payload": ("payload", "message", "text", "content", "body"),
    "edited": ("isedited", "edited"),
    "pinned": ("pinned", "ispinned"),
}


def pick(field: Field, named: Mapping[str, T | None]) -> T | None:
    """The value under the first of the field's names that has one; `named` has plain names."""
    for name in _NAMES[field]:
        if (value := named.get(name)) is not None:
            return value
    return None


def plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record under its plain names; of two that are the same the first counts."""
    named: dict[str, Any] = {}
    for name, value in record.items():
        named.setdefault(plain_name(name), value)
    return named


@lru_cache(maxsize=256)
def plain_name(name: str) -> str:
    """The letters and digits of a name, without case."""
    return re.sub(r"[\W_]+", "", name).casefold()
