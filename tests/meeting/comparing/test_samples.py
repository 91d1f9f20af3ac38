"""A report to what a comparison needs of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.comparing.dimensions import trait
from rtk_mcp.meeting.comparing.samples import Setting, StaySample, sample_of, without_report
from tests.report.builders import audio_in, healthy_quality, read, video_in

STARTED = datetime(2026, 11, 3, 23, 30, tzinfo=UTC)
METADATA: dict[str, Any] = {
    "browser_metadata": {"browser": "Safari"},
    "device_info": {"os": "macOS"},
    "sdk_name": "web-core",
    "sdk_version": "1.4.0",
    "ip_information": {
        "country": "NL",
        "city": "Alderport",
        "ipv4": "192.0.2.7",
        "asn": {"asn": "AS64496", "name": "Example Fibre"},
    },
}


def sampled(quality: Any = None, metadata: Any = None, **stay: Any) -> StaySample:
    signals = read(quality or healthy_quality(), metadata)
    return sample_of(Participant(**stay), Setting("s1", STARTED), signals)


def test_a_stay_has_its_groups_and_nothing_private() -> None:
    sample = sampled(metadata=METADATA, id="p1", preset_name="host")
    assert {name: found.label for name, found in sample.traits.items()} == {
        "browser": "Safari",
        "os": "macOS",
        "sdk_version": "web-core 1.4.0",
        "country": "NL",
        "asn": "AS64496 Example Fibre",
        "preset": "host",
        "day": "2026-11-03",
        "session": "s1",
    }
    assert "Alderport" not in repr(sample)
    assert "192.0.2" not in repr(sample)
    assert "Chidi" not in repr(sample), "a name is told only of people who were asked for"


def test_a_healthy_report_is_good_with_the_means_of_its_samples() -> None:
    sample = sampled(id="p1")
    assert (sample.verdict, sample.codes, sample.missing) == ("good", (), None)
    means = {name: tally.total / tally.samples for name, tally in sample.measured.items()}
    assert means["loss_received_pct"] == 0
    assert means["rtt_ms"] == pytest.approx(40)
    assert means["fps"] == pytest.approx(29)
    assert means["frozen_pct"] == 0


def test_frozen_video_is_the_share_of_samples_with_packets_and_without_a_frame() -> None:
    still = video_in("ana", lambda index: {"frames_decoded": 0} if index % 4 == 0 else {})
    sample = sampled({"video_consumer": still, "audio_consumer": audio_in("ana")}, id="p1")
    tally = sample.measured["frozen_pct"]
    assert tally.total / tally.samples == pytest.approx(25, abs=2)
    assert "video-freeze" in sample.codes


def test_what_was_not_measured_is_not_there() -> None:
    sample = sampled({"audio_consumer": audio_in("ana")}, id="p1")
    assert sample.measured.keys() == {"loss_received_pct", "jitter_ms", "concealments", "score_ratio"}


def test_the_row_of_the_list_comes_before_the_report_which_fills_its_gaps() -> None:
    assert sampled(id="p1", duration=30.0).minutes == 7.0, "joined and left are told by the report"
    left = datetime(2026, 11, 4, 0, 0, tzinfo=UTC)
    assert sampled(id="p1", joined_at=STARTED, left_at=left).minutes == 30.0
    alone = sample_of(Participant(id="p1"), Setting(), read(healthy_quality()))
    assert alone.traits["session"].label == "99999999-2222-4333-8444-555555555555"
    assert alone.traits["day"].label == "2026-11-03"


def test_a_stay_without_report_has_what_the_list_tells() -> None:
    sample = without_report(
        Participant(id="p1", user_id="u1", preset_name="host", duration=5.0), Setting("s1", STARTED), "gone"
    )
    assert (sample.verdict, sample.missing, sample.minutes) == ("unknown", "gone", 5.0)
    assert sample.traits.keys() == {"preset", "day", "session"}
    assert ("user", "u1") in sample.marks


@pytest.mark.parametrize("text", [None, "", "  ", "unknown", "Unknown", "undefined", "null"])
def test_what_says_that_it_is_not_known_is_unknown(text: str | None) -> None:
    assert trait(text) is None


def test_spaces_and_case_tell_no_groups_apart() -> None:
    one, other = trait("Mobile  Safari "), trait("mobile safari")
    assert one
    assert other
    assert one.key == other.key
    assert one.label == "Mobile Safari"


def test_a_provider_is_told_by_its_number_whatever_its_name() -> None:
    one, other = trait("AS64496", "Example Fibre"), trait("as64496", "EXAMPLE FIBRE B.V.")
    assert one
    assert other
    assert one.key == other.key
