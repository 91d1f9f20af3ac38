"""Every rule fires on what it is about, with evidence, and says whose it is."""

from typing import Any

import pytest

from rtk_mcp.render.findings import finding_codes
from tests.report.builders import (
    Change,
    audio_in,
    audio_out,
    codes,
    every,
    healthy_quality,
    judge,
    only,
    the,
    timestamp,
    video_in,
    video_out,
)

LOSSY = every(3, {"packets_lost": 60})
"""Audio: 14.6 % in a third of the samples."""


def _with(**series: Any) -> dict[str, Any]:
    return healthy_quality() | series


def _pair(**fields: Any) -> dict[str, Any]:
    return {"nominated": True, "local_candidate_type": "host", "local_candidate_protocol": "udp"} | fields


def _paths(**transports: list[dict[str, Any]]) -> dict[str, Any]:
    return {"candidate_pairs": {f"{name}_transport": pairs for name, pairs in transports.items()}}


def test_uplink_loss() -> None:
    finding = the(judge(_with(audio_producer=audio_out(LOSSY))), "uplink-packet-loss")
    assert (finding.severity, finding.confidence) == ("critical", "high")
    assert (finding.media, finding.direction) == ("audio", "send")
    evidence = finding.evidence[0]
    assert evidence.metric == "loss_pct"
    assert evidence.value == pytest.approx(100 * 60 / 350)
    assert (evidence.unit, evidence.threshold, evidence.samples) == ("%", 5, 58)
    assert evidence.share_of_active_time == pytest.approx(1 / 3, abs=0.02)
    assert finding.streams == ("audio-send-p-audio-me",)
    assert finding.windows[0].worst == pytest.approx(100 * 60 / 350)


def test_loss_from_two_senders_at_once_is_the_own_downlink() -> None:
    diagnosis = judge(_with(audio_consumer=[*audio_in("ana", LOSSY), *audio_in("bo", LOSSY)]))
    assert set(codes(diagnosis)) == {"downlink-packet-loss"}
    assert "2 senders at once" in diagnosis.headline
    assert diagnosis.verdict == "poor"


def test_loss_from_one_sender_among_clean_ones_is_that_sender() -> None:
    diagnosis = judge(_with(audio_consumer=[*audio_in("ana", LOSSY), *audio_in("bo")]))
    finding = the(diagnosis, "remote-sender-loss")
    assert set(codes(diagnosis)) == {"remote-sender-loss"}
    assert "peer ana" in finding.summary
    assert finding.streams == ("audio-receive-p-audio-ana",)


def test_audio_and_video_of_one_person_are_one_sender() -> None:
    quality = _with(
        audio_consumer=[*audio_in("ana", LOSSY), *audio_in("bo")],
        video_consumer=[*video_in("ana", every(3, {"packets_lost": 200})), *video_in("bo")],
    )
    finding = the(judge(quality), "remote-sender-loss")
    assert finding.media == "connection"
    assert len(finding.streams) == 2


def test_loss_from_the_only_sender_cannot_be_attributed() -> None:
    diagnosis = judge({"audio_consumer": audio_in("ana", LOSSY)})
    finding = the(diagnosis, "inbound-loss-unattributed")
    assert "cannot tell whose link" in finding.summary


def test_senders_lossy_at_different_times_are_not_the_own_downlink() -> None:
    first = audio_in("ana", lambda i: {"packets_lost": 60} if 10 <= i < 25 else {})
    second = audio_in("bo", lambda i: {"packets_lost": 60} if 35 <= i < 50 else {})
    diagnosis = judge({"audio_consumer": [*first, *second]})
    assert [finding.code for finding in diagnosis.findings] == ["remote-sender-loss"] * 2


def test_a_sender_who_was_silent_during_the_loss_is_no_comparison() -> None:
    first = audio_in("ana", lambda i: {"packets_lost": 60} if 30 <= i < 50 else {})
    muted_then = audio_in("bo", lambda i: {"packets_received": 0} if i >= 25 else {})
    assert "inbound-loss-unattributed" in codes(judge({"audio_consumer": [*first, *muted_then]}))


def test_fair_loss_is_minor() -> None:
    diagnosis = judge(_with(audio_producer=audio_out(every(2, {"packets_lost": 10}))))
    assert codes(diagnosis) == {"uplink-packet-loss": "minor"}
    assert diagnosis.verdict == "fair"


def test_half_a_minute_of_outage_in_a_long_call_is_minor() -> None:
    rows = audio_out(lambda i: {"packets_lost": 200} if 150 <= i < 154 else {}, rows=300)
    assert codes(judge(_with(audio_producer=rows)))["uplink-packet-loss"] == "minor"


