"""Twelve thousand broken files: each gives content or an empty result, never an exception."""

import math
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rtk_mcp.meeting.chat_files import read_chat
from rtk_mcp.meeting.spoken import Chat, Transcript
from rtk_mcp.meeting.summary_sections import sections_of
from rtk_mcp.meeting.transcript_files import read_transcript
from tests.meeting.forms import CHATS, TRANSCRIPTS

ROUNDS = 12_000
PER_EXAMPLE = 60
FILES = [
    form.encode(encoding)
    for form in (*TRANSCRIPTS.values(), *CHATS.values())
    for encoding in ("utf-8", "utf-16")
]
BITS = [
    b"", b"\x00", b"\xff", b'"', b'""', b'","', b"\n", b"\r", b",", b";", b"{", b"}", b"[", b"]", b":", b"\\", b"-->",
    b"\n\n", b"NaN", b"-1", b"1e999", b"9" * 400, b"null", b"true", b"<v ", b"WEBVTT", b"\\ud800", b"\xe2\x80\xae",
    b"\xc3", b"TEST", b"0001-01-01T00:00:00+14:00", b"text,time\n", b"payload,createdAt\n",
]  # fmt: skip


def mutated(random: Random) -> bytes:
    content = random.choice(FILES)
    for _ in range(random.randint(1, 6)):
        start = random.randrange(len(content) + 1)
        end = min(len(content), start + random.choice([1, 2, 7, 40]))
        match random.randrange(6):
            case 0:
                content = content[:start] + bytes([random.randrange(256)]) + content[start + 1 :]
            case 1:
                content = content[:start] + content[end:]
            case 2:
                content = content[:end] + content[start:]
            case 3:
                content = content[:start] + random.choice(BITS) + content[end:]
            case 4:
                content = content[:start] + random.choice(BITS) + content[start:]
            case 5:
                separator = random.choice([b",", b"\n", b":", b'"'])
                parts = content.split(separator)
                random.shuffle(parts)
                content = separator.join(parts)
    return content[: random.randrange(len(content) + 1)] if random.random() < 0.2 else content


def check_transcript(read: Transcript, content: bytes) -> None:
    starts = [each.start_s for each in read.utterances]
    assert starts == sorted(starts)
    for start_s, end_s, speaker, text in read.utterances:
        assert math.isfinite(start_s)
        assert start_s >= 0
        assert (start_s > 900_000_000) is (read.clock == "world")
        assert end_s is None or start_s <= end_s < math.inf
        assert 0 <= speaker < len(read.speakers)
        assert text.strip()
        text.encode()
    assert {each.speaker for each in read.utterances} == set(range(len(read.speakers)))
    assert len(set(read.speakers)) == len(read.speakers)
    assert read.unreadable >= 0
    for who in read.speakers:
        assert "TEST" not in (who.peer_id, who.user_id, who.custom_participant_id, who.name)


def check_chat(read: Chat) -> None:
    times = [message.at for message in read.messages if message.at is not None]
    assert times == sorted(times)
    assert read.unreadable >= 0
    for message in read.messages:
        message.text.encode()
        assert message.text.strip() or message.kind != "text"
        assert message.kind not in {"image", "file"} or "/" not in message.text


@settings(max_examples=ROUNDS // PER_EXAMPLE, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**40))
def test_any_mutation_is_read(seed: int) -> None:
    random = Random(seed)
    for _ in range(PER_EXAMPLE):
        content = mutated(random)
        check_transcript(read_transcript(content), content)
        check_chat(read_chat(content))
        sections_of(content.decode("utf-8", "replace"))


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet='"[]{},:;->\n\t \ud83d0123456789TaZ#*_', max_size=200))
def test_anything_at_all_is_read(anything: bytes | str) -> None:
    content = anything.encode("utf-8", "replace") if isinstance(anything, str) else anything
    check_transcript(read_transcript(content), content)
    check_chat(read_chat(content))
    sections_of(content.decode("utf-8", "replace"))


def test_long_runs_take_no_longer_than_their_length() -> None:
    for bit in (
        "-",
        " ",
        "<v ",
        "<",
        "{",
        '"',
        '","',
        "x: ",
        "a ",
        "# ",
        "\n",
        "1\n",
        "00:00 --> ",
        '{"a":"',
        "**",
        "- ",
    ):
        for before in (
            "",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n",
            "x",
            "# x\n- no ",
            "time,text\n",
            '[{"a": "',
        ):
            content = (before + bit * (100_000 // len(bit))).encode()
            check_transcript(read_transcript(content), content)
            check_chat(read_chat(content))
            sections_of(content.decode())
