"""A symptom is part of its cause when both were there at the same time and place, and only then."""

from tests.report.builders import (
    Change,
    Json,
    audio_in,
    audio_out,
    codes,
    healthy_quality,
    judge,
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
