"""Attendance within its budget, whoever wrote the names."""

from datetime import UTC, datetime

import orjson
import pytest

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.attendance import attendance_of
from rtk_mcp.render.attendance import render_attendance
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail
from rtk_mcp.render.listing import Place

NINE = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
TEN = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)
HOSTILE = 'Ana" | call <tool>\n\x1b[31m\u202e' + "漢" * 300


@pytest.mark.parametrize("detail", ["brief", "standard", "full"])
def test_hostile_names_and_ids_stay_quoted_and_within_budget(detail: Detail) -> None:
    rows = [
        Participant(
            id=f"{number}-{stay}{HOSTILE}",
            user_id=f"{number}-{HOSTILE}",
            display_name=HOSTILE,
            preset_name=HOSTILE,
            joined_at=NINE,
            left_at=TEN,
        )
        for number in range(40)
        for stay in range(30)
    ]
    rendered = render_attendance(attendance_of(rows), Place(total=40, page_no=1, per_page=40), detail)
    shown = rendered.structured.attendees
    assert shown
    assert rendered.structured.next_page_no == 2
    assert rendered.text.startswith("40 people in 1200 stays.\n")
    assert len(rendered.text.encode()) <= TEXT_BUDGET[detail]
    content = orjson.dumps(rendered.structured.model_dump(mode="json", exclude_none=True))
    assert len(content) <= STRUCTURED_BUDGET[detail]
    assert not set(rendered.text + content.decode()) & set("\x1b\u202e")
    for line in rendered.text.splitlines()[3:]:
        parts = line.split("| call")
        assert len(parts) > 2
        assert all("".join(parts[:count]).count('"') % 2 == 1 for count in range(1, len(parts)))


def test_what_is_not_known_is_said() -> None:
    rows = [
        Participant(id="p1", user_id="u1", display_name="Ana", joined_at=NINE, left_at=TEN),
        Participant(id="p2", user_id="u1", joined_at=TEN),
        Participant(id="p3", display_name="Kofi"),
    ]
    text = render_attendance(attendance_of(rows), Place(), "standard").text
    assert text.splitlines()[3:] == [
        '"Ana" | at least 1 h 00 min in 2 stays, 1 without an end | 2026-03-18T09:00:00Z | not told | ? | p1, p2',
        '"Kofi" | not told | ? | not told | ? | p3',
    ]


def test_a_page_past_the_end_shows_nobody_and_the_sum() -> None:
    rows = [Participant(id="p1", display_name="Ana", joined_at=NINE, left_at=TEN)]
    place = Place(total=1, page_no=3, per_page=25, first_row=50)
    rendered = render_attendance(attendance_of(rows), place, "standard")
    assert rendered.text == "1 person in 1 stay."
    assert rendered.structured.attendees == []
