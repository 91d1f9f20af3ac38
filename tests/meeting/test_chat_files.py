"""A chat comes out the same, whatever form its file has."""

from datetime import UTC, datetime

import pytest

from rtk_mcp.meeting.chat_files import read_chat
from rtk_mcp.meeting.spoken import Chat, Identity, Message
from tests.meeting.forms import CHAT, CHAT_HEADER, CHATS, table

ANA, BO = Identity(peer_id="a1-peer", name="Ana"), Identity(peer_id="b2-peer", name="Bo")
MESSAGES = (
    Message(ANA, datetime(2026, 5, 4, 10, 0, 1, 500_000, UTC), "text", "one, two\nthree", pinned=True),
    Message(BO, datetime(2026, 5, 4, 10, 0, 2, tzinfo=UTC), "file", "my plan.pdf", edited=True),
    Message(BO, datetime(2026, 5, 4, 10, 0, 3, tzinfo=UTC), "image", "cat.png"),
)


@pytest.mark.parametrize("form", CHATS)
def test_forms(form: str) -> None:
    assert read_chat(CHATS[form].encode()) == Chat(MESSAGES)


@pytest.mark.parametrize("content", [b"", b"\n", b"[]", ",".join(CHAT_HEADER).encode()])
def test_nothing_written(content: bytes) -> None:
    assert read_chat(content) == Chat()


@pytest.mark.parametrize("content", [b"<Error/>", b"{}", b"{", b"\x89PNG\r\n\x00", b"[1]"])
def test_what_is_no_chat(content: bytes) -> None:
    read = read_chat(content)
    assert read.messages == ()
    assert read.unreadable > 0


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        ("https://h.example/a/b%20c.pdf?X-Amz-Signature=s#x", "b c.pdf"),
        ('{"name": "deck.key", "link": "https://h.example/1?k=s"}', "deck.key"),
        ('{"link": "https://h.example/up%2Fdeck.key?k=s"}', "deck.key"),
        ("plan #3?.pdf", "plan #3?.pdf"),
        ("https://h.example", ""),
        ("https://h.example/?k=s", ""),
        ("data:image/png;base64,AAAA", ""),
        ("C:\\files\\plan.pdf", "plan.pdf"),
    ],
)
def test_a_file_is_named_and_never_its_address(payload: str, name: str) -> None:
    row = [*CHAT[1][:8], payload, CHAT[1][9]]
    assert [each.text for each in read_chat(table([CHAT_HEADER, row]).encode()).messages] == [name]


def test_a_message_without_a_time_stays_behind_the_one_before_it() -> None:
    def row(text: str, at: str) -> list[str]:
        return [*CHAT[0][:8], text, at]

    rows = [row("late", "2026-05-04T11:00:00Z"), row("its answer", "?"), row("early", "2026-05-04T10:00:00Z")]
    read = read_chat(table([CHAT_HEADER, *rows]).encode())
    assert [each.text for each in read.messages] == ["early", "late", "its answer"]


def test_a_stray_quote_costs_no_message() -> None:
    content = table([CHAT_HEADER, *CHAT]).replace('"one, two\nthree"', '"one "two')
    assert len(read_chat(content.encode()).messages) == 3
