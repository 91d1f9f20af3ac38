"""Microphone and camera that give nothing, and what looks like it and is none of it."""

from typing import Any

import pytest

from tests.report.builders import (
    Json,
    audio_in,
    audio_out,
    codes,
    healthy_quality,
    judge,
    the,
    timestamp,
    video_out,
)

EMPTY: Json = {"packets_sent": 0, "bytes_sent": 0}
NO_PICTURE: Json = EMPTY | {"frames_encoded": 0, "frames_per_second": 0}
SILENCE: Json = {"packets_sent": 350, "bytes_sent": 350 * 18}
ROOM: Json = {"packets_sent": 350, "bytes_sent": 350 * 23}


def _with(**series: Any) -> Json:
    return healthy_quality() | series


def _event(name: str, index: int, **details: Any) -> Json:
    return {"name": name, "timestamp": timestamp(index), "metadata": details}


def _on(*more: Json) -> Json:
    return {"events": [_event("audio_on", 0), _event("video_on", 0), *more]}


def test_a_microphone_that_is_on_and_sends_no_packet_is_major() -> None:
    rows = audio_out(lambda i: EMPTY if 20 <= i < 40 else {})
    finding = the(judge(_with(audio_producer=rows), _on()), "no-audio-sent")
    assert (finding.severity, finding.confidence, finding.media) == ("major", "medium", "audio")
    assert finding.streams == ("audio-send-p-audio-me",)
    assert (finding.evidence[0].value, finding.evidence[0].samples) == (20, 58)
    assert finding.windows[0].start.isoformat() == "2026-11-03T10:02:13+00:00"
    assert "the others heard nothing" in finding.summary


def test_two_empty_samples_are_minor_and_one_is_none() -> None:
    two = audio_out(lambda i: EMPTY if i in {20, 21} else {})
    assert codes(judge(_with(audio_producer=two), _on())) == {"no-audio-sent": "minor"}
    single = audio_out(lambda i: EMPTY if i in {20, 30, 40} else {})
    assert codes(judge(_with(audio_producer=single), _on())) == {}


@pytest.mark.parametrize(
    "events",
    [
        {},
        {"events": [_event("audio_off", 0)]},
        {"events": [_event("audio_on", 0), _event("audio_off", 20), _event("audio_on", 40)]},
    ],
)
def test_empty_samples_of_a_microphone_that_nobody_says_was_on_are_none(events: Json) -> None:
    rows = audio_out(lambda i: EMPTY if 20 <= i < 40 else {})
    assert "no-audio-sent" not in codes(judge(_with(audio_producer=rows), events))


def test_a_muted_microphone_that_writes_one_last_row_and_then_none_is_none() -> None:
    rows = [row for i, row in enumerate(audio_out(lambda i: EMPTY if i == 20 else {})) if not 20 < i < 40]
    assert codes(judge(_with(audio_producer=rows), _on())) == {}


def test_what_a_new_stream_sends_meanwhile_was_sent() -> None:
    old = audio_out(lambda i: EMPTY if i >= 30 else {})
    new = [row | {"producer_id": "p-audio-new", "ssrc": 3001} for row in audio_out()[30:]]
    assert codes(judge(_with(audio_producer=[*old, *new]), _on())) == {}


@pytest.mark.parametrize(
    ("metadata", "words"),
    [
        (_on(_event("audio_track_muted", 20)), "given nothing by the microphone"),
        (
            _on()
            | {
                "audio_devices_updates": [
                    {"timestamp": timestamp(0), "added": [{"device_id": "a", "kind": "audioinput"}]},
                    {"timestamp": timestamp(20), "removed": [{"device_id": "a", "kind": "audioinput"}]},
                ]
            },
            "unplugged",
        ),
    ],
)
def test_what_happened_at_the_time_is_named_as_the_cause(metadata: Json, words: str) -> None:
    rows = audio_out(lambda i: EMPTY if i >= 20 else {})
    finding = the(judge(_with(audio_producer=rows), metadata), "no-audio-sent")
    assert words in (finding.likely_cause or "")
    assert finding.confidence == "high"


def test_a_refused_microphone_is_told_once() -> None:
    rows = audio_out(lambda i: EMPTY if i >= 20 else {})
    refused = _event("media_permission", 20, audio="DENIED")
    found = codes(judge(_with(audio_producer=rows), _on(refused)))
    assert found == {"permission-denied": "major"}


def test_a_camera_that_is_on_and_sends_no_picture() -> None:
    rows = video_out(lambda i: NO_PICTURE if i >= 30 else {})
    finding = the(judge(_with(video_producer=rows), _on()), "no-video-sent")
    assert (finding.severity, finding.media, finding.direction) == ("major", "video", "send")


def test_packets_without_a_frame_in_them_are_no_video() -> None:
    rows = video_out(lambda i: {"frames_encoded": 0, "packets_sent": 12} if i >= 30 else {})
    assert "no-video-sent" in codes(judge(_with(video_producer=rows), _on()))


def test_a_camera_switched_off_is_none() -> None:
    rows = video_out(lambda i: NO_PICTURE if i >= 30 else {})
    assert codes(judge(_with(video_producer=rows), _on(_event("video_off", 30)))) == {}


def test_silence_throughout_is_minor_and_says_what_it_cannot_tell() -> None:
    finding = the(judge(_with(audio_producer=audio_out(lambda _: SILENCE)), _on()), "silent-microphone")
    assert (finding.severity, finding.confidence) == ("minor", "low")
    assert "or nobody spoke" in finding.summary
    assert finding.evidence[0].value == pytest.approx(18)


def test_who_unmuted_during_the_call_meant_to_be_heard() -> None:
    events = {"events": [_event("audio_off", 0), _event("audio_on", 10)]}
    finding = the(judge(_with(audio_producer=audio_out(lambda _: SILENCE)), events), "silent-microphone")
    assert finding.confidence == "medium"


@pytest.mark.parametrize(
    "rows",
    [
        audio_out(lambda _: ROOM),
        audio_out(lambda i: SILENCE if i % 10 else {}),
        audio_out(lambda _: {"packets_sent": 18, "bytes_sent": 18 * 6}),
        audio_out(lambda _: SILENCE, rows=12),
    ],
    ids=["a live microphone that listens", "spoke now and then", "silence sent sparsely", "a minute"],
)
def test_a_microphone_that_is_not_silent_throughout_is_none(rows: list[Json]) -> None:
    assert "silent-microphone" not in codes(judge(_with(audio_producer=rows), _on()))


def test_silence_of_a_microphone_that_is_off_is_none() -> None:
    quality = {"audio_consumer": audio_in("ana"), "audio_producer": audio_out(lambda _: SILENCE)}
    assert codes(judge(quality, {"events": [_event("audio_off", 0)]})) == {}
