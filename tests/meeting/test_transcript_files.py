"""A transcript comes out the same, whatever form its file has."""

import json

import pytest

from rtk_mcp.meeting.spoken import Identity, Transcript, Utterance
from rtk_mcp.meeting.transcript_files import read_transcript
from tests.meeting.forms import (
    ANA,
    BO,
    NAMES_ONLY,
    OF_THE_WORLD,
    RECORDS,
    ROWS,
    SAID,
    TRANSCRIPTS,
    WITH_IDS,
    table,
)

START_S = 1_777_888_800.0
"""2026-05-04T10:00:00Z."""


def told(transcript: Transcript) -> list[tuple[float, str | None, str]]:
    return [
        (each.start_s, transcript.speakers[each.speaker].name, each.text) for each in transcript.utterances
    ]


@pytest.mark.parametrize("form", WITH_IDS)
def test_forms_with_ids(form: str) -> None:
    read = read_transcript(WITH_IDS[form].encode())
    assert read.speakers == (Identity(*ANA), Identity(*BO))
    has_ends = form.startswith("json")
    assert read.utterances == tuple(
        Utterance(start / 1000, end / 1000 if has_ends else None, int(who is BO), text)
        for start, end, who, text in SAID
    )
    assert (read.clock, read.unreadable) == ("session", 0)


@pytest.mark.parametrize("form", OF_THE_WORLD)
def test_forms_with_the_time_of_day(form: str) -> None:
    read = read_transcript(OF_THE_WORLD[form].encode())
    assert read.clock == "world"
    assert read.speakers == (Identity(*ANA), Identity(*BO))
    starts = [each.start_s for each in read.utterances]
    assert starts == pytest.approx([START_S + start / 1000 for start, *_ in SAID])
    assert [said for _, *said in told(read)] == [[who[3], text] for _, _, who, text in SAID]
    assert read.unreadable == 0


@pytest.mark.parametrize("form", NAMES_ONLY)
def test_subtitles(form: str) -> None:
    read = read_transcript(NAMES_ONLY[form].encode())
    assert read.speakers == (Identity(name="Ana"), Identity(name="Bo"))
    assert told(read) == [(start / 1000, who[3], text) for start, _, who, text in SAID]
    assert [each.end_s for each in read.utterances] == [end / 1000 for _, end, _, _ in SAID]
    assert (read.clock, read.unreadable) == ("session", 0)


@pytest.mark.parametrize("form", TRANSCRIPTS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_and_line_ends(form: str, encoding: str) -> None:
    text = TRANSCRIPTS[form]
    assert read_transcript(text.replace("\n", "\r\n").encode(encoding)) == read_transcript(text.encode())


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", b"[]", b'{"data": []}', b"WEBVTT\n", b"WEBVTT"]
)
def test_nothing_said(content: bytes) -> None:
    assert read_transcript(content) == Transcript()


