"""What a chat message says: its text, or what the file or image in it is called, never where that is."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from rtk_mcp.meeting.field_names import plain, plain_name
from rtk_mcp.meeting.records import words
from rtk_mcp.meeting.spoken import MessageKind

_CALLED = ("name", "filename", "originalname", "originalfilename", "title")
_ADDRESS = ("link", "url", "fileurl", "imageurl", "imageuri", "href", "src", "path", "key", "file", "image")
_SAID = ("text", "message", "content", "body", "value")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WITHOUT_PATH = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^/]*/*", re.IGNORECASE)


def kind_of(payload_type: str | None) -> MessageKind:
    """From `TEXT_MESSAGE`, `IMAGE_MESSAGE`, `FILE_MESSAGE` and what else is called like them; no type means text."""
    name = plain_name(payload_type or "") or "text"
    if name.startswith(("text", "chat")) or name == "message":
        return "text"
    return "image" if name.startswith("image") else "file" if name.startswith("file") else "other"


def text_of(kind: MessageKind, payload: Any) -> str:
    """The message's text as it was written; of an image or a file its name; empty: there is none."""
    if kind in {"image", "file"}:
        return _name(payload)
    if isinstance(payload, Mapping):
        return words(_first(plain(payload), _SAID)) or _as_json(payload)
    return words(payload) or ""


def _as_json(payload: Mapping[str, Any]) -> str:
    try:
        return words(json.dumps(payload, ensure_ascii=False)) or ""
    except RecursionError:
        return ""


def _name(payload: Any) -> str:
    if isinstance(payload, str) and payload.lstrip().startswith(("{", "[")):
        try:
            payload = json.loads(payload)
        except (ValueError, RecursionError):
            return ""
    if isinstance(payload, list):
        payload = payload[0] if payload else None
    if isinstance(payload, Mapping):
        inner = plain(payload)
        called = _named_by(words(_first(inner, _CALLED)) or "")
        return called or _named_by(words(_first(inner, _ADDRESS)) or "")
    return _named_by(words(payload) or "")


def _named_by(address: str) -> str:
    """The last part of an address's path; the whole of what is a name already."""
    address = address.strip()
    if _SCHEME.match(address) or "/" in address:
        address = re.split(r"[?#]", address, maxsplit=1)[0]
        if _WITHOUT_PATH.fullmatch(address) or address.lower().startswith("data:"):
            return ""
        address = unquote(address)
    return re.split(r"[/\\]", address.rstrip("/"))[-1].strip()


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((record[name] for name in names if record.get(name)), None)
