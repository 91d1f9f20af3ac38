"""What a report puts down to other senders is nobody's own trouble; what it cannot put down to either side is."""

from typing import Any

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.comparing.samples import Setting, StaySample, sample_of
from tests.report.builders import audio_in, audio_out, every, read

LOST = every(1, {"packets_lost": 60})
UNEVEN = every(1, {"jitter": 0.09, "concealment_events": 9})


def sampled(*heard: list[dict[str, Any]], sent: list[dict[str, Any]] | None = None) -> StaySample:
    quality = {
        "audio_consumer": [row for rows in heard for row in rows],
        "audio_producer": sent or audio_out(),
    }
    return sample_of(Participant(id="p1"), Setting("s1"), read(quality))


def test_loss_of_one_sender_beside_clean_ones_is_not_their_own() -> None:
    sample = sampled(audio_in("ana", LOST), audio_in("bo"), audio_in("chidi"))
    own = sample.own_sample()
    assert (sample.verdict, sample.codes) == ("poor", ("remote-sender-loss",))
    assert (own.verdict, own.codes) == ("good", ())
    assert sample.measured["loss_received_pct"].total > 0
    assert own.measured["loss_received_pct"].total == 0
    assert own.measured["rtt_ms"] == sample.measured["rtt_ms"]


def test_loss_of_everybody_at_once_is_their_own() -> None:
    sample = sampled(audio_in("ana", LOST), audio_in("bo", LOST))
    assert sample.verdict == "poor"
    assert sample.own_sample() is sample


def test_loss_that_cannot_be_put_down_to_either_side_stays() -> None:
    sample = sampled(audio_in("ana", LOST))
    assert sample.codes == ("inbound-loss-unattributed",)
    assert sample.own_sample() is sample


def test_their_own_uplink_stays_beside_another_senders_loss() -> None:
    sample = sampled(audio_in("ana", LOST), audio_in("bo"), sent=audio_out(LOST))
    own = sample.own_sample()
    assert "remote-sender-loss" in sample.codes
    assert (own.verdict, own.codes) == ("poor", ("uplink-packet-loss",))


def test_jitter_of_one_sender_is_not_their_own_and_that_of_all_is() -> None:
    one, both = (
        sampled(audio_in("ana", UNEVEN), audio_in("bo", change), audio_in("chidi", change))
        for change in (None, UNEVEN)
    )
    assert one.verdict == both.verdict == "poor"
    assert "high-jitter" in one.codes
    assert one.own_sample().verdict == "good"
    assert both.own_sample() is both