@pytest.mark.parametrize(
    "content",
    [
        b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", b'{"success": false}', b"{", b"[", b"[1, 2]",
        b"Dear all,\nthe meeting: went well.", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\x00", b"[" * 100_000,
        b'[{"a":' * 50_000, b"x" * 200_000, b"WEBVTT\n\nAna: hello",
    ],
)  # fmt: skip
def test_what_is_no_transcript(content: bytes) -> None:
    read = read_transcript(content)
    assert read.utterances == ()
    assert read.unreadable > 0


def test_placeholders_are_nobody() -> None:
    junk = ("TEST", "user_id", "unique_id", "TEST")
    content = table(
        [(1_000, *junk, "Hello"), (2_000, *junk, "Hi"), (3_000, "p", "user_id", "unique_id", "Ana", "Yes")]
    )
    read = read_transcript(content.encode())
    assert read.speakers == (Identity(), Identity(peer_id="p", name="Ana"))
    assert [each.speaker for each in read.utterances] == [0, 0, 1]
    assert read_transcript(b"1\n00:00:01,000 --> 00:00:02,000\nTEST: Hello\n").speakers == (Identity(),)


def test_the_same_name_with_another_id_is_another_speaker() -> None:
    read = read_transcript(table([ROWS[0], (2_000, "c3-peer", *ROWS[0][2:])]).encode())
    assert [who.peer_id for who in read.speakers] == ["a1-peer", "c3-peer"]


def test_utterances_are_in_order_and_those_of_one_time_stay_as_they_were() -> None:
    rows = [(2_000, *BO, "last"), (1_000, *BO, "first"), (2_000, *ANA, "very last"), (1_500, *ANA, "second")]
    read = read_transcript(table(rows).encode())
    assert [each.text for each in read.utterances] == ["first", "second", "last", "very last"]
    assert [read.speakers[each.speaker].name for each in read.utterances] == ["Bo", "Ana", "Bo", "Ana"]


@pytest.mark.parametrize(
    "time", ["", "NaN", "inf", "-1e300", "1e300", "-3600000", "soon", "5000000000", "9" * 5_000]
)
def test_a_row_without_a_time_is_counted(time: str) -> None:
    read = read_transcript(table([*ROWS, (time, *ANA, "When?")]).encode())
    assert (len(read.utterances), read.unreadable) == (3, 1)
    records = [*RECORDS, {**RECORDS[0], "startTime": time}]
    read = read_transcript(json.dumps(records).encode())
    assert (len(read.utterances), read.unreadable) == (3, 1)


def test_times_of_two_clocks_are_not_mixed() -> None:
    read = read_transcript(table([*ROWS, ("2026-05-04T10:00:00Z", *ANA, "Now")]).encode())
    assert (read.clock, len(read.utterances), read.unreadable) == ("session", 3, 1)


@pytest.mark.parametrize(
    ("end", "expected"), [(None, None), (500, None), ("x", None), (1e300, None), ("2500", 2.5), (1_000, 1.0)]
)
def test_an_end_that_cannot_be_is_none(end: object, expected: float | None) -> None:
    read = read_transcript(json.dumps([{**RECORDS[0], "endTime": end}]).encode())
    assert [each.end_s for each in read.utterances] == [expected]


def test_nobody_said_anything_in_a_blank_row() -> None:
    read = read_transcript(table([*ROWS, (9_000, *ANA, "  "), ("",) * 6]).encode())
    assert (len(read.utterances), read.unreadable) == (3, 0)


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ('"1000","p","u","c","Ana","She said "well, yes" to me"', 'She said "well, yes" to me'),
        ('"1000","p","u","c","Ana","She said ""well, yes"" to me"', 'She said "well, yes" to me'),
        ('"1000","p","u","c","Ana","no end', "no end"),
        ('1000,p,u,c,Ana,"no end', "no end"),
        ("1000,p,u,c,Ana,one, two, three", "one, two, three"),
        ('"1000","p","u","c","Ana","two\nlines"', "two\nlines"),
        ("1000,p,u,c,Ana,two\nlines", "two\nlines"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("next_row", ['"2000","p2","u2","c2","Bo","Fine"', "2000,p2,u2,c2,Bo,Fine"])
def test_odd_quotes_lose_nothing(said: str, read_as: str, next_row: str) -> None:
    read = read_transcript(f"{next_row.replace('2000', '500')}\n{said}\n{next_row}\n{next_row}\n".encode())
    assert told(read) == [
        (0.5, "Bo", "Fine"),
        (1.0, "Ana", read_as),
        (2.0, "Bo", "Fine"),
        (2.0, "Bo", "Fine"),
    ]
    assert read.unreadable == 0


def test_a_cut_file_gives_what_is_whole() -> None:
    for form in ("csv", "json", "json, unescaped and compact", "json in an envelope"):
        content = WITH_IDS[form].encode()
        cut = read_transcript(content[: content.rindex(b"user_id")])
        assert len(cut.utterances) >= 2, form
        assert cut.utterances[:2] == read_transcript(content).utterances[:2]
        assert len(cut.utterances) + cut.unreadable == 3, form


def test_halves_of_surrogate_pairs_can_be_written_again() -> None:
    read = read_transcript(
        rb'[{"startTime": 1, "sentence": "a \ud83d b \ud83d\udc4b", "peerData": {"displayName": "\udc00"}}]'
    )
    assert read.utterances[0].text == "a \ufffd b 👋"
    assert read.speakers[0].name == "\ufffd"


def cues(*texts: str) -> bytes:
    return "".join(
        f"{n}\n00:00:{n:02d},000 --> 00:00:{n:02d},900\n{text}\n\n" for n, text in enumerate(texts, 1)
    ).encode()


def test_a_colon_in_a_sentence_is_no_name() -> None:
    read = read_transcript(cues("So we said this", "and then: nothing", "Remember: call", "that is all"))
    assert read.speakers == (Identity(),)
    assert [each.text for each in read.utterances][1:3] == ["and then: nothing", "Remember: call"]


def test_a_cue_of_two_voices_is_two_utterances() -> None:
    read = read_transcript(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hi &amp; bye</v>\n<v Bo>Yes</v>\n")
    assert told(read) == [(1.0, "Ana", "Hi & bye"), (1.0, "Bo", "Yes")]


def test_a_cue_with_damaged_times_is_not_said_by_the_one_before() -> None:
    read = read_transcript(cues("Ana: Hi", "Bo: No", "Ana: Bye").replace(b"00:00:02,000", b"00:xx:02,000"))
    assert (told(read), read.unreadable) == ([(1.0, "Ana", "Hi"), (3.0, "Ana", "Bye")], 1)
