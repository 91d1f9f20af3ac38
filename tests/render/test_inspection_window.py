"""What happened in a part of a call, within the budget."""

import jsonschema
import orjson
import pytest

from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail
from rtk_mcp.render.inspection_model import InspectionResult
from rtk_mcp.render.inspection_window import render_window
from rtk_mcp.render.listing import Rendered
from rtk_mcp.report.asking import choose_window
from rtk_mcp.report.call_time import read_call_time
from rtk_mcp.report.diagnosis import diagnose
from tests.report.builders import Json, audio_in, audio_out, read, the, timestamp, video_in

DETAILS: tuple[Detail, ...] = ("brief", "standard", "full")
PEER = "11111111-2222-4333-8444-555555555555"
EVENTS: Json = {
    "events": [
        {"name": "disconnect", "timestamp": timestamp(10)},
        {"name": "audio_off", "timestamp": timestamp(30)},
        {"name": "tab_change", "timestamp": timestamp(50), "metadata": {"is_meetings_tab_active": True}},
        {"name": "media_permission"},
    ]
}


def lossy(index: int) -> Json:
    return {"packets_lost": 60, "mos_quality": 0.4} if 20 <= index < 40 else {}


def show(
    quality: Json,
    start: str,
    end: str | None = None,
    detail: Detail = "standard",
    metadata: Json = EVENTS,
) -> Rendered[InspectionResult]:
    signals = read(quality, metadata)
    since, until = (read_call_time("start", text) if text else None for text in (start, end))
    chosen = choose_window(signals, since, until)
    return render_window(signals, chosen, peer_id=PEER, detail=detail, show_private=False)


QUALITY: Json = {
    "audio_consumer": [*audio_in("ana"), *audio_in("bo", lossy), *audio_in("cy", rows=10)],
    "audio_producer": audio_out(),
}


def test_the_whole_text_of_a_part_of_a_call() -> None:
    finding = the(diagnose(read(QUALITY, EVENTS)), "remote-sender-loss")
    whole = WHOLE.format(severity=finding.severity, summary=finding.summary)
    assert show(QUALITY, "+3:00", "+4:00").text == whole


def test_the_content_follows_its_schema_and_says_the_same() -> None:
    result = show(QUALITY, "+3:00", "+4:00").structured
    jsonschema.validate(
        result.model_dump(mode="json", exclude_none=True), InspectionResult.model_json_schema()
    )
    assert (result.start, result.end) == ("2026-11-03T10:03:00Z", "2026-11-03T10:04:00Z")
    worst = (result.streams or [])[0]
    assert (worst.id, worst.samples) == ("audio-receive-p-audio-bo", 9)
    assert (worst.values or {})["loss_pct"] == [14.6, 14.6]
    assert (worst.values or {})["score_ratio"] == [0.4, 0.4]
    assert [event.split(" ")[1] for event in result.events or ()] == ["audio_off"]
    assert "remote-sender-loss" in {finding.code for finding in result.findings or ()}


def test_a_finding_of_another_time_is_not_told_and_what_there_is_not_is_said() -> None:
    rendered = show(QUALITY, "+0:30", "+1:00")
    assert "remote-sender-loss" not in rendered.text
    assert "No finding touches this time." in rendered.text
    assert "No events in this time." in rendered.text
    assert rendered.structured.findings == []
    assert rendered.structured.events == []


def test_the_values_are_those_of_the_time() -> None:
    before = show(QUALITY, "+0:30", "+1:00").structured.streams or []
    assert {(stream.values or {})["loss_pct"][1] for stream in before} == {0}


def test_a_time_in_which_nobody_sent_is_said_to_be_one() -> None:
    rows = [row for place, row in enumerate(audio_in("ana")) if not 10 <= place < 50]
    rendered = show({"audio_consumer": rows}, "+3:00", "+4:00")
    assert "No media in this time." in rendered.text
    assert rendered.structured.streams == []


def test_the_lowest_rate_of_a_screen_share_is_its_worst() -> None:
    rows = video_in("ana", lambda index: {"frames_per_second": 2 if index == 20 else 9})
    (stream,) = show({"screenshare_video_consumer": rows}, "+2:00", "+3:00").structured.streams or []
    assert (stream.values or {})["fps"][1] == 2


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("people", "events"), [(1, 3_000), (25, 10), (300, 3_000)])
def test_a_crowd_and_a_busy_time_keep_the_budget(detail: Detail, people: int, events: int) -> None:
    quality = {
        "audio_consumer": [row for n in range(people) for row in audio_in(f"someone-{n:03}", lossy, rows=40)],
        "video_consumer": [row for n in range(people) for row in video_in(f"someone-{n:03}", lossy, rows=8)],
    }
    many = [{"name": "disconnect", "timestamp": timestamp(25 + n % 10)} for n in range(events)]
    rendered = show(quality, "+2:30", None, detail, {"events": many})
    content = orjson.dumps(rendered.structured.model_dump(mode="json", exclude_none=True))
    assert len(rendered.text.encode()) <= TEXT_BUDGET[detail]
    assert len(content) <= STRUCTURED_BUDGET[detail]
    assert "disconnect" in rendered.text
    assert "\naudio-receive-p-audio-" in rendered.text
    if people * events > 10_000:
        assert "Left out: " in rendered.text
        assert rendered.structured.left_out


WHOLE = """\
Report of peer 11111111-2222-4333-8444-555555555555, 2026-11-03T10:03:00Z to 2026-11-03T10:04:00Z; its \
samples are from 2026-11-03T10:00:00Z to 2026-11-03T10:06:53Z.

Findings that touch this time (their figures are of the whole call)
{severity} remote-sender-loss (audio, receive): {summary} When: 10:02:13Z to 10:04:33Z \
(worst 14.6 %)

Streams in this time as mean (worst), the worst first
id | from | samples | loss % | RTT ms | jitter ms | buffer ms | score | kbit/s
audio-receive-p-audio-bo | bo | 9 | 14.6 (14.6) | - | 4 (4) | 41.7 (41.7) | 0.4 (0.4) | 32 (32)
audio-receive-p-audio-ana | ana | 9 | 0 (0) | - | 4 (4) | 41.7 (41.7) | 1 (1) | 32 (32)
audio-send-p-audio-me | - | 9 | 0 (0) | 40 (40) | 3 (3) | - | 1 (1) | 32 (32)

Without media in this time: audio-receive-p-audio-cy.

Events and devices in this time
2026-11-03T10:03:30Z audio_off"""
