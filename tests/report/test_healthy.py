"""What must stay silent: healthy calls that tempt a naive rule."""

from typing import Any

import pytest

from rtk_mcp.report.diagnosis import diagnose
from tests.report.builders import (
    ROWS,
    audio_in,
    audio_out,
    codes,
    every,
    healthy_quality,
    judge,
    only,
    read,
    the,
    timestamp,
    video_in,
    video_out,
)


def _with(**series: Any) -> dict[str, Any]:
    return healthy_quality() | series


HEALTHY: dict[str, dict[str, Any]] = {
    "nothing special": healthy_quality(),
    "one lossy sample": _with(audio_consumer=[*audio_in("ana", only(30, packets_lost=300)), *audio_in("bo")]),
    "two lossy samples far apart": _with(audio_producer=audio_out(only(15, 45, packets_lost=60))),
    "a bad start": _with(
        video_consumer=[*video_in("ana", only(0, 1, packets_lost=500, frames_per_second=2)), *video_in("bo")]
    ),
    "one round-trip spike": _with(audio_producer=audio_out(only(20, rtt=7.0))),
    "mostly muted": _with(
        audio_producer=audio_out(lambda i: {} if i < 20 else {"packets_sent": 0, "rtt": 0})
    ),
    "scores of muted rows": _with(
        audio_consumer=audio_in(
            "ana", lambda i: {} if i < 20 else {"packets_received": 0, "mos_quality": 0.1}
        )
    ),
    "camera at 15 frames per second": _with(video_producer=video_out(lambda _: {"frames_per_second": 15})),
    "small tiles": _with(video_consumer=video_in("ana", lambda _: {"frame_width": 320, "frame_height": 180})),
    "a phone held upright": _with(
        video_consumer=video_in("ana", lambda _: {"frame_width": 180, "frame_height": 320})
    ),
    "late packets": _with(audio_consumer=audio_in("ana", every(3, {"packets_lost": -4}))),
    "a still slide shared": _with(
        screenshare_video_consumer=video_in("ana", lambda _: {"frames_per_second": 0.2, "mos_quality": 0.7})
    ),
    "silence with one packet lost": _with(
        audio_producer=audio_out(only(10, 20, 30, 40, 50, packets_sent=12, packets_lost=1))
    ),
    "a duplicate burst of rows": _with(audio_consumer=audio_in("ana", only(9, packets_lost=99)) * 5),
    "capped by nothing for a moment": _with(
        video_producer=video_out(only(5, 6, quality_limitation_reason="cpu"))
    ),
}


@pytest.mark.parametrize("name", HEALTHY)
def test_a_healthy_call_has_nothing_worse_than_info(name: str) -> None:
    diagnosis = judge(HEALTHY[name])
    assert {code: severity for code, severity in codes(diagnosis).items() if severity != "info"} == {}
    assert diagnosis.verdict == "good"


@pytest.mark.parametrize("length", [3, 4, 5])
def test_a_short_stretch_that_was_not_severe_is_info_at_low_confidence(length: int) -> None:
    rows = audio_in("ana", lambda i: {"packets_lost": 25} if 100 <= i < 100 + length else {}, rows=300)
    diagnosis = judge({"audio_consumer": [*rows, *audio_in("bo", rows=300)]})
    assert [(each.severity, each.confidence) for each in diagnosis.findings] == [("info", "low")]
    assert diagnosis.verdict == "good"
    assert diagnosis.headline.startswith("No lasting quality problem")


@pytest.mark.parametrize("length", [3, 4, 5])
def test_a_few_gaps_in_a_long_call_are_not_heard(length: int) -> None:
    rows = audio_in("ana", lambda i: {"concealment_events": 5} if 100 <= i < 100 + length else {}, rows=300)
    assert codes(judge({"audio_consumer": [*rows, *audio_in("bo", rows=300)]})) == {}


@pytest.mark.parametrize("rows", [7, 9, 12])
def test_mild_loss_in_a_handful_of_samples_is_no_more_than_info(rows: int) -> None:
    short = audio_in("ana", lambda _: {"packets_lost": 9}, rows=rows)
    diagnosis = judge({"audio_consumer": [*short, *audio_in("bo")]})
    assert set(codes(diagnosis).values()) <= {"info"}
    assert diagnosis.verdict == "good"


