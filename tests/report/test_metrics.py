"""Series by name, with the limits that the findings use."""

from typing import get_args

import pytest

from rtk_mcp.report.diagnosis import diagnose
from rtk_mcp.report.metric_names import MetricName
from rtk_mcp.report.metrics import METRICS, measured, scale_for, values
from tests.report.builders import audio_in, audio_out, every, read, the, video_in, video_out


def test_every_name_that_can_be_asked_for_is_a_metric() -> None:
    assert tuple(METRICS) == get_args(MetricName)


def test_what_was_measured_of_each_kind() -> None:
    signals = read(
        {
            "audio_consumer": audio_in(),
            "audio_producer": audio_out(lambda _: {"rtt": 0, "jitter": 0}),
            "video_producer": video_out(),
        }
    )
    received, sent, video = signals.streams
    assert measured([received]) == (
        "loss_pct",
        "jitter_ms",
        "jitter_buffer_ms",
        "concealments",
        "score_ratio",
        "bitrate_kbps",
        "packets",
        "lost",
    )
    assert measured([sent]) == ("score_ratio", "bitrate_kbps", "packets", "lost")
    assert {"fps", "cpu_limited", "plis", "rtt_ms"} <= {*measured([video])}
    assert "rtt_ms" in measured([received, video])
    assert measured([]) == ()


def test_bitrate_is_of_the_time_that_the_sample_covers() -> None:
    (stream,) = read({"audio_producer": audio_out(rows=6)}).streams
    rates = [rate for _, rate in values(stream, "bitrate_kbps", stream.active)]
    assert rates == pytest.approx([28_000 * 8 / 1_000 / 7] * 6)


def test_bitrate_after_a_pause_is_not_spread_over_the_pause() -> None:
    rows = [row for place, row in enumerate(audio_out(rows=40)) if not 10 <= place < 30]
    (stream,) = read({"audio_producer": rows}).streams
    assert min(rate for _, rate in values(stream, "bitrate_kbps", stream.active)) == pytest.approx(32)


def test_limits_are_those_of_the_findings() -> None:
    quality = {
        "audio_consumer": audio_in("ana", every(3, {"packets_lost": 60, "concealment_events": 9})),
        "video_consumer": video_in("ana", every(3, {"packets_lost": 200})),
    }
    signals = read(quality)
    audio, video = signals.streams
    limits = [scale.poor for stream in (audio, video) if (scale := scale_for(stream, "loss_pct"))]
    assert limits == [5, 8]
    evidence = the(diagnose(signals), "inbound-loss-unattributed").evidence
    assert {each.threshold for each in evidence if each.metric == "loss_pct"} <= {*limits}


def test_what_is_not_judged_has_no_limits() -> None:
    received, sent = read({"audio_consumer": audio_in(), "audio_producer": audio_out()}).streams
    assert scale_for(sent, "rtt_ms") is not None
    assert scale_for(received, "rtt_ms") is None
    assert scale_for(sent, "jitter_buffer_ms") is None
    assert scale_for(received, "packets") is None
