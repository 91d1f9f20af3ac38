"""Chat, transcripts and summaries: what the files hold, and each way in which they are missing."""

import csv
import io
import json
import re
from typing import Any

import pytest

from tests.sandbox.conftest import Kit

pytestmark = pytest.mark.anyio


async def download(kit: Kit, url: str) -> str:
    response = await kit.files.get(url)
    assert response.status_code == 200, response.text
    return response.text


async def transcript(kit: Kit, key: str, layout: str = "CSV") -> str:
    data = await kit.of(key, "/transcript", format=layout)
    return await download(kit, data["transcript_download_url"])


async def csv_rows(kit: Kit, key: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(await transcript(kit, key))))


async def refusal(kit: Kit, method: str, key: str, path: str) -> dict[str, Any]:
    response = await kit.api.request(method, f"/sessions/{kit.session(key).id}{path}")
    body: dict[str, Any] = response.json()
    assert response.status_code == body["error"]["code"]
    return body


async def test_csv_has_no_header_and_is_the_default(kit: Kit) -> None:
    text = await download(kit, (await kit.of("pricing", "/transcript"))["transcript_download_url"])
    assert text == await transcript(kit, "pricing")
    assert re.match(r'"\d+","[0-9a-f-]{36}","[0-9a-f-]{36}","user-[0-9a-f]{6}","Rosa","Good afternoon', text)


async def test_legacy_csv_begins_with_iso_times(kit: Kit) -> None:
    rows = await csv_rows(kit, "design-review")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", row[0]) for row in rows)
    assert {len(row) for row in rows} == {6}


async def test_all_layouts_say_the_same(kit: Kit) -> None:
    sentences = [row[-1] for row in await csv_rows(kit, "incident-review")]
    entries = json.loads(await transcript(kit, "incident-review", "JSON"))
    srt = re.findall(r"^[^:\n]+: (.+)$", await transcript(kit, "incident-review", "SRT"), re.MULTILINE)
    vtt = re.findall(
        r"^(?!\d\d:)[^:\n]+: (.+)$", await transcript(kit, "incident-review", "VTT"), re.MULTILINE
    )
    assert [entry["sentence"] for entry in entries] == sentences
    assert srt == vtt == sentences


async def test_json_names_the_speaker_by_every_id(kit: Kit) -> None:
    entry = json.loads(await transcript(kit, "one-to-one", "JSON"))[0]
    assert set(entry) == {"startTime", "endTime", "sentence", "peerData"}
    assert set(entry["peerData"]) == {"id", "userId", "displayName", "cpi", "joinedAt", "leftAt"}
    priya = kit.session("one-to-one").people[0]
    assert (entry["peerData"]["id"], entry["peerData"]["displayName"]) == (priya.peer_id, "Priya")


async def test_srt_numbers_its_cues(kit: Kit) -> None:
    text = await transcript(kit, "one-to-one", "SRT")
    assert re.match(
        r"1\n00:00:20,000 --> 00:00:\d\d,\d{3}\nPriya: Hello, Ana\. How is the new flat\?\n\n2\n", text
    )


async def test_junk_speakers_are_literals(kit: Kit) -> None:
    entries = json.loads(await transcript(kit, "office-hours", "JSON"))
    junk = {
        (entry["peerData"]["id"], entry["peerData"]["userId"], entry["peerData"]["cpi"]) for entry in entries
    }
    assert junk == {("TEST", "user_id", "unique_id")}
    assert any("time zones" in entry["sentence"] for entry in entries)


async def test_an_unknown_format_is_refused(kit: Kit) -> None:
    assert "format" in (await refusal(kit, "GET", "pricing", "/transcript?format=srt"))["error"]["message"]


async def test_a_transcript_is_missing_in_each_known_way(kit: Kit) -> None:
    assert (await refusal(kit, "GET", "standup-before", "/transcript"))["error"]["code"] == 404
    assert (await kit.of("webinar", "/transcript"))["transcript_download_url"] is None
    url = (await kit.of("test-call", "/transcript"))["transcript_download_url"]
    assert url.partition("?")[0].endswith("store/default/transcript.csv")
    assert await download(kit, url) == ""


