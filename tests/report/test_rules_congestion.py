"""A full line is told from radio, distance and long queues by what rises together."""

from collections.abc import Callable
from random import Random
from typing import Any

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
    video_in,
    video_out,
)

ROWS = 120
BAD = range(40, 80)
Sometimes = Callable[[int], bool]


def _bad(index: int) -> bool:
    return index in BAD


def _never(_: int) -> bool:
    return False


def _up(*, lossy: Sometimes = _bad, late: Sometimes = _bad, shaky: Sometimes = _bad) -> Change:
    """A sent row whose loss, round trip and jitter are bad at times of their own."""
    rng = Random(5)

    def row(index: int) -> Json:
        return {
            "packets_lost": rng.randint(20, 50) if lossy(index) else 0,
            "rtt": rng.uniform(0.25, 0.5) if late(index) else rng.uniform(0.03, 0.05),
            "jitter": rng.uniform(0.02, 0.04) if shaky(index) else rng.uniform(0.002, 0.006),
        }

    return row


def _sent(**when: Sometimes) -> Json:
    return _with(audio_producer=audio_out(_up(**when), ROWS), video_producer=[])


def _with(**series: Any) -> Json:
    return healthy_quality() | {
        "audio_consumer": [*audio_in("ana", rows=ROWS), *audio_in("bo", rows=ROWS)],
        "video_consumer": [],
        "video_producer": [],
        **series,
    }


def test_loss_jitter_and_round_trip_that_rise_together_are_one_finding() -> None:
    diagnosis = judge(_sent())
    finding = the(diagnosis, "network-congestion")
    assert codes(diagnosis).keys() == {"network-congestion"}
    assert (finding.direction, finding.confidence) == ("send", "high")
    assert finding.severity in {"major", "critical"}
    assert {"loss_pct", "rtt_ms", "jitter_ms"} <= {each.metric for each in finding.evidence}
    assert "uplink was congested" in diagnosis.headline
    assert "when quiet" in diagnosis.headline


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ({"late": _never, "shaky": _never}, "uplink-packet-loss"),
        ({"late": _never}, "uplink-packet-loss"),
        ({"lossy": _never}, "high-round-trip-time"),
        ({"late": lambda _: True}, "uplink-packet-loss"),
        ({"late": lambda i: i % 3 == 0}, "uplink-packet-loss"),
        ({"late": lambda i: i < 40}, "uplink-packet-loss"),
    ],
    ids=["radio", "shaky radio", "a long queue", "distance", "spikes by themselves", "at another time"],
)
def test_loss_and_delay_that_do_not_go_together_are_no_congestion(when: dict[str, Any], code: str) -> None:
    found = codes(judge(_sent(**when)))
    assert "network-congestion" not in found
    assert code in found


@pytest.mark.parametrize("seed", range(6))
def test_a_line_that_was_full_most_of_the_call_is_told_by_the_worst_of_it(seed: int) -> None:
    rng = Random(seed)
    full = {index for index in range(ROWS) if rng.random() < 0.7}

    def row(index: int) -> Json:
        hard = index in full
        return {
            "packets_lost": rng.randint(40, 70) if hard else rng.randint(5, 12),
            "rtt": rng.uniform(0.4, 0.6) if hard else rng.uniform(0.05, 0.09),
            "jitter": rng.uniform(0.03, 0.05) if hard else rng.uniform(0.004, 0.008),
        }

    assert codes(judge(_with(audio_producer=audio_out(row, ROWS)))).keys() == {"network-congestion"}


def _received(rng: Random, *, late: Sometimes = _bad) -> Change:
    def row(index: int) -> Json:
        lost = rng.randint(25, 35) if _bad(index) else 0
        emitted = 336 - lost
        return {
            "packets_lost": lost,
            "packets_received": 350 - lost,
            "jitter": rng.uniform(0.03, 0.05) if late(index) else 0.004,
            "jitter_buffer_emitted_count": emitted,
            "jitter_buffer_delay": emitted * (0.18 if late(index) else 0.04),
        }

    return row


def test_a_full_downlink_shows_in_what_all_send_and_in_the_own_round_trip() -> None:
    rng = Random(2)
    late = _up(lossy=_never, shaky=_never)
    quality = _with(
        audio_consumer=[*audio_in("ana", _received(rng), ROWS), *audio_in("bo", _received(rng), ROWS)],
        audio_producer=audio_out(late, ROWS),
    )
    diagnosis = judge(quality)
    assert codes(diagnosis).keys() == {"network-congestion"}
    finding = the(diagnosis, "network-congestion")
    assert (finding.direction, finding.confidence) == ("receive", "high")
    assert all("-receive-" in stream for stream in finding.streams)


def test_without_a_round_trip_the_audio_buffer_stands_in_at_medium_confidence() -> None:
    rng = Random(2)
    quality = {
        "audio_consumer": [*audio_in("ana", _received(rng), ROWS), *audio_in("bo", _received(rng), ROWS)]
    }
    finding = the(judge(quality), "network-congestion")
    assert finding.confidence == "medium"
    assert "audio buffer" in finding.summary


def test_shared_loss_without_waiting_is_the_downlink_and_no_congestion() -> None:
    rng = Random(2)
    rows = [
        *audio_in("ana", _received(rng, late=_never), ROWS),
        *audio_in("bo", _received(rng, late=_never), ROWS),
    ]
    assert codes(judge(_with(audio_consumer=rows))).keys() == {"downlink-packet-loss"}


def test_the_own_round_trip_tells_whose_loss_it_is_where_only_one_sender_was_heard() -> None:
    late = _up(lossy=_never, shaky=_never)
    heard = {"audio_consumer": audio_in("ana", _received(Random(2)), ROWS)}
    with_it = judge(_with(**heard, audio_producer=audio_out(late, ROWS)))
    finding = the(with_it, "network-congestion")
    assert (finding.direction, finding.confidence) == ("receive", "medium")
    without = judge(_with(**heard, audio_producer=audio_out(rows=ROWS)))
    assert codes(without).keys() == {"inbound-loss-unattributed"}


def test_a_senders_own_full_line_is_that_senders_loss() -> None:
    rows = [*audio_in("ana", _received(Random(2)), ROWS), *audio_in("bo", rows=ROWS)]
    assert codes(judge(_with(audio_consumer=rows))).keys() == {"remote-sender-loss"}


def test_a_bit_rate_held_back_by_a_full_line_is_part_of_it() -> None:
    held = {"quality_limitation_reason": "bandwidth", "frame_width": 320, "frame_height": 180}
    change = _up()
    quality = _with(
        audio_producer=audio_out(_up(), ROWS),
        video_producer=video_out(lambda i: change(i) | (held if _bad(i) else {}), ROWS),
        video_consumer=video_in("ana", rows=ROWS),
    )
    assert codes(judge(quality)).keys() == {"network-congestion"}
