"""Numbers are true of what they are said of, and no cause is named that the same report disproves."""

from typing import Any

import pytest

from rtk_mcp.report.finding import Finding
from tests.report.builders import (
    Change,
    Json,
    audio_in,
    audio_out,
    codes,
    every,
    healthy_quality,
    judge,
    the,
    timestamp,
    video_in,
    video_out,
)

LOSSY = every(3, {"packets_lost": 60})
UNMEASURED: Json = {"rtt": 0, "jitter": 0, "packets_lost": 0}


def _with(**series: Any) -> Json:
    return healthy_quality() | series


def _pairs(**fields: Any) -> Json:
    pair = {"nominated": True, "local_candidate_type": "host", "local_candidate_protocol": "udp"} | fields
    return {"candidate_pairs": {"producing_transport": [pair], "consuming_transport": [pair]}}


def _said(finding: Finding) -> str:
    return f"{finding.likely_cause} {finding.advice}"


def _unmeasured() -> Json:
    return _with(
        audio_producer=audio_out(lambda _: UNMEASURED), video_producer=video_out(lambda _: UNMEASURED)
    )


@pytest.mark.parametrize(("rtt_s", "severity"), [(0.65, "minor"), (0.2, "info")])
def test_the_last_round_trip_is_told_where_no_other_was_measured(rtt_s: float, severity: str) -> None:
    finding = the(judge(_unmeasured(), _pairs(current_round_trip_time=rtt_s)), "high-round-trip-time")
    assert (finding.severity, finding.confidence) == (severity, "low")
    assert finding.evidence[0].value == pytest.approx(1000 * rtt_s)


def test_a_long_last_round_trip_is_in_the_headline() -> None:
    diagnosis = judge(_unmeasured(), _pairs(current_round_trip_time=0.65))
    assert diagnosis.verdict == "fair"
    assert "650 ms" in diagnosis.headline


def test_the_last_round_trip_is_nothing_beside_measured_ones_or_when_short() -> None:
    assert codes(judge(healthy_quality(), _pairs(current_round_trip_time=0.65))) == {}
    found = codes(judge(_unmeasured(), _pairs(current_round_trip_time=0.1)))
    assert found == {"uplink-not-measured": "info"}


def test_a_low_score_is_no_consequence_of_a_long_last_round_trip() -> None:
    low = every(2, {"mos_quality": 0.3})
    quality = _unmeasured() | {"audio_consumer": [*audio_in("ana", low), *audio_in("bo", low)]}
    diagnosis = judge(quality, _pairs(current_round_trip_time=0.65))
    assert codes(diagnosis)["low-quality-score"] == "major"
    assert "650 ms" in (the(diagnosis, "low-quality-score").likely_cause or "")


def test_a_sent_picture_that_nothing_held_back_is_the_cameras() -> None:
    slow = every(2, {"frames_per_second": 5})
    assert "dim light" in _said(the(judge(_with(video_producer=video_out(slow))), "low-frame-rate"))
    tiny = every(1, {"frame_width": 160, "frame_height": 90})
    said = _said(the(judge(_with(video_producer=video_out(tiny))), "low-resolution"))
    assert "The camera or the app chose" in said
    assert "forced" not in said


def test_where_the_limit_is_not_measured_the_camera_is_one_reading() -> None:
    rows = [
        {key: value for key, value in row.items() if "limitation" not in key}
        for row in video_out(every(2, {"frames_per_second": 5}))
    ]
    assert "was not measured" in _said(the(judge(_with(video_producer=rows)), "low-frame-rate"))


def test_late_media_that_came_evenly_over_udp_is_not_blamed_on_the_line() -> None:
    late = every(2, {"jitter_buffer_delay": 336 * 0.4})
    quality = _with(audio_consumer=[*audio_in("ana", late), *audio_in("bo", late)])
    said = _said(the(judge(quality, _pairs()), "playout-delay-high"))
    assert "evenly over UDP (jitter 4 ms)" in said
    assert "TCP" not in said


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("DENIED", "site settings"),
        ("SYSTEM_DENIED", "system's privacy settings"),
        ("COULD_NOT_START", "Close other programs"),
        ("NO_DEVICES_AVAILABLE", "Connect a microphone"),
    ],
)
def test_advice_on_a_refusal_is_about_who_refused(outcome: str, words: str) -> None:
    events = [{"name": "media_permission", "timestamp": timestamp(0), "metadata": {"audio": outcome}}]
    finding = the(judge(_with(audio_producer=[]), {"events": events}), "permission-denied")
    assert words in (finding.advice or "")
    assert ("Allow" in (finding.advice or "")) == ("DENIED" in outcome)


