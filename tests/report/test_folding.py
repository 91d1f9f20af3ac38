"""A symptom is part of its cause when both were there at the same time and place, and only then."""

from datetime import timedelta
from typing import Any

import pytest

from rtk_mcp.report.finding import Evidence, Finding, Window
from rtk_mcp.report.folding import fold
from tests.report.builders import (
    START,
    Change,
    Json,
    audio_in,
    audio_out,
    codes,
    healthy_quality,
    judge,
    the,
    video_in,
    video_out,
)

ROWS = 120
LOSSY: Json = {"packets_lost": 60}
GAPS: Json = {"concealment_events": 14}


def _within(start: int, end: int, values: Json) -> Change:
    return lambda i: values if start <= i < end else {}


def test_gaps_at_the_time_of_loss_are_part_of_it() -> None:
    rows = audio_in("ana", _within(20, 60, LOSSY | GAPS), ROWS)
    assert codes(judge({"audio_consumer": [*rows, *audio_in("bo", rows=ROWS)]})).keys() == {
        "remote-sender-loss"
    }


def test_gaps_at_another_time_than_the_loss_have_another_cause() -> None:
    rows = audio_in("ana", lambda i: LOSSY if 10 <= i < 30 else GAPS if i >= 70 else {}, ROWS)
    found = codes(judge({"audio_consumer": [*rows, *audio_in("bo", rows=ROWS)]}))
    assert found.keys() == {"remote-sender-loss", "audio-concealment"}


def test_a_consequence_that_trails_its_cause_is_part_of_it() -> None:
    rows = audio_in("ana", lambda i: LOSSY if 20 <= i < 60 else GAPS if 60 <= i < 66 else {}, ROWS)
    found = codes(judge({"audio_consumer": [*rows, *audio_in("bo", rows=ROWS)]}))
    assert found.keys() == {"remote-sender-loss"}


def test_a_cause_is_not_blamed_for_what_another_sender_did() -> None:
    quality = {
        "audio_consumer": [
            *audio_in("ana", _within(20, 60, LOSSY), ROWS),
            *audio_in("bo", _within(20, 60, GAPS), ROWS),
            *audio_in("chidi", rows=ROWS),
        ]
    }
    assert codes(judge(quality)).keys() == {"remote-sender-loss", "audio-concealment"}


def test_a_bit_rate_held_back_absorbs_the_mild_loss_that_made_it_so() -> None:
    held = {"quality_limitation_reason": "bandwidth", "packets_lost": 30}
    quality = healthy_quality() | {"video_producer": video_out(lambda i: held if i >= 20 else {})}
    assert codes(judge(quality)).keys() == {"bandwidth-limited-uplink"}


def test_heavy_loss_explains_that_the_bit_rate_was_held_back() -> None:
    held = {"quality_limitation_reason": "bandwidth", "packets_lost": 250}
    quality = healthy_quality() | {
        "video_producer": video_out(lambda i: held if i >= 20 else {}),
        "audio_producer": audio_out(lambda i: LOSSY if i >= 20 else {}),
    }
    assert codes(judge(quality)).keys() == {"uplink-packet-loss"}


def test_a_slow_processor_explains_the_small_and_jerky_picture_it_sends() -> None:
    slow = {
        "quality_limitation_reason": "cpu",
        "frames_per_second": 4,
        "frame_width": 200,
        "frame_height": 112,
    }
    quality = healthy_quality() | {"video_producer": video_out(lambda i: slow if i >= 20 else {})}
    assert codes(judge(quality)) == {"cpu-limited": "major"}


def test_a_frozen_picture_of_a_lossy_sender_is_part_of_the_loss() -> None:
    bad = _within(20, 60, {"packets_lost": 400, "frames_decoded": 0, "frames_per_second": 0})
    quality = {"video_consumer": [*video_in("ana", bad, ROWS), *video_in("bo", rows=ROWS)]}
    assert codes(judge(quality)).keys() == {"remote-sender-loss"}