def test_a_healthy_call_says_how_much_was_looked_at() -> None:
    headline = judge(healthy_quality()).headline
    assert headline == "No quality problem found in 7 min of audio and video received from 2 senders."


def test_an_unmeasured_uplink_is_said_and_not_called_healthy() -> None:
    def unmeasured(_: int) -> dict[str, Any]:
        return {"rtt": 0, "jitter": 0, "packets_lost": 0}

    diagnosis = judge(_with(audio_producer=audio_out(unmeasured), video_producer=video_out(unmeasured)))
    assert codes(diagnosis) == {"uplink-not-measured": "info"}
    assert diagnosis.verdict == "good"
    assert "sent media arrived was not measured" in diagnosis.headline
    assert diagnosis.not_measured == ("loss, jitter and round-trip time of sent media",)


def test_only_an_unmeasured_uplink_is_unknown() -> None:
    rows = audio_out(lambda _: {"rtt": 0, "jitter": 0})
    diagnosis = judge({"audio_producer": rows})
    assert diagnosis.verdict == "unknown"
    assert diagnosis.headline.startswith("Nothing was received")


def test_video_dropped_while_the_tab_is_hidden_is_no_overload() -> None:
    rows = video_in(
        "ana",
        lambda i: {"frames_dropped": 190, "frames_decoded": 10, "frames_per_second": 1} if i > 20 else {},
    )
    events = [{"name": "meeting_view_backgrounded", "timestamp": timestamp(20)}]
    assert codes(judge(_with(video_consumer=rows), {"events": events})) == {}
    assert "decoder-overload" in codes(judge(_with(video_consumer=rows)))


@pytest.mark.parametrize(
    ("quality", "words"),
    [
        ({}, "no quality data"),
        ({"audio_producer": audio_out(lambda _: {"packets_sent": 0})}, "no media flowed"),
        ({"audio_consumer": audio_in("ana", rows=4)}, "Too little media"),
    ],
)
def test_too_little_to_judge_is_unknown_and_says_why(quality: dict[str, Any], words: str) -> None:
    diagnosis = judge(quality)
    assert diagnosis.verdict == "unknown"
    assert words in diagnosis.headline
    assert "quality-data-missing" in codes(diagnosis)


def test_without_data_of_someone_who_has_not_left_the_call_is_said_to_be_running() -> None:
    there = the(diagnose(read({}, left_at=None)), "quality-data-missing")
    assert "still running" in (there.likely_cause or "")
    assert "after the participant has left" in (there.advice or "")
    gone = the(diagnose(read({})), "quality-data-missing")
    assert "still running" not in (gone.likely_cause or "")
    unknown = the(diagnose(read({}, left_at=None, joined_at=None)), "quality-data-missing")
    assert "still running" not in (unknown.likely_cause or "")


def test_a_muted_person_who_hears_the_others_well_had_a_good_call() -> None:
    quality = {"audio_consumer": audio_in("ana"), "audio_producer": audio_out(lambda _: {"packets_sent": 0})}
    diagnosis = judge(quality)
    assert diagnosis.verdict == "good"
    assert "sent audio" in diagnosis.not_measured


def test_a_stay_that_goes_on_after_the_last_sample_is_not_measured_to_its_end() -> None:
    diagnosis = diagnose(read(healthy_quality(), left_at=timestamp(ROWS + 10)))
    assert "the last 1 min of the stay" in diagnosis.not_measured


@pytest.mark.parametrize(("joined", "left", "word"), [(600, 700, "behind"), (-700, -600, "ahead")])
def test_samples_outside_the_stay_tell_of_a_wrong_clock(joined: int, left: int, word: str) -> None:
    signals = read(healthy_quality(), joined_at=timestamp(joined), left_at=timestamp(left))
    diagnosis = diagnose(signals)
    assert any(word in phrase for phrase in diagnosis.not_measured)
