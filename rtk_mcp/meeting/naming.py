"""Whom a row of a file names.

The service sometimes writes the literals `TEST`, `unique_id` and `user_id` in place of a speaker's name and ids.
"""

from collections.abc import Mapping
from typing import Any

from rtk_mcp.meeting.field_names import pick, plain
from rtk_mcp.meeting.records import words
from rtk_mcp.meeting.spoken import PLACEHOLDERS, Identity


def identity(*given: str | None) -> Identity:
    """Of peer id, user id, custom participant id and name, as written."""
    return Identity(
        *(None if text is None or text.strip() in PLACEHOLDERS else text.strip() for text in given)
    )


def identity_in(named: Mapping[str, Any]) -> Identity:
    """Of a record under plain names: what it says itself, and the person object within it."""
    person = pick("person", {name: value for name, value in named.items() if isinstance(value, dict)})
    inner = plain(person) if person else {}
    flat = {name: words(value) for name, value in {**named, **inner}.items()}
    return identity(
        pick("peer_id", flat) or words(inner.get("id")),
        pick("user_id", flat),
        pick("custom_participant_id", flat),
        pick("name", flat),
    )