def _finding(code: str, *spans_s: tuple[int, int], **values: Any) -> Finding:
    windows = tuple(
        Window(START + timedelta(seconds=start), START + timedelta(seconds=end), 5.0)
        for start, end in spans_s
    )
    told = {
        "severity": "minor",
        "confidence": "high",
        "media": "connection",
        "direction": "receive",
        "summary": f"There was {code}.",
        "streams": ("a",),
    }
    return Finding(code, **(told | values), windows=windows)


def _score(value: float, *spans_s: tuple[int, int], **values: Any) -> Finding:
    evidence = (Evidence("score_ratio", value, "of 1", 0.5, 0.24, 100),)
    return _finding("low-quality-score", *spans_s, **({"evidence": evidence, "media": "audio"} | values))


def test_of_two_causes_the_one_that_was_there_longer_has_the_symptom() -> None:
    found = fold(
        [
            _finding("reconnects", (100, 102), streams=(), direction="none"),
            _finding("network-congestion", (100, 200)),
            _score(0.2, (100, 190), severity="major"),
        ]
    )
    assert {finding.code: finding.severity for finding in found} == {
        "reconnects": "minor",
        "network-congestion": "major",
    }


def test_of_two_causes_the_one_on_more_of_the_streams_has_the_symptom() -> None:
    found = fold(
        [
            _finding("remote-sender-loss", (0, 100), streams=("a",)),
            _finding("high-jitter", (0, 400), streams=("a", "b")),
            _finding("audio-concealment", (0, 100), streams=("a", "b"), severity="major"),
        ]
    )
    assert {finding.code: finding.severity for finding in found}["high-jitter"] == "major"


def test_of_causes_that_share_about_as_much_the_likelier_has_the_symptom() -> None:
    found = fold(
        [
            _finding("remote-sender-loss", (0, 95)),
            _finding("high-jitter", (0, 100), streams=("a", "b", "c")),
            _finding("audio-concealment", (0, 100), severity="major"),
        ]
    )
    assert {finding.code: finding.severity for finding in found}["remote-sender-loss"] == "major"


def test_a_break_that_was_hardly_felt_is_not_blamed_for_what_was_worse_at_other_times() -> None:
    found = fold([_finding("reconnects", (100, 102), streams=()), _score(0.2, (130, 170), severity="major")])
    assert [finding.code for finding in found] == ["reconnects", "low-quality-score"]


def test_a_cause_that_takes_the_severity_of_a_low_score_says_so() -> None:
    (found,) = fold([_finding("remote-sender-loss", (0, 100)), _score(0.2, (0, 100), severity="major")])
    assert found.severity == "major"
    assert found.summary == "There was remote-sender-loss, with a low quality score."
    assert found.evidence[-1].value == 0.2


def test_a_cause_that_tells_nothing_of_media_says_in_one_sentence_how_it_was_felt() -> None:
    (found,) = fold(
        [
            _finding("tcp-relay", streams=(), severity="info", direction="none"),
            _finding("playout-delay-high", (0, 100), severity="critical"),
            _finding("high-jitter", (0, 100), severity="major", streams=("b",)),
        ]
    )
    assert found.summary == "There was tcp-relay, felt as late sound or video."
    assert found.severity == "critical"
    assert found.streams == ("a", "b")


def test_the_evidence_that_decided_the_severity_is_told_in_place_of_a_milder_symptoms() -> None:
    milder = (Evidence("score_ratio", 0.357, "of 1", 0.5, 0.1, 62, "video"),)
    (found,) = fold(
        [
            _finding("network-congestion", (0, 100)),
            _finding("high-jitter", (0, 100), evidence=milder),
            _score(0.2, (0, 100), severity="major"),
        ]
    )
    assert [each.value for each in found.evidence if each.metric == "score_ratio"] == [0.2]


def test_the_evidence_that_decided_the_severity_is_told_beside_the_causes_own() -> None:
    own = Evidence("rtt_ms", 583.0, "ms", 152.0, 0.56, 93)
    measured = Evidence("rtt_ms", 589.0, "ms", 300.0, 0.56, 133, "audio")
    delay = _finding("high-round-trip-time", (0, 100), severity="critical", evidence=(measured,))
    (found,) = fold([_finding("network-congestion", (0, 100), evidence=(own,)), delay])
    assert found.evidence == (own, measured)