@pytest.mark.parametrize(("rtt_s", "severity"), [(0.2, "minor"), (0.4, "major"), (0.7, "critical")])
def test_a_long_round_trip(rtt_s: float, severity: str) -> None:
    diagnosis = judge(_with(audio_producer=audio_out(lambda _: {"rtt": rtt_s})))
    finding = the(diagnosis, "high-round-trip-time")
    assert (finding.severity, finding.media, finding.direction) == (severity, "connection", "none")
    assert finding.evidence[0].value == pytest.approx(rtt_s * 1000)


def test_a_round_trip_that_is_short_at_times_is_not_blamed_on_distance() -> None:
    finding = the(judge(_with(audio_producer=audio_out(every(2, {"rtt": 0.8})))), "high-round-trip-time")
    assert "40 ms at its best" in (finding.likely_cause or "")


def test_jitter_of_received_audio() -> None:
    jittery = every(3, {"jitter": 0.05})
    diagnosis = judge(_with(audio_consumer=[*audio_in("ana", jittery), *audio_in("bo", jittery)]))
    finding = the(diagnosis, "high-jitter")
    assert (finding.severity, finding.media, finding.direction) == ("major", "audio", "receive")


def test_jitter_of_one_sender_names_that_sender() -> None:
    diagnosis = judge(_with(audio_consumer=[*audio_in("ana", every(3, {"jitter": 0.05})), *audio_in("bo")]))
    assert "of one sender (peer ana)" in the(diagnosis, "high-jitter").summary


def test_jitter_of_video_alone_is_minor() -> None:
    diagnosis = judge(_with(video_consumer=[*video_in("ana", every(3, {"jitter": 0.05})), *video_in("bo")]))
    assert codes(diagnosis) == {"high-jitter": "minor"}


def test_a_full_jitter_buffer() -> None:
    late = every(2, {"jitter_buffer_delay": 336 * 0.4})
    finding = the(judge(_with(audio_consumer=audio_in("ana", late))), "playout-delay-high")
    assert finding.severity == "major"
    assert finding.evidence[0].value == pytest.approx(400)


@pytest.mark.parametrize(
    ("reason", "code"), [("bandwidth", "bandwidth-limited-uplink"), ("cpu", "cpu-limited")]
)
def test_an_encoder_held_back(reason: str, code: str) -> None:
    rows = video_out(lambda i: {"quality_limitation_reason": reason} if i >= 30 else {})
    finding = the(judge(_with(video_producer=rows)), code)
    assert finding.severity == "minor"
    assert finding.evidence[0].metric == f"{reason}_limited_ratio"
    assert finding.evidence[0].share_of_active_time == pytest.approx(30 / 58)


def test_an_encoder_held_back_to_a_poor_picture_is_major() -> None:
    poor = {
        "quality_limitation_reason": "cpu",
        "frames_per_second": 5,
        "frame_width": 640,
        "frame_height": 360,
    }
    diagnosis = judge(_with(video_producer=video_out(lambda i: poor if i >= 30 else {})))
    assert codes(diagnosis) == {"cpu-limited": "major"}
    assert {evidence.metric for evidence in the(diagnosis, "cpu-limited").evidence} == {
        "cpu_limited_ratio",
        "fps",
    }


def test_frames_dropped_on_a_clean_network() -> None:
    rows = video_in("ana", every(2, {"frames_dropped": 120, "frames_decoded": 80}))
    diagnosis = judge(_with(video_consumer=[*rows, *video_in("bo")]))
    assert the(diagnosis, "decoder-overload").severity in {"major", "critical"}


def test_frames_dropped_under_loss_are_no_overload() -> None:
    rows = video_in("ana", every(2, {"frames_dropped": 120, "frames_decoded": 80, "packets_lost": 150}))
    found = codes(judge(_with(video_consumer=[*rows, *video_in("bo")])))
    assert "decoder-overload" not in found
    assert "remote-sender-loss" in found


def test_a_frozen_picture() -> None:
    frozen = only(20, 21, 22, frames_decoded=0, frames_per_second=0)
    finding = the(judge(_with(video_consumer=[*video_in("ana", frozen), *video_in("bo")])), "video-freeze")
    assert finding.severity == "major"
    assert "no frame was decoded for 21 s" in finding.summary
    assert finding.streams == ("video-receive-p-video-ana",)


def test_jerky_video() -> None:
    rows = video_in("ana", every(2, {"frames_per_second": 4}))
    assert codes(judge(_with(video_consumer=[*rows, *video_in("bo")]))) == {"low-frame-rate": "major"}


def test_a_drop_to_a_fair_frame_rate_is_minor() -> None:
    rows = video_in("ana", every(2, {"frames_per_second": 12}))
    assert codes(judge(_with(video_consumer=[*rows, *video_in("bo")]))) == {"low-frame-rate": "minor"}


