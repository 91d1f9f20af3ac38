"""Severity is what was felt of the call: the same bad minute weighs more in a short call than in a long one."""

import pytest

from tests.report.builders import (
    Change,
    Json,
    audio_in,
    audio_out,
    codes,
    healthy_quality,
    judge,
    the,
    timestamp,
    video_in,
    video_out,
)

HOUR = 514
"""Samples of an hour."""


def _within(start: int, length: int, values: Json) -> Change:
    return lambda i: values if start <= i < start + length else {}


def _from(start: int, rows: list[Json]) -> list[Json]:
    """Rows that begin later in the call."""
    return [row | {"timestamp": timestamp(start + i)} for i, row in enumerate(rows)]


@pytest.mark.parametrize("values", [{"concealment_events": 8}, {"jitter": 0.06}, {"packets_lost": 25}])
def test_a_bad_minute_of_somebody_who_was_there_for_a_minute_is_no_bad_hour(values: Json) -> None:
    short = _from(200, audio_in("bo", lambda i: values if i % 2 else {}, rows=14))
    diagnosis = judge({"audio_consumer": [*audio_in("ana", rows=HOUR), *short]})
    assert set(codes(diagnosis).values()) <= {"info"}
    assert diagnosis.verdict == "good"


def test_speakers_who_were_all_bad_one_after_the_other_make_a_bad_call() -> None:
    speakers = [
        row
        for number in range(10)
        for row in _from(20 * number, audio_in(f"s{number}", lambda _: {"jitter": 0.06}, rows=20))
    ]
    assert codes(judge({"audio_consumer": speakers})) == {"high-jitter": "major"}


@pytest.mark.parametrize(
    ("samples", "severity"), [(4, "info"), (12, "minor"), (30, "major")], ids=["28 s", "84 s", "3.5 min"]
)
def test_poor_sound_in_an_hour_by_how_long_it_lasted(samples: int, severity: str) -> None:
    rows = audio_in("ana", _within(100, samples, {"packets_lost": 30}), rows=HOUR)
    diagnosis = judge({"audio_consumer": [*rows, *audio_in("bo", rows=HOUR)]})
    assert codes(diagnosis) == {"remote-sender-loss": severity}


@pytest.mark.parametrize(("samples", "severity"), [(2, "minor"), (3, "minor"), (5, "major")])
def test_a_picture_that_stood_still_in_an_hour_by_how_long(samples: int, severity: str) -> None:
    frozen = _within(100, samples, {"frames_decoded": 0, "frames_per_second": 0})
    diagnosis = judge({"video_consumer": [*video_in("ana", frozen, HOUR), *video_in("bo", rows=HOUR)]})
    assert codes(diagnosis) == {"video-freeze": severity}


def test_a_picture_held_back_for_a_moment_of_a_long_call_is_not_major() -> None:
    poor = {"quality_limitation_reason": "cpu", "frames_per_second": 5}
    quality = {"audio_consumer": audio_in("ana", rows=HOUR), "video_producer": video_out(rows=HOUR)}
    brief = _from(300, video_out(lambda _: poor, rows=12))
    quality["video_producer"] += [row | {"producer_id": "p-video-again", "ssrc": 4001} for row in brief]
    assert set(codes(judge(quality)).values()) <= {"minor", "info"}


def test_loss_that_is_severe_in_a_third_of_the_call_is_critical() -> None:
    rows = audio_out(lambda i: {"packets_lost": 60} if i % 3 == 0 else {})
    finding = the(judge(healthy_quality() | {"audio_producer": rows}), "uplink-packet-loss")
    assert finding.severity == "critical"


def test_mild_loss_of_one_of_many_short_streams_is_chance() -> None:
    short = _from(20, audio_in("bo", lambda i: {"packets_lost": 8} if i in {3, 5, 7} else {}, rows=10))
    assert codes(judge({"audio_consumer": [*audio_in("ana"), *short]})) == {}


def test_mild_loss_throughout_a_short_call_is_told_without_certainty() -> None:
    (finding,) = judge({"audio_consumer": audio_in("ana", lambda _: {"packets_lost": 8}, rows=12)}).findings
    assert (finding.code, finding.severity, finding.confidence) == (
        "inbound-loss-unattributed",
        "info",
        "low",
    )
