"""Key frames asked for again and again, against the few that every call has."""

import pytest

from tests.report.builders import (
    Change,
    Json,
    audio_out,
    codes,
    healthy_quality,
    judge,
    the,
    video_in,
    video_out,
)

ASKED: Json = {"pli_count": 7, "key_frames_encoded": 7}


def _call(change: Change, **series: list[Json]) -> Json:
    return healthy_quality() | {"video_producer": video_out(change), **series}


@pytest.mark.parametrize(
    "asked", [ASKED, {"fir_count": 5}, {"pli_count": 2, "fir_count": 2}, {"key_frames_encoded": 7}]
)
def test_requests_that_go_on_are_a_storm(asked: Json) -> None:
    diagnosis = judge(_call(lambda i: asked if 20 <= i < 40 else {}))
    finding = the(diagnosis, "keyframe-storm")
    assert (finding.severity, finding.media, finding.direction) == ("minor", "video", "send")
    assert finding.streams == ("video-send-p-video-me",)
    assert finding.evidence[0].threshold == 0.5


def test_a_short_storm_is_worth_knowing() -> None:
    assert codes(judge(_call(lambda i: ASKED if 20 <= i < 24 else {}))) == {"keyframe-storm": "info"}


@pytest.mark.parametrize(
    "change",
    [
        lambda i: ASKED if i < 2 else {},
        lambda i: ASKED if i in {20, 21} else {},
        lambda i: ASKED if i % 12 == 0 else {},
        lambda _: {"pli_count": 3, "key_frames_encoded": 3},
    ],
    ids=["at the start", "two samples", "now and then", "one in two seconds at most"],
)
def test_the_usual_requests_are_none(change: Change) -> None:
    assert codes(judge(_call(change))) == {}


def test_requests_of_those_who_join_are_none() -> None:
    joining = [row for number in range(3) for row in video_in(f"late{number}")[20 + 2 * number :]]
    asked = {"video_consumer": [*video_in("ana"), *joining]}
    assert codes(judge(_call(lambda i: ASKED if 20 <= i < 26 else {}, **asked))) == {}


def test_requests_that_follow_from_the_own_loss_are_part_of_it() -> None:
    lossy = {"packets_lost": 60}
    quality = _call(
        lambda i: ASKED | {"packets_lost": 150} if 20 <= i < 40 else {},
        audio_producer=audio_out(lambda i: lossy if 20 <= i < 40 else {}),
    )
    assert codes(judge(quality)).keys() == {"uplink-packet-loss"}
