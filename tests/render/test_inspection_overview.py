"""What there is to ask of a report, within the budget."""

import jsonschema
import orjson
import pytest

from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail
from rtk_mcp.render.inspection_model import InspectionResult
from rtk_mcp.render.inspection_overview import render_overview
from rtk_mcp.render.listing import Rendered
from tests.report.builders import Json, audio_in, audio_out, healthy_quality, read, timestamp, video_in

DETAILS: tuple[Detail, ...] = ("brief", "standard", "full")
PEER = "11111111-2222-4333-8444-555555555555"
METADATA: Json = {
    "candidate_pairs": {
        "producing_transport": [
            {
                "nominated": True,
                "local_candidate_type": "relay",
                "local_candidate_protocol": "tcp",
                "local_candidate_address": "198.51.100.7",
                "current_round_trip_time": 0.041,
                "remote_candidate_type": "host",
                "bytes_sent": 61_700_000,
            }
        ]
    },
    "audio_devices_updates": [
        {"added": [{"device_id": "d3v1c3", "label": "Built-in"}], "timestamp": timestamp(0)},
        {"removed": [{"device_id": "d3v1c3", "label": "Built-in\u202e"}], "timestamp": timestamp(19)},
    ],
    "events": [
        {"name": "disconnect", "timestamp": timestamp(30)},
        {
            "name": "selected_microphone_update",
            "timestamp": timestamp(20),
            "metadata": {"device": {"device_id": "d3v1c3", "label": 'Ana\'s "headset"\u202e\nEvents'}},
        },
        {"name": "tab_change", "timestamp": timestamp(10), "metadata": {"is_meetings_tab_active": False}},
        {
            "name": "ping_stat",
            "timestamp": timestamp(5),
            "metadata": {"server": "203.0.113.9", "ms": 12.3456},
        },
        {"name": "media_permission", "metadata": {"device_type": "AUDIO", "permission": "DENIED"}},
    ],
}


def show(
    quality: Json | None = None,
    detail: Detail = "standard",
    metadata: Json = METADATA,
) -> Rendered[InspectionResult]:
    signals = read(healthy_quality() if quality is None else quality, metadata)
    return render_overview(signals, peer_id=PEER, detail=detail, show_private=False)


def test_the_whole_text_of_an_overview() -> None:
    assert show().text == WHOLE


def test_the_content_follows_its_schema() -> None:
    result = show().structured
    jsonschema.validate(
        result.model_dump(mode="json", exclude_none=True), InspectionResult.model_json_schema()
    )
    assert result.metrics is not None
    assert "rtt_ms" in result.metrics["audio-send"]
    assert "rtt_ms" not in result.metrics["audio-receive"]
    assert next(stream.id for stream in result.streams or ()) == "audio-receive-p-audio-ana"


def test_what_one_stream_of_a_kind_lacks_is_named() -> None:
    quality = {
        "audio_consumer": [*audio_in("ana"), *audio_in("bo", lambda _: {"jitter": None})],
        "audio_producer": audio_out(),
    }
    lacking = {stream.id: stream.not_measured for stream in show(quality).structured.streams or ()}
    assert lacking["audio-receive-p-audio-bo"] == ["jitter_ms"]
    assert lacking["audio-receive-p-audio-ana"] is None


def test_a_report_without_samples_still_tells_its_events() -> None:
    rendered = show({})
    assert "no samples" in rendered.text
    assert len(rendered.structured.events or ()) == 7