@pytest.mark.parametrize(("network", "cabled"), [("ethernet", True), ("wifi", False), (None, False)])
def test_who_is_on_a_cable_is_not_told_to_take_one(network: str | None, cabled: bool) -> None:
    metadata = _pairs(local_candidate_network_type=network)
    uneven = every(2, {"jitter": 0.06})
    quality = _with(
        audio_producer=audio_out(LOSSY), audio_consumer=[*audio_in("ana", uneven), *audio_in("bo", uneven)]
    )
    diagnosis = judge(quality, metadata)
    for code in ("uplink-packet-loss", "high-jitter"):
        said = _said(the(diagnosis, code))
        assert ("Move to a cable" not in said and "Wi-Fi" not in said) == cabled


@pytest.mark.parametrize("camera", [True, False])
def test_a_camera_that_is_off_is_not_to_be_turned_off(camera: bool) -> None:
    quality = _with(audio_producer=audio_out(LOSSY), video_producer=video_out() if camera else [])
    assert ("camera" in _said(the(judge(quality), "uplink-packet-loss"))) == camera


def test_each_media_has_its_own_figure_and_a_few_samples_do_not_lead() -> None:
    lossy: Change = every(2, {"packets_lost": 60})
    burst: Change = lambda i: {"packets_lost": 600} if i >= 2 else {}  # noqa: E731 - a builder's argument
    quality = {
        "audio_consumer": [*audio_in("ana", lossy), *audio_in("bo", lossy)],
        "video_consumer": [*video_in("ana", burst, 5), *video_in("bo", burst, 5)],
    }
    finding = the(judge(quality), "downlink-packet-loss")
    assert "14.6 % on average in 50 % of the active time (audio)" in finding.summary
    assert "40 % on average in 100 % of the active time (video)" in finding.summary
    assert finding.confidence == "high"


def test_the_figure_of_two_senders_is_true_of_both_together() -> None:
    more, less = every(2, {"packets_lost": 150}), every(2, {"packets_lost": 50})
    rows = [*audio_in("ana", more), *audio_in("bo", less), *audio_in("chidi")]
    finding = the(judge({"audio_consumer": rows}), "remote-sender-loss")
    assert finding.evidence[0].value == pytest.approx((100 * 150 / 500 + 100 * 50 / 400) / 2)
    assert finding.evidence[0].samples == 116
    assert "21.2 % on average in 50 %" in finding.summary


def test_media_that_were_hardly_bad_are_not_in_the_sentence() -> None:
    lossy = audio_in("ana", every(2, {"packets_lost": 60}), 300)
    blip = video_in("ana", lambda i: {"packets_lost": 90} if i in {100, 102, 104} else {}, 300)
    quality = {
        "audio_consumer": [*lossy, *audio_in("bo", rows=300)],
        "video_consumer": [*blip, *video_in("bo", rows=300)],
    }
    finding = the(judge(quality), "remote-sender-loss")
    assert finding.media == "audio"
    assert "video" not in finding.summary


@pytest.mark.parametrize(
    ("reason", "code"), [("bandwidth", "bandwidth-limited-uplink"), ("cpu", "cpu-limited")]
)
def test_a_picture_that_was_held_back_is_described(reason: str, code: str) -> None:
    small = {
        "quality_limitation_reason": reason,
        "frame_width": 320,
        "frame_height": 180,
        "frames_per_second": 12,
    }
    finding = the(judge(_with(video_producer=video_out(lambda i: small if i >= 30 else {}))), code)
    assert "320x180 at 12 fps" in finding.summary


def test_key_frames_on_a_clean_uplink_do_not_ask_for_its_loss() -> None:
    finding = the(judge(_with(video_producer=video_out(lambda _: {"pli_count": 9}))), "keyframe-storm")
    assert "this uplink lost only 0 %" in (finding.likely_cause or "")
    assert "this uplink" not in (finding.advice or "")
