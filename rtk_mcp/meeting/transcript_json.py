"""A transcript as a JSON list of `{startTime, endTime, sentence, peerData}`, times in milliseconds."""

from collections.abc import Mapping
from typing import Any

import msgspec

from rtk_mcp.meeting.field_names import pick, plain
from rtk_mcp.meeting.gathering import gather
from rtk_mcp.meeting.moments import LONGEST_SESSION_S, seconds
from rtk_mcp.meeting.naming import identity, identity_in
from rtk_mcp.meeting.records import records, words
from rtk_mcp.meeting.spoken import Identity, Transcript


class _Said(msgspec.Struct, gc=False):
    startTime: float  # noqa: N815 - the wire's name
    sentence: str
    peerData: msgspec.Raw  # noqa: N815
    endTime: float | None = None  # noqa: N815


class _Peer(msgspec.Struct, gc=False):
    id: str | None = None
    userId: str | None = None  # noqa: N815
    cpi: str | None = None
    displayName: str | None = None  # noqa: N815


_rows = msgspec.json.Decoder(list[_Said])
_peer = msgspec.json.Decoder(_Peer)


def read_json(text: str) -> Transcript:
    """What was said: the documented form in one step, any other record by record."""
    try:
        return _documented(text)
    except (ValueError, msgspec.MsgspecError, RecursionError):
        return _any_form(records(text))


def _documented(text: str) -> Transcript:
    """See the module.

    Raises:
        ValueError, msgspec.MsgspecError: it is of another form, if only in one place.
    """
    said = _rows.decode(text)
    starts = [each.startTime for each in said]
    if not all(0 <= start <= LONGEST_SESSION_S * 1000 for start in starts):
        raise ValueError
    return gather(
        [start / 1000 for start in starts],
        [None if each.endTime is None else each.endTime / 1000 for each in said],
        [bytes(each.peerData) for each in said],
        [each.sentence for each in said],
        _identity,
    )


def _identity(peer_data: bytes) -> Identity:
    peer = _peer.decode(peer_data)
    return identity(peer.id, peer.userId, peer.cpi, peer.displayName)


def _any_form(found: list[Any]) -> Transcript:
    said = [read for read in map(_utterance, found) if read is not None]
    starts, ends, whose, texts = zip(*said, strict=True) if said else ((), (), (), ())
    return gather(starts, ends, whose, texts, lambda who: who, len(found) - len(said))


def _utterance(record: Any) -> tuple[float | None, float | None, Identity, str] | None:
    if not isinstance(record, Mapping):
        return None
    named = plain(record)
    text = words(pick("said", named))
    if text is None:
        return None
    return seconds(pick("start", named)), seconds(pick("end", named)), identity_in(named), text