def test_private_details_of_events_are_not_told() -> None:
    rendered = show(detail="full")
    everything = rendered.text + orjson.dumps(rendered.structured.model_dump()).decode()
    assert not [secret for secret in ("d3v1c3", "203.0.113.9", "198.51.100.7") if secret in everything]


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("people", "events"), [(25, 10), (300, 4_000), (1, 4_000)])
def test_a_crowd_and_a_busy_call_keep_the_budget(detail: Detail, people: int, events: int) -> None:
    quality = {
        "audio_consumer": [row for n in range(people) for row in audio_in(f"someone-{n:03}", rows=8)],
        "video_consumer": [row for n in range(people) for row in video_in(f"someone-{n:03}", rows=8)],
    }
    many = [{"name": "ping_stat", "timestamp": timestamp(n)} for n in range(events)]
    many.append({"name": "disconnect", "timestamp": timestamp(events)})
    rendered = show(quality, detail, metadata={"events": many})
    content = orjson.dumps(rendered.structured.model_dump(mode="json", exclude_none=True))
    assert len(rendered.text.encode()) <= TEXT_BUDGET[detail]
    assert len(content) <= STRUCTURED_BUDGET[detail]
    assert "audio-receive: loss_pct" in rendered.text
    if people < 300:
        assert "disconnect" in rendered.text
        assert "disconnect" in " ".join(rendered.structured.events or ())


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("letter", ["x", "😀", '"', "\\", "\u202e", "\n"])
def test_long_and_strange_words_keep_the_budget(detail: Detail, letter: str) -> None:
    long = letter * 5_000
    events = [{"name": long, "metadata": {long: long, "label": long, "deep": {"a": {"b": long}}}}] * 300
    rendered = show(detail=detail, metadata={"events": events})
    assert len(rendered.text.encode()) <= TEXT_BUDGET[detail]
    content = orjson.dumps(rendered.structured.model_dump(mode="json", exclude_none=True))
    assert len(content) <= STRUCTURED_BUDGET[detail]


WHOLE = """\
Report of peer 11111111-2222-4333-8444-555555555555, samples from 2026-11-03T10:00:00Z to \
2026-11-03T10:06:53Z. Offsets count from the first sample of the call.

Metrics that can be asked for
audio-receive: loss_pct, jitter_ms, jitter_buffer_ms, concealments, score_ratio, bitrate_kbps, \
packets, lost
video-receive: loss_pct, jitter_ms, jitter_buffer_ms, fps, long_side_px, dropped_pct, score_ratio, \
bitrate_kbps, packets, lost, frames, key_frames, firs, width_px, height_px
audio-send: loss_pct, rtt_ms, jitter_ms, score_ratio, bitrate_kbps, packets, lost
video-send: loss_pct, rtt_ms, jitter_ms, fps, long_side_px, score_ratio, bandwidth_limited, \
cpu_limited, bitrate_kbps, packets, lost, frames, key_frames, plis, firs, width_px, height_px

Streams, the longest first
id | from | first to last sample | active min | samples | MB | not measured
audio-receive-p-audio-ana | ana | 10:00:00Z to 10:06:53Z | 7 | 60 | 1.68 | -
audio-receive-p-audio-bo | bo | 10:00:00Z to 10:06:53Z | 7 | 60 | 1.68 | -
video-receive-p-video-ana | ana | 10:00:00Z to 10:06:53Z | 7 | 60 | 54 | -
video-receive-p-video-bo | bo | 10:00:00Z to 10:06:53Z | 7 | 60 | 54 | -
audio-send-p-audio-me | - | 10:00:00Z to 10:06:53Z | 7 | 60 | 1.68 | -
video-send-p-video-me | - | 10:00:00Z to 10:06:53Z | 7 | 60 | 60 | -

Way of the media at the end (more: path=metadata.candidate_pairs)
sends over TCP through a TURN relay, last RTT 41 ms, relay to host, 61.7 MB sent

Events and devices
2026-11-03T10:00:00Z microphone found "Built-in"
2026-11-03T10:00:35Z ping_stat server="(masked)", ms=12.3
2026-11-03T10:01:10Z tab_change is_meetings_tab_active=false
2026-11-03T10:02:13Z microphone removed "Built-in"
2026-11-03T10:02:20Z selected_microphone_update label="Ana's 'headset' Events"
2026-11-03T10:03:30Z disconnect
time unknown media_permission device_type=AUDIO, permission=DENIED"""
