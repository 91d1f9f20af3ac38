"""A chat from whatever form its file has: CSV, with or without a header, or JSON."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rtk_mcp.meeting.chat_payloads import kind_of, text_of
from rtk_mcp.meeting.encoding import decode
from rtk_mcp.meeting.field_names import pick, plain, plain_name
from rtk_mcp.meeting.moments import moment
from rtk_mcp.meeting.naming import identity_in
from rtk_mcp.meeting.records import records, words
from rtk_mcp.meeting.spoken import Chat, Message
from rtk_mcp.meeting.tables import fitted, is_blank, read_table

_USUAL = (
    *("id", "participantid", "sessionid", "meetingid", "displayname"),
    *("pinned", "isedited", "payloadtype", "payload", "createdat"),
)
_YES = frozenset(("true", "1", "yes"))
_FIRST_CELLS = re.compile(r'^[ ]*"?([^",;\t\n]+)"?[,;\t]', re.MULTILINE)
_HEAD_CHARS = 10_000
_FIRST_OF_ALL = datetime.min.replace(tzinfo=UTC)


def read_chat(content: bytes) -> Chat:
    """The messages of a chat file in any encoding; the content alone tells its form.

    Never fails: what is no chat has no messages and, unless it is blank, `unreadable` rows. A message whose time
    cannot be read stays behind the one that it follows in the file.
    """
    text = decode(content).replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff \n")
    if not text:
        return Chat()
    if text[0] in "[{":
        return _chat([plain(each) if isinstance(each, Mapping) else None for each in records(text)])
    return read_table(text, _beginning(text), _of_rows, lambda chat: len(chat.messages))


def _beginning(text: str) -> re.Pattern[str]:
    """How rows begin: with a cell of the form of the first one's, which is an id."""
    first = next(
        (cell for cell in _FIRST_CELLS.findall(text[:_HEAD_CHARS]) if plain_name(cell) not in _USUAL), ""
    )
    return re.compile(
        rf'^[ ]*"?{re.sub("[A-Za-z0-9]+", "[A-Za-z0-9]+", re.escape(first))}"?[,;\t]', re.MULTILINE
    )


def _of_rows(rows: list[list[str]], delimiter: str) -> Chat:
    names = tuple(map(plain_name, rows[0])) if rows else ()
    places = {name: at for at, name in enumerate(names)}
    has_header = pick("payload", places) is not None and pick("at", places) is not None
    if not has_header:
        names, places = _USUAL, {name: at for at, name in enumerate(_USUAL)}
    loose = pick("payload", places) or 0
    fitting = (fitted(row, len(names), loose, delimiter) for row in rows[has_header:] if not is_blank(row))
    return _chat([None if row is None else dict(zip(names, row, strict=True)) for row in fitting])


def _chat(found: Sequence[Mapping[str, Any] | None]) -> Chat:
    """Of records under plain names; None is a row that is none."""
    messages = [message for each in found if each is not None and (message := _message(each)) is not None]
    last = _FIRST_OF_ALL
    places = [last := message.at or last for message in messages]
    order = sorted(range(len(messages)), key=places.__getitem__)
    return Chat(tuple(messages[at] for at in order), len(found) - len(messages))


def _message(named: Mapping[str, Any]) -> Message | None:
    payload, at = pick("payload", named), moment(pick("at", named))
    payload_type = words(pick("kind", named))
    kind = kind_of(payload_type)
    text = text_of(kind, payload)
    is_typed = payload_type is not None and (kind != "other" or payload_type.upper().endswith("_MESSAGE"))
    if (at is None and not is_typed) or payload is None or (kind == "text" and not text.strip()):
        return None
    return Message(
        identity_in(named), at, kind, text, _is_yes(pick("edited", named)), _is_yes(pick("pinned", named))
    )


def _is_yes(value: Any) -> bool:
    return str(value).strip().lower() in _YES
