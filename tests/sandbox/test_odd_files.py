"""Layouts seldom seen, scripts and signs that trip readers up, and files that are empty, damaged, late or gone."""

import csv
import io
import json

import httpx
import pytest

from tests.sandbox.conftest import Kit

pytestmark = pytest.mark.anyio

LAYOUTS = ("CSV", "JSON", "SRT", "VTT")
CHAT_COLUMNS = [
    *("id", "participantId", "sessionId", "meetingId", "displayName"),
    *("pinned", "isEdited", "payloadType", "payload", "createdAt"),
]


async def transcript(kit: Kit, key: str, layout: str = "CSV") -> httpx.Response:
    data = await kit.of(key, "/transcript", format=layout)
    return await kit.files.get(data["transcript_download_url"])


async def chat(kit: Kit, key: str) -> httpx.Response:
    return await kit.files.get((await kit.of(key, "/chat"))["chat_download_url"])


async def rows(kit: Kit, key: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((await transcript(kit, key)).text, newline="")))


@pytest.mark.parametrize(
    ("key", "first_column", "first_time"),
    [("interviews", "startTime", "20000"), ("release-notes", "Timestamp", "2026-03-05T10:00:20.000Z")],
)
async def test_a_csv_can_begin_with_a_header(kit: Kit, key: str, first_column: str, first_time: str) -> None:
    header, first, *_ = await rows(kit, key)
    assert (header[0], first[0]) == (first_column, first_time)
    assert len(header) == len(first) == 6


async def test_only_the_csv_has_a_header(kit: Kit) -> None:
    entries = (await transcript(kit, "release-notes", "JSON")).json()
    assert entries[0]["sentence"] == "The release notes. What comes first?"
    assert (await transcript(kit, "release-notes", "VTT")).text.startswith("WEBVTT\n\n00:00:20.000")


@pytest.mark.parametrize("layout", LAYOUTS)
async def test_an_empty_file_of_its_own_has_no_bytes_in_any_layout(kit: Kit, layout: str) -> None:
    url = (await kit.of("vendor-call", "/transcript", format=layout))["transcript_download_url"]
    assert f"/{kit.session('vendor-call').id}/transcript.{layout.lower()}?" in url
    assert (await transcript(kit, "vendor-call", layout)).content == b""


@pytest.mark.parametrize("layout", LAYOUTS)
async def test_a_damaged_file_is_an_error_page_with_200_in_any_layout(kit: Kit, layout: str) -> None:
    response = await transcript(kit, "budget-check", layout)
    assert response.status_code == 200
    assert response.text.startswith("<?xml")
    assert "<Code>InternalError</Code>" in response.text


@pytest.mark.parametrize("layout", LAYOUTS)
async def test_a_file_that_is_gone_has_a_link_and_is_not_found(kit: Kit, layout: str) -> None:
    response = await transcript(kit, "contract", layout)
    assert response.status_code == 404
    assert "<Code>NoSuchKey</Code>" in response.text


@pytest.mark.parametrize("key", ["vendor-call", "budget-check", "contract"])
async def test_what_has_no_text_cannot_be_summed_up(kit: Kit, key: str) -> None:
    response = await kit.api.post(f"/sessions/{kit.session(key).id}/summary")
    assert response.json()["error"] == {"code": 404, "message": "Transcript not found"}


async def test_chat_can_be_json_with_the_fields_of_the_csv(kit: Kit) -> None:
    response = await chat(kit, "interviews")
    assert response.headers["Content-Type"] == "application/json"
    messages = response.json()
    assert [list(message) for message in messages] == [CHAT_COLUMNS] * 3
    assert [message["isEdited"] for message in messages] == [False, False, True]
    assert messages[-1]["payload"] == "Ana: write-up, Wed.\nSam: cost, Wed."


async def test_chat_can_be_a_file_without_a_byte(kit: Kit) -> None:
    assert (await chat(kit, "vendor-call")).content == b""


async def test_the_first_link_to_a_chat_can_be_expired_and_the_second_is_not(kit: Kit) -> None:
    assert (await chat(kit, "release-notes")).status_code == 403
    assert "wiki.example.com/notes" in (await chat(kit, "release-notes")).text


async def test_a_failed_summary_says_so_until_it_is_made_again(kit: Kit) -> None:
    session_id = kit.session("late-shift").id
    assert await kit.of("late-shift", "/summary") == {"sessionId": session_id, "status": "FAILED"}
    await kit.api.post(f"/sessions/{session_id}/summary")
    assert await kit.of("late-shift", "/summary") == {"sessionId": session_id}
    kit.clock.forward(seconds=3)
    assert "summaryDownloadUrl" in await kit.of("late-shift", "/summary")


async def test_a_summary_can_be_accepted_and_never_come(kit: Kit) -> None:
    path = f"/sessions/{kit.session('release-notes').id}/summary"
    assert (await kit.api.post(path)).json()["data"]["status"] == "IN_PROGRESS"
    kit.clock.forward(hours=12)
    assert (await kit.api.get(path)).json()["error"]["message"] == "Summary not found"


async def test_many_scripts_and_hidden_characters_come_through_every_layout(kit: Kit) -> None:
    said = [said.text for said in kit.session("languages").utterances]
    assert [row[-1] for row in await rows(kit, "languages")] == said
    entries = (await transcript(kit, "languages", "JSON")).json()
    assert [entry["sentence"] for entry in entries] == said
    for layout in ("SRT", "VTT"):
        text = (await transcript(kit, "languages", layout)).text
        assert all(f": {words}\n\n" in text for words in said)
    everything = "".join(said)
    for part in (
        "صباح",
        "בוקר",
        "おはよう",
        "大家好",
        '"año"',
        "👨‍👩‍👧‍👦",
        " --> ",
        "\u202e",
        "\u200b",
        "\U000e0063",
    ):
        assert part in everything


async def test_line_breaks_quotes_and_markdown_stay_in_one_chat_message(kit: Kit) -> None:
    text = (await chat(kit, "languages")).content.decode()
    payloads = [row["payload"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert payloads == [message.payload for message in kit.session("languages").chat]
    assert payloads[1].count("\n") == 3
    assert "\r\n" in payloads[2]
    assert payloads[-1] == '""'
    assert any("![" in payload and "](https://" in payload for payload in payloads)


async def test_a_summary_holds_a_picture_and_a_link(kit: Kit) -> None:
    url = (await kit.of("languages", "/summary"))["summaryDownloadUrl"]
    text = (await kit.files.get(url)).text
    assert "![screenshot](https://" in text
    assert '[the list](https://wiki.example.com/subtitles "all of it")' in text


async def test_a_rejoin_speaks_under_another_peer_id_and_the_same_user(kit: Kit) -> None:
    entries = json.loads((await transcript(kit, "architecture-hour", "JSON")).text)
    peers = {
        (entry["peerData"]["id"], entry["peerData"]["userId"])
        for entry in entries
        if entry["peerData"]["displayName"] == "Amara"
    }
    assert len(peers) == 2
    assert len({user for _, user in peers}) == 1
