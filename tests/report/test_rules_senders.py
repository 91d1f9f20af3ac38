"""Bad received media of some senders, while others' is fine in the same time, is those senders' trouble."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from rtk_mcp.report.finding import Finding
from tests.report.builders import Change, Json, audio_in, codes, every, judge, the, video_in

UNEVEN: Json = {"jitter": 0.06}
LATE_AUDIO: Json = {"jitter_buffer_delay": 336 * 0.4}
LATE_VIDEO: Json = {"jitter_buffer_delay": 200 * 0.4}
GAPS: Json = {"concealment_events": 9}
JERKY: Json = {"frames_per_second": 4}
TINY: Json = {"frame_width": 160, "frame_height": 90}
Rows = Callable[[str, Change | None], list[Json]]

BY_RULE = [
    ("high-jitter", "audio_consumer", audio_in, UNEVEN),
    ("playout-delay-high", "audio_consumer", audio_in, LATE_AUDIO),
    ("playout-delay-high", "video_consumer", video_in, LATE_VIDEO),
    ("audio-concealment", "audio_consumer", audio_in, GAPS),
    ("low-frame-rate", "video_consumer", video_in, JERKY),
    ("low-resolution", "video_consumer", video_in, TINY),
]


def _of(series: str, rows: Rows, people: Mapping[str, Change | None]) -> Json:
    return {series: [row for name, change in people.items() for row in rows(name, change)]}


def _while(start: int, end: int, values: Json) -> Change:
    return lambda index: values if start <= index < end else {}


def _said(finding: Finding) -> str:
    return f"{finding.summary} {finding.likely_cause} {finding.advice}"


@pytest.mark.parametrize(("code", "series", "rows", "bad"), BY_RULE)
def test_the_bad_one_of_several_is_named(code: str, series: str, rows: Rows, bad: Json) -> None:
    quality = _of(series, rows, {"ana": every(2, bad), "bo": None, "chidi": None})
    finding = the(judge(quality), code)
    assert "of one sender (peer ana)" in finding.summary
    assert "2 other senders" in finding.summary
    assert "eport of peer ana" in (finding.advice or "")


@pytest.mark.parametrize(("code", "series", "rows", "bad"), BY_RULE)
def test_what_all_have_is_nobodys_in_particular(code: str, series: str, rows: Rows, bad: Json) -> None:
    change = every(2, bad)
    finding = the(judge(_of(series, rows, {"ana": change, "bo": change, "chidi": change})), code)
    assert "peer" not in _said(finding)


@pytest.mark.parametrize(("code", "series", "rows", "bad"), BY_RULE)
def test_the_only_one_heard_is_not_blamed(code: str, series: str, rows: Rows, bad: Json) -> None:
    assert "one sender" not in the(judge(_of(series, rows, {"ana": every(2, bad)})), code).summary


@pytest.mark.parametrize(("code", "series", "rows", "bad"), BY_RULE)
def test_who_was_heard_at_other_times_only_is_no_comparison(
    code: str, series: str, rows: Rows, bad: Json
) -> None:
    away = _while(20, 60, {"packets_received": 0})
    finding = the(judge(_of(series, rows, {"ana": _while(25, 55, bad), "bo": away})), code)
    assert "other sender" not in finding.summary


def test_two_uneven_senders_beside_two_even_ones_are_not_the_own_link() -> None:
    people = {"ana": every(2, UNEVEN), "bo": every(3, UNEVEN), "chidi": None, "dao": None}
    finding = the(judge(_of("audio_consumer", audio_in, people)), "high-jitter")
    assert "of 2 senders (peers ana, bo)" in finding.summary
    assert "Those senders' network" in (finding.likely_cause or "")
    assert "cable" not in _said(finding)


def test_uneven_senders_at_different_times_are_each_their_own() -> None:
    people = {"ana": _while(5, 25, UNEVEN), "bo": _while(35, 55, UNEVEN)}
    finding = the(judge(_of("audio_consumer", audio_in, people)), "high-jitter")
    assert "of 2 senders (peers ana, bo)" in finding.summary


def test_a_line_that_shakes_all_alike_is_the_own_although_one_is_below_the_limit() -> None:
    people: dict[str, Change | None] = {
        "ana": lambda _: {"jitter": 0.033},
        "bo": lambda _: {"jitter": 0.028},
    }
    finding = the(judge(_of("audio_consumer", audio_in, people)), "high-jitter")
    assert "of one sender" not in finding.summary


def test_jitter_of_the_only_sender_is_left_open() -> None:
    finding = the(judge({"audio_consumer": audio_in("ana", every(2, UNEVEN))}), "high-jitter")
    assert "nobody else was heard" in (finding.likely_cause or "")


def test_videos_that_stop_together_are_this_devices_decoder() -> None:
    still = _while(20, 36, {"frames_decoded": 0, "frames_per_second": 0})
    people = {"ana": still, "bo": still, "chidi": still}
    finding = the(judge(_of("video_consumer", video_in, people)), "video-freeze")
    assert "video of 3 senders stood still together" in finding.summary
    assert "for 2 min" in finding.summary
    assert "This device" in (finding.likely_cause or "")
    assert finding.evidence[0].threshold is None


def test_one_frozen_video_beside_others_is_that_senders() -> None:
    still = _while(20, 30, {"frames_decoded": 0, "frames_per_second": 0})
    finding = the(judge(_of("video_consumer", video_in, {"ana": still, "bo": None})), "video-freeze")
    assert "of one sender (peer ana)" in finding.summary
    assert "1 other sender ran on" in finding.summary


def test_a_sender_without_a_peer_id_is_named_by_its_microphone() -> None:
    rows: list[dict[str, Any]] = [*audio_in("ana", every(2, UNEVEN)), *audio_in("bo")]
    nameless = [{key: value for key, value in row.items() if key != "peer_id"} for row in rows]
    diagnosis = judge({"audio_consumer": nameless})
    assert codes(diagnosis) == {"high-jitter": "major"}
    assert "of one sender (peer of producer p-audio-ana)" in diagnosis.headline
