"""Text in pieces: every piece within its budget, all of them together the whole."""

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtk_mcp.meeting.absence import Absence
from rtk_mcp.meeting.artifacts import Artifact
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail
from rtk_mcp.render.content import render_content
from rtk_mcp.render.untrusted import clean_block

SESSION = "813432c7-3c5a-45e2-9acf-eef7061c7584"
DETAILS: tuple[Detail, ...] = ("brief", "standard", "full")


def pieces(text: str, detail: Detail) -> list[str]:
    """Every piece, each checked against its budget."""
    artifact = Artifact("transcript", text=text)
    found: list[str] = []
    cursor = None
    while True:
        rendered = render_content(artifact, session_id=SESSION, form="CSV", cursor=cursor, detail=detail)
        assert len(rendered.text.encode()) <= TEXT_BUDGET[detail]
        content = rendered.structured.model_dump(mode="json", exclude_none=True)
        assert len(orjson.dumps(content)) <= STRUCTURED_BUDGET[detail]
        assert rendered.structured.text in rendered.text
        found.append(rendered.structured.text)
        cursor = rendered.structured.next_cursor
        if cursor is None:
            return found
        assert found[-1]


@settings(max_examples=60, deadline=None)
@given(
    line=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60),
    repeats=st.integers(1, 300),
    detail=st.sampled_from(DETAILS),
)
def test_the_pieces_join_to_the_clean_whole(line: str, repeats: int, detail: Detail) -> None:
    text = f"{line}\n" * repeats + "end"
    assert "".join(pieces(text, detail)) == clean_block(text)


@pytest.mark.parametrize(
    "text", ['"' * 9_000, "\\" * 9_000, "é" * 9_000, "漢" * 9_000, "👩‍💻" * 3_000, "\n" * 9_000 + "x"]
)
def test_text_that_json_inflates_still_fits(text: str) -> None:
    assert "".join(pieces(text, "brief")) == clean_block(text)


def test_a_piece_ends_at_a_line_where_one_is_near() -> None:
    first, *_ = pieces("a line of the transcript\n" * 500, "brief")
    assert first.endswith("\n")


def test_no_content_is_empty_text_with_the_reason_in_both_channels() -> None:
    artifact = Artifact("chat", absence=Absence.NO_MESSAGES, reason="Nobody wrote.")
    rendered = render_content(artifact, session_id=SESSION, form=None, cursor=None, detail="brief")
    assert rendered.text == "No chat: Nobody wrote."
    assert rendered.structured.model_dump(exclude_none=True) == {
        "session_id": SESSION,
        "kind": "chat",
        "text": "",
        "total_chars": 0,
        "reason": "Nobody wrote.",
        "reason_code": "no_messages",
    }