def test_a_tiny_picture_is_major_when_sent_and_minor_when_received() -> None:
    tiny = {"frame_width": 160, "frame_height": 90}
    assert codes(judge(_with(video_producer=video_out(lambda _: tiny)))) == {"low-resolution": "major"}
    received = _with(video_consumer=[*video_in("ana", lambda _: tiny), *video_in("bo")])
    assert codes(judge(received)) == {"low-resolution": "minor"}


def test_a_share_that_shrank_is_unreadable() -> None:
    small = {"frame_width": 480, "frame_height": 270}
    rows = video_in("ana", lambda i: small if i > 30 else {})
    found = the(judge(_with(screenshare_video_consumer=rows)), "screenshare-unreadable")
    assert found.severity == "major"
    always = video_in("ana", lambda _: small)
    found = the(judge(_with(screenshare_video_consumer=always)), "screenshare-unreadable")
    assert (found.severity, found.confidence) == ("minor", "low")


@pytest.mark.parametrize(
    ("change", "severity"),
    [
        (every(3, {"concealment_events": 7}), "minor"),
        (every(3, {}, {"concealment_events": 7}), "major"),
        (every(5, {"concealment_events": 14}), "major"),
    ],
)
def test_audible_gaps_are_major_when_they_go_on_or_are_severe(change: Change, severity: str) -> None:
    rows = audio_in("ana", change)
    assert codes(judge(_with(audio_consumer=[*rows, *audio_in("bo")]))) == {"audio-concealment": severity}


def test_mild_loss_with_gaps_now_and_then_stays_minor() -> None:
    mild = every(4, {"packets_lost": 8, "concealment_events": 6})
    diagnosis = judge(_with(audio_consumer=[*audio_in("ana", mild), *audio_in("bo", mild)]))
    assert codes(diagnosis) == {"downlink-packet-loss": "minor"}


def test_a_symptom_that_was_felt_more_is_told_with_its_cause() -> None:
    heard = every(3, {}, {"packets_lost": 8, "concealment_events": 7})
    diagnosis = judge(_with(audio_consumer=[*audio_in("ana", heard), *audio_in("bo", heard)]))
    finding = the(diagnosis, "downlink-packet-loss")
    assert finding.severity == "major"
    assert "concealments" in {evidence.metric for evidence in finding.evidence}
    assert finding.summary.count(". ") == 0
    assert finding.summary.endswith(".")


def test_a_tcp_relay_is_worth_knowing_by_itself() -> None:
    pair = _pair(local_candidate_type="relay", local_candidate_protocol="tls")
    diagnosis = judge(healthy_quality(), _paths(producing=[pair], consuming=[pair]))
    assert codes(diagnosis) == {"tcp-relay": "info"}
    assert diagnosis.verdict == "good"


def test_a_tcp_relay_explains_the_delay_found_with_it() -> None:
    pair = _pair(local_candidate_type="relay", local_candidate_protocol="tcp")
    late = every(2, {"jitter_buffer_delay": 336 * 0.4})
    quality = _with(audio_consumer=[*audio_in("ana", late), *audio_in("bo", late)])
    diagnosis = judge(quality, _paths(producing=[pair], consuming=[pair]))
    assert codes(diagnosis) == {"tcp-relay": "major"}
    assert diagnosis.headline.startswith("Media went through a TURN relay over TCP instead of UDP")
    assert "late" in diagnosis.headline


@pytest.mark.parametrize(
    "pairs",
    [
        [_pair(local_candidate_type="relay", local_candidate_protocol="udp")],
        [_pair(), _pair(nominated=False, local_candidate_type="relay", local_candidate_protocol="tcp")],
        [_pair(local_candidate_protocol="tcp")],
        [
            _pair(last_packet_sent_timestamp=2_000),
            _pair(
                local_candidate_type="relay", local_candidate_protocol="tcp", last_packet_sent_timestamp=1_000
            ),
        ],
    ],
)
def test_only_a_relay_in_use_over_tcp_counts(pairs: list[dict[str, Any]]) -> None:
    assert codes(judge(healthy_quality(), _paths(producing=pairs))) == {}


def test_a_vpn_on_every_path() -> None:
    vpn = _pair(local_candidate_network_type="vpn")
    assert codes(judge(healthy_quality(), _paths(producing=[vpn], consuming=[vpn]))) == {"vpn-path": "info"}
    assert codes(judge(healthy_quality(), _paths(producing=[vpn], consuming=[_pair()]))) == {}


@pytest.mark.parametrize(
    "details",
    [
        {"audio": "DENIED"},
        {"kind": "audio", "state": "SYSTEM_DENIED"},
        {"device": "microphone", "permission": "denied"},
        {"media_type": "AUDIO", "status": "NO_DEVICES_AVAILABLE", "other": None},
    ],
)
def test_a_microphone_that_was_refused(details: dict[str, Any]) -> None:
    events = [{"name": "media_permission", "timestamp": timestamp(0), "metadata": details}]
    finding = the(judge(_with(audio_producer=[]), {"events": events}), "permission-denied")
    assert (finding.severity, finding.media) == ("major", "device")
    assert "microphone" in finding.summary