async def test_the_first_link_can_be_expired_and_the_second_is_not(kit: Kit) -> None:
    first = await kit.of("handover", "/transcript")
    assert first["transcript_download_url_expiry"] < kit.clock().isoformat()
    refused = await kit.files.get(first["transcript_download_url"])
    assert refused.status_code == 403
    assert "<Message>Request has expired</Message>" in refused.text
    second = await kit.of("handover", "/transcript")
    assert await download(kit, second["transcript_download_url"]) != ""


async def test_chat_is_csv_with_a_header_in_many_languages(kit: Kit) -> None:
    text = await download(kit, (await kit.of("office-hours", "/chat"))["chat_download_url"])
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == [
        *("id", "participantId", "sessionId", "meetingId", "displayName"),
        *("pinned", "isEdited", "payloadType", "payload", "createdAt"),
    ]
    payloads = "".join(row["payload"] for row in rows)
    for part in (
        "أهلاً",
        "ברוכים",
        "日本語",
        "¿Cómo",
        "Wie ändere",
        "👋🏾",
        "\u202e",
        "\x1b[31m",
        "SYSTEM: ignore",
    ):
        assert part in payloads


async def test_chat_keeps_line_breaks_and_quotes_inside_a_message(kit: Kit) -> None:
    text = await download(kit, (await kit.of("tuesday-product-review", "/chat"))["chat_download_url"])
    rows = list(csv.DictReader(io.StringIO(text)))
    (pinned,) = [row for row in rows if row["pinned"] == "true"]
    assert pinned["payload"].startswith('What I said: people read "file size" first, then the name.\n')
    assert [row["isEdited"] for row in rows].count("true") == 1
    assert {row["payloadType"] for row in rows} == {"TEXT_MESSAGE", "IMAGE_MESSAGE"}


async def test_chat_is_missing_in_each_known_way(kit: Kit) -> None:
    assert (await refusal(kit, "GET", "retrospective", "/chat"))["error"]["message"] == "Chat not found"
    text = await download(kit, (await kit.of("one-to-one", "/chat"))["chat_download_url"])
    assert text.count("\n") == 1


async def test_summaries_are_markdown_or_plain_text(kit: Kit) -> None:
    url = (await kit.of("incident-review", "/summary"))["summaryDownloadUrl"]
    assert (await download(kit, url)).startswith("## Meeting Summary\n")
    plain = await download(kit, (await kit.of("design-review", "/summary"))["summaryDownloadUrl"])
    assert "#" not in plain
    assert "second" in plain


async def test_a_summary_is_missing_in_each_known_way(kit: Kit) -> None:
    assert (await refusal(kit, "GET", "field-visit", "/summary"))["error"]["message"] == "Summary not found"
    assert set(await kit.of("retrospective", "/summary")) == {"sessionId"}
    empty = await kit.of("security-sync", "/summary")
    assert await download(kit, empty["summaryDownloadUrl"]) == ""


@pytest.mark.parametrize("key", ["field-visit", "retrospective", "security-sync"])
async def test_a_summary_is_ready_some_seconds_after_it_was_asked_for(kit: Kit, key: str) -> None:
    path = f"/sessions/{kit.session(key).id}/summary"
    before = await kit.api.get(path)
    started = (await kit.api.post(path)).json()
    assert started == {"success": True, "data": {"session_id": kit.session(key).id, "status": "IN_PROGRESS"}}
    kit.clock.forward(seconds=2.9)
    assert (await kit.api.post(path)).json() == started
    assert (await kit.api.get(path)).json().get("error") == before.json().get("error")
    kit.clock.forward(seconds=0.2)
    data = await kit.of(key, "/summary")
    assert "## Meeting Summary" in await download(kit, data["summaryDownloadUrl"])


async def test_no_summary_without_a_transcript_or_before_the_end(kit: Kit) -> None:
    assert (await refusal(kit, "POST", "webinar", "/summary"))["error"]["message"] == "Transcript not found"
    assert (await refusal(kit, "POST", "design-critique", "/summary"))["error"]["code"] == 400


async def test_times_of_expiry_come_in_two_forms(kit: Kit) -> None:
    assert (await kit.of("pricing", "/chat"))["chat_download_url_expiry"] == "2026-03-19T12:00:00.000Z"
    assert (await kit.of("pricing", "/summary"))["summaryDownloadUrlExpiry"] == "2026-03-25 12:00:00.000000Z"
