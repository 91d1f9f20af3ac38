"""Breaks of the connection, and the tab that was out of sight."""

from typing import Any

import pytest

from tests.report.builders import (
    ROWS,
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


def _event(name: str, index: int, **details: Any) -> Json:
    return {"name": name, "timestamp": timestamp(index), "metadata": details}


def _without(*gone: range) -> Json:
    """A healthy call without the rows of these samples."""
    left = [i for i in range(ROWS) if not any(i in each for each in gone)]
    series = {
        "audio_consumer": audio_in("ana"),
        "video_consumer": video_in("ana"),
        "audio_producer": audio_out(),
        "video_producer": video_out(),
    }
    return {name: [rows[i] for i in left] for name, rows in series.items()}


def _break(start: int, end: int) -> list[Json]:
    return [_event("disconnect", start), _event("transport_connected", end)]


def test_one_short_break_is_minor_and_measured_from_the_last_media_to_the_first() -> None:
    finding = the(judge(_without(range(20, 22)), {"events": _break(20, 22)}), "reconnects")
    assert finding.severity == "minor"
    assert "came back once" in finding.summary
    assert {each.metric: each.value for each in finding.evidence} == {"reconnects": 1, "disconnected_s": 21}
    assert len(finding.windows) == 1


@pytest.mark.parametrize(
    ("gone", "severity"),
    [
        ((range(20, 26),), "major"),
        ((range(10, 11), range(25, 26), range(40, 41)), "major"),
        ((range(10, 40),), "critical"),
    ],
)
def test_long_or_many_breaks_are_worse(gone: tuple[range, ...], severity: str) -> None:
    events = [event for each in gone for event in _break(each.start, each.stop)]
    assert codes(judge(_without(*gone), {"events": events})) == {"reconnects": severity}


@pytest.mark.parametrize(
    "events",
    [
        [_event("disconnect", ROWS)],
        [_event("transport_connected", 0), _event("call_join", 0)],
        [_event("PEER_LEAVING", 30)],
    ],
)
def test_joining_and_leaving_are_no_breaks(events: list[Json]) -> None:
    assert codes(judge(healthy_quality(), {"events": events})) == {}


def test_a_break_that_media_hardly_noticed_is_as_long_as_the_events_say() -> None:
    diagnosis = judge(healthy_quality(), {"events": _break(20, 21)})
    assert the(diagnosis, "reconnects").evidence[1].value == 7


def test_several_transports_that_break_at_once_are_one_break() -> None:
    events = [_event("disconnect", 20), _event("disconnect", 20), *_break(21, 23)]
    finding = the(judge(_without(range(20, 23)), {"events": events}), "reconnects")
    assert finding.evidence[0].value == 1


def test_what_was_lost_or_frozen_in_a_break_is_part_of_it() -> None:
    bad = range(20, 25)
    frozen = video_in("ana", lambda i: {"frames_decoded": 0, "frames_per_second": 0} if i in bad else {})
    lossy = audio_in(
        "ana", lambda i: {"packets_lost": 300, "packets_received": 50, "jitter": 0.2} if i in bad else {}
    )
    quality = healthy_quality() | {"audio_consumer": lossy, "video_consumer": frozen}
    diagnosis = judge(quality, {"events": _break(20, 25)})
    assert list(codes(diagnosis)) == ["reconnects"]
    assert codes(judge(quality)).keys() == {"inbound-loss-unattributed", "video-freeze"}


def test_loss_at_another_time_than_the_break_stands_by_itself() -> None:
    lossy = audio_in("ana", lambda i: {"packets_lost": 60} if i >= 35 else {})
    quality = healthy_quality() | {"audio_consumer": lossy, "video_consumer": []}
    found = codes(judge(quality, {"events": _break(10, 11)}))
    assert found.keys() == {"reconnects", "inbound-loss-unattributed"}


HIDDEN = [_event("tab_change", 20, is_meetings_tab_active=False)]


def test_a_hidden_tab_is_told_beside_what_was_found() -> None:
    lossy = every(3, {"packets_lost": 60})
    quality = healthy_quality() | {"audio_consumer": [*audio_in("ana", lossy), *audio_in("bo", lossy)]}
    diagnosis = judge(quality, {"events": HIDDEN})
    assert codes(diagnosis) == {"downlink-packet-loss": "critical", "tab-hidden": "info"}
    assert "% of the time of downlink-packet-loss" in the(diagnosis, "tab-hidden").summary


def test_a_hidden_tab_alone_is_nothing() -> None:
    assert codes(judge(healthy_quality(), {"events": HIDDEN})) == {}


def test_a_tab_that_was_hidden_at_another_time_is_nothing() -> None:
    lossy = audio_in("ana", lambda i: {"packets_lost": 60} if i < 18 else {})
    quality = healthy_quality() | {"audio_consumer": [*lossy, *audio_in("bo")]}
    assert codes(judge(quality, {"events": HIDDEN})) == {"remote-sender-loss": "major"}
