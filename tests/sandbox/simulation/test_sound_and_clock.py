"""Microphones, playout, the score and the clock, as a device has them."""

from dataclasses import replace
from itertools import pairwise

import pytest

from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.sandbox.simulation.plan import (
    ClockJump,
    Device,
    DeviceChange,
    Dropouts,
    Network,
    Seizure,
)
from tests.sandbox.simulation.plans import call, loss_pct, mean, of, peer_id, report_of, rows_of


def test_a_microphone_that_drops_out_is_concealed_by_its_listeners_and_loses_nothing() -> None:
    changes = {"dropouts": (Dropouts((100.0, 500.0), per_minute=90.0),)}
    rows = rows_of(changes, "audio_consumer", viewer=1)
    assert mean(rows[20:65], "concealment_events") > 6.0
    assert loss_pct(rows) < 0.5
    others = of(report_of(changes, viewer=1)["quality"]["audio_consumer"], peer_id=peer_id(2))
    assert mean(others, "concealment_events") < 1.0


@pytest.mark.parametrize("noted", [True, False])
def test_a_seized_microphone_sends_nothing_for_a_while_and_stays_on(noted: bool) -> None:
    report = report_of({"seizures": (Seizure("microphone", (200.0, 400.0), noted=noted),)})
    rows = report["quality"]["audio_producer"]
    assert len(rows) > 80
    assert {row["packets_sent"] for row in rows[31:56]} == {0}
    assert min(row["packets_sent"] for row in rows[60:]) > 300
    names = [event["name"] for event in report["metadata"]["events"]]
    assert ("audio_track_muted" in names) is noted
    assert "audio_off" not in names
    assert report["metadata"]["audio_devices_updates"][-1]["removed"] == []


def test_a_microphone_plugged_in_again_is_heard_again() -> None:
    changes = (DeviceChange(150.0, "microphone"), DeviceChange(300.0, "microphone", "Spare microphone"))
    report = report_of({"device_changes": changes})
    rows = report["quality"]["audio_producer"]
    assert {row["packets_sent"] for row in rows[24:41]} == {0}
    assert min(row["packets_sent"] for row in rows[46:]) > 300
    last = report["metadata"]["audio_devices_updates"][-1]
    assert [device["label"] for device in last["added"]] == ["Spare microphone"]
    assert last["removed"] == []


def test_sparse_audio_sends_a_few_packets_in_silence_and_all_of_them_in_speech() -> None:
    def packets(talks: tuple[tuple[float, float], ...]) -> float:
        changes = {"device": Device(sparse_audio=True), "talks": talks}
        return mean(rows_of(changes, "audio_producer")[2:], "packets_sent")

    assert 10 < packets(()) < 25
    assert packets(((0.0, 600.0),)) > 345


def test_a_page_that_asks_for_long_buffers_hears_and_sees_late() -> None:
    for series in ("audio_consumer", "video_consumer"):
        rows = rows_of({"device": Device(least_playout_delay_ms=400.0)}, series)[2:]
        delays = [row["jitter_buffer_delay"] / row["jitter_buffer_emitted_count"] for row in rows[4:]]
        assert 0.39 < min(delays) <= max(delays) < 0.5


def test_only_some_collectors_let_the_round_trip_into_the_score() -> None:
    def score(*, counts_delay: bool) -> float:
        device = Device(score_counts_delay=counts_delay)
        rows = rows_of({"device": device, "network": Network(rtt_ms=400.0)}, "audio_consumer")
        return mean(rows, "mos_quality")

    assert score(counts_delay=False) > 0.95
    assert 0.5 < score(counts_delay=True) < 0.75


def test_a_clock_that_is_set_anew_moves_the_stamps_and_not_the_order() -> None:
    whole = rows_of({}, "audio_producer")
    device = Device(clock_error_s=3_600.0)
    jumped = rows_of({"device": device, "clock_jumps": (ClockJump(300.0, -120.0),)}, "audio_producer")
    assert [row["bytes_sent"] for row in jumped[:60]] == [row["bytes_sent"] for row in whole[:60]]
    stamps = [row["timestamp"] for row in jumped]
    assert stamps[0].startswith("2026-03-03T11:00:0")
    assert sum(later < earlier for earlier, later in pairwise(stamps[:60])) == 1
    assert stamps[44] < stamps[40]


def test_limit_durations_come_as_totals_or_as_differences() -> None:
    plan = call(3, changes={0: {"device": Device(cpu_headroom=0.4)}})
    sums: dict[str, list[float]] = {}
    for way in ("cumulative", "delta"):
        report = simulate(replace(plan, limit_durations=way)).peer_report(peer_id(0))
        rows = [row for row in report["quality"]["video_producer"] if row["mid"] == "1"]
        rows = of(rows, ssrc=rows[0]["ssrc"])
        sums[way] = [row["quality_limitation_durations"]["cpu"] for row in rows]
    assert sums["cumulative"] == sorted(sums["cumulative"])
    assert sums["cumulative"][-1] > 500
    assert max(sums["delta"]) < 15
    assert sum(sums["delta"]) == pytest.approx(sums["cumulative"][-1], abs=0.1)


def test_a_hidden_tab_with_slow_timers_is_sampled_seldom_and_misses_nothing() -> None:
    changes = {"device": Device(hidden_timer_s=60.0), "tab_hidden": ((100.0, 400.0),)}
    seldom, always = rows_of(changes, "audio_producer"), rows_of({}, "audio_producer")
    assert 37 <= len(always) - len(seldom) <= 41
    assert sum(row["packets_sent"] for row in seldom) == sum(row["packets_sent"] for row in always)
    assert max(row["packets_sent"] for row in seldom) > 2_900