def test_windows_reach_over_the_symptom_that_decided_the_severity() -> None:
    (found,) = fold(
        [_finding("remote-sender-loss", (0, 100)), _score(0.2, (0, 100), (150, 200), severity="major")]
    )
    assert [(window.start, window.end) for window in found.windows] == [
        (START, START + timedelta(seconds=100)),
        (START + timedelta(seconds=150), START + timedelta(seconds=200)),
    ]
    assert {window.worst for window in found.windows} == {None}


def test_windows_that_hold_the_symptom_keep_their_worst_values() -> None:
    (found,) = fold([_finding("remote-sender-loss", (0, 100)), _score(0.2, (3, 97), severity="major")])
    assert [window.worst for window in found.windows] == [5.0]


def test_a_mere_consequence_leaves_the_windows_of_its_cause() -> None:
    (found,) = fold([_finding("remote-sender-loss", (0, 100)), _score(0.7, (0, 100), (150, 200))])
    assert [(window.end, window.worst) for window in found.windows] == [(START + timedelta(seconds=100), 5.0)]


def test_one_slow_device_is_one_finding_for_what_it_sends_and_shows() -> None:
    slow = {"quality_limitation_reason": "cpu"}
    quality = healthy_quality() | {
        "video_producer": video_out(lambda i: slow if i >= 20 else {}),
        "video_consumer": video_in("ana", lambda i: {"frames_dropped": 120} if i >= 20 else {}),
    }
    found = judge(quality)
    assert codes(found) == {"cpu-limited": "major"}
    assert the(found, "cpu-limited").summary.endswith(", and the device dropped frames of received video.")
    assert set(the(found, "cpu-limited").streams) == {"video-send-p-video-me", "video-receive-p-video-ana"}


@pytest.mark.parametrize(("jerky", "small"), [("minor", "minor"), ("major", "minor"), ("minor", "major")])
def test_one_picture_that_is_jerky_and_small_is_one_finding(jerky: Any, small: Any) -> None:
    (found,) = fold(
        [
            _finding("low-frame-rate", (0, 100), severity=jerky),
            _finding("low-resolution", (0, 100), severity=small),
        ]
    )
    assert found.code == ("low-resolution" if small == "major" else "low-frame-rate")


def _delay(share: float, *spans_s: tuple[int, int], severity: str) -> Finding:
    evidence = (Evidence("rtt_ms", 458.0, "ms", 300.0, share, 132, "video"),)
    return _finding("high-round-trip-time", *spans_s, severity=severity, direction="none", evidence=evidence)


def test_a_queue_that_delays_and_holds_back_is_one_finding() -> None:
    held = _finding("bandwidth-limited-uplink", (90, 210), direction="send")
    for severity, code in (("major", "high-round-trip-time"), ("minor", "bandwidth-limited-uplink")):
        (found,) = fold([_delay(0.4, (100, 200), severity=severity), held])
        assert found.code == code


def test_a_long_way_is_no_part_of_a_narrow_line() -> None:
    held = _finding("bandwidth-limited-uplink", (0, 400), direction="send")
    assert len(fold([_delay(1.0, (0, 400), severity="major"), held])) == 2
    assert len(fold([_delay(0.4, (0, 100), severity="major"), held])) == 2


def test_a_vpn_does_not_explain_a_low_score() -> None:
    vpn = _finding("vpn-path", streams=(), severity="info", direction="none")
    assert len(fold([vpn, _score(0.2, (0, 100), severity="major")])) == 2


def test_what_made_a_mild_cause_bad_is_told_in_its_sentence() -> None:
    mild = lambda i: {"packets_lost": 9} | GAPS if 10 <= i < 110 else {}  # noqa: E731 - read as a table
    (finding,) = judge(
        {"audio_consumer": [*audio_in("ana", mild, ROWS), *audio_in("bo", mild, ROWS)]}
    ).findings
    assert (finding.code, finding.severity) == ("downlink-packet-loss", "critical")
    assert finding.summary.endswith(", felt as gaps in received sound.")