@pytest.mark.parametrize("last", [{"video": "ACCEPTED"}, {"video": "CANCELED"}])
def test_a_refusal_that_did_not_last_is_none(last: dict[str, Any]) -> None:
    events = [
        {"name": "media_permission", "timestamp": timestamp(5), "metadata": last},
        {"name": "media_permission", "timestamp": timestamp(0), "metadata": {"video": "DENIED"}},
    ]
    found = codes(judge(_with(video_producer=[]), {"events": events}))
    assert ("permission-denied" in found) == (last == {"video": "CANCELED"})


def test_a_camera_lost_in_mid_call_is_found_although_it_sent_before() -> None:
    events = [
        {"name": "media_permission", "timestamp": timestamp(30), "metadata": {"video": "COULD_NOT_START"}}
    ]
    before, throughout = video_out(rows=30), video_out()
    assert "permission-denied" in codes(judge(_with(video_producer=before), {"events": events}))
    assert codes(judge(_with(video_producer=throughout), {"events": events})) == {}


def test_a_low_score_that_nothing_explains() -> None:
    rows = audio_in("ana", every(2, {"mos_quality": 0.3}))
    assert codes(judge(_with(audio_consumer=[*rows, *audio_in("bo")]))) == {"low-quality-score": "major"}


def test_a_low_score_is_folded_into_what_explains_it() -> None:
    rows = audio_in("ana", every(3, {"packets_lost": 60, "mos_quality": 0.3, "concealment_events": 9}))
    diagnosis = judge(_with(audio_consumer=[*rows, *audio_in("bo")]))
    finding = the(diagnosis, "remote-sender-loss")
    assert len(diagnosis.findings) == 1
    assert [each.metric for each in finding.evidence] == ["loss_pct", "score_ratio", "concealments"]


CUMULATIVE: dict[str, tuple[dict[str, Any], str, str]] = {
    "audio_producer": (
        {"packet_loss": {"avg": 6, "5_or_greater_event_fraction": 0.3}, "rtt": {"avg": 60}},
        "uplink-packet-loss",
        "major",
    ),
    "audio_consumer": (
        {"packet_loss": {"avg": 2, "5_or_greater_event_fraction": 0.01}},
        "inbound-loss-unattributed",
        "minor",
    ),
    "video_producer": (
        {
            "issues": {"cpu_quality_limitation_fraction": 0.4},
            "quality_mos": {"avg": 0.95},
            "rtt": {"avg": 50},
        },
        "cpu-limited",
        "minor",
    ),
    "video_consumer": (
        {"frame_per_second": {"avg": 24}, "issues": {"lag_fraction": 0.3}},
        "low-frame-rate",
        "major",
    ),
    "screenshare_audio_consumer": (
        {"jitter_buffer_delay": {"avg": 90, "100ms_or_greater_event_fraction": 0.2}},
        "playout-delay-high",
        "minor",
    ),
    "screenshare_video_producer": (
        {"rtt": {"avg": 200, "250ms_or_greater_event_fraction": 0.3, "500ms_or_greater_event_fraction": 0.2}},
        "high-round-trip-time",
        "major",
    ),
}


@pytest.mark.parametrize("series", CUMULATIVE)
def test_cumulative_statistics_alone_are_believed_with_low_confidence(series: str) -> None:
    section, code, severity = CUMULATIVE[series]
    finding = the(judge({f"{series}_cumulative": section}), code)
    assert (finding.severity, finding.confidence) == (severity, "low")
    assert finding.evidence[0].samples is None


def test_cumulative_statistics_do_not_speak_where_rows_do() -> None:
    quality = _with(audio_consumer_cumulative={"packet_loss": {"avg": 30, "5_or_greater_event_fraction": 1}})
    assert codes(judge(quality)) == {}


def test_good_cumulative_statistics_say_what_they_may_hide() -> None:
    diagnosis = judge(
        {"audio_consumer_cumulative": {"packet_loss": {"avg": 0}, "quality_mos": {"avg": 0.99}}}
    )
    assert diagnosis.verdict == "good"
    assert "cumulative statistics" in diagnosis.headline


def test_findings_are_ranked_worst_first() -> None:
    quality = _with(
        audio_producer=audio_out(LOSSY),
        video_consumer=[*video_in("ana", every(2, {"frames_per_second": 12})), *video_in("bo")],
    )
    severities = [finding.severity for finding in judge(quality).findings]
    assert severities == ["critical", "minor"]


def test_every_code_that_fires_here_has_a_page() -> None:
    assert {"uplink-packet-loss", "video-freeze", "permission-denied", "vpn-path"} <= set(finding_codes())
