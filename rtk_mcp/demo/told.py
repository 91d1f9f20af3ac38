"""What an assistant would tell a person of a listing: the structured content in a few aligned words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any


def sessions(answer: dict[str, Any]) -> list[str]:
    """One line per session: when, how long, how many people, what it was called."""
    return aligned(
        [
            (
                _moment(session.get("started_at"), "%a %d %b %H:%M"),
                "live now" if session.get("status") == "LIVE" else f"{session.get('length_min', 0):.0f} min",
                f"{session.get('max_concurrent_participants', '?')} people",
                session.get("title") or "untitled",
            )
            for session in answer["sessions"]
        ]
    )


def participants(answer: dict[str, Any]) -> list[str]:
    """One line per stay: who, from when, how long."""
    return aligned(
        [
            (
                person.get("name") or "unnamed",
                f"joined {_moment(person.get('joined_at'), '%H:%M')}",
                f"stayed {person.get('duration_min', 0):.0f} min",
            )
            for person in answer["participants"]
        ]
    )


def aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """The rows with their columns padded to one width."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _moment(time: str | None, form: str) -> str:
    return datetime.fromisoformat(time).strftime(form) if time else "?"
