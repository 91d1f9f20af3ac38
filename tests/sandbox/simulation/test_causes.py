"""Each cause in a plan leaves the traces that an expert would look for, and no others."""

from dataclasses import replace
from itertools import pairwise
from typing import Any, Literal

import pytest

from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.sandbox.simulation.plan import (
    CpuChange,
    Device,
    DeviceChange,
    Link,
    Network,
    NetworkChange,
    Refusal,
)
from tests.sandbox.simulation.plans import call, loss_pct, mean, of, peer_id


def quality_of(changes: dict[str, Any]) -> dict[str, Any]:
    report: dict[str, Any] = simulate(call(changes={0: changes})).peer_report(peer_id(0))["quality"]
    return report


def events_of(changes: dict[str, Any]) -> list[str]:
    report = simulate(call(changes={0: changes})).peer_report(peer_id(0))
    return [event["name"] for event in report["metadata"]["events"]]


def test_a_healthy_call_is_healthy_throughout() -> None:
    played = simulate(call(duration_s=1200.0))
    for name in played.peer_ids:
        quality = played.peer_report(name)["quality"]
        for series in ("audio_consumer", "video_consumer", "audio_producer", "video_producer"):
            summary = quality[f"{series}_cumulative"]
            assert summary["quality_mos"]["avg"] > 0.95
            assert summary["packet_loss"]["avg"] < 0.3
            assert summary["packet_loss"]["5_or_greater_event_fraction"] < 0.01
        assert quality["audio_consumer_cumulative"]["jitter_buffer_delay"]["avg"] < 100.0
        assert quality["video_producer_cumulative"]["issues"]["quality_limitation_fraction"] < 0.05


def test_a_starved_cpu_slows_the_encoder_and_drops_decoded_frames_on_a_clean_network() -> None:
    quality = quality_of({"device": Device(cpu_headroom=0.5, cpus=2)})
    issues = quality["video_producer_cumulative"]["issues"]
    assert issues["cpu_quality_limitation_fraction"] > 0.9
    assert issues["bandwidth_quality_limitation_fraction"] < 0.1
    assert quality["video_producer_cumulative"]["frame_per_second"]["avg"] < 24
    received = quality["video_consumer"]
    assert sum(row["frames_dropped"] for row in received) > 0.15 * sum(
        row["frames_decoded"] for row in received
    )
    assert loss_pct(received) < 0.5


def test_more_tiles_make_a_slow_device_drop_more() -> None:
    def dropped(people: int) -> float:
        plan = call(people, 300.0, {0: {"device": Device(cpu_headroom=0.8)}})
        rows = simulate(plan).peer_report(peer_id(0))["quality"]["video_consumer"]
        return mean(rows, "frames_dropped")

    assert dropped(9) > 1.5 * dropped(3)


def test_a_processor_that_gets_busy_shows_from_then_on() -> None:
    rows = quality_of({"cpu_changes": (CpuChange(300.0, 0.5),)})["video_producer"]
    reasons = [row["quality_limitation_reason"] for row in rows]
    middle = len(reasons) // 2
    assert "cpu" not in reasons[: middle - 6]
    assert set(reasons[middle + 12 :]) == {"cpu"}


@pytest.mark.parametrize("relay", ["tcp", "tls"])
def test_a_relay_over_tcp_turns_loss_into_delay(relay: Literal["tcp", "tls"]) -> None:
    lossy = Link(loss_ratio=0.02, jitter_ms=8.0)
    direct = Network(rtt_ms=80.0, up=lossy, down=lossy)
    over_udp = quality_of({"network": direct})
    over_tcp = quality_of({"network": replace(direct, relay=relay)})
    assert loss_pct(over_udp["audio_consumer"]) > 1.0
    assert loss_pct(over_tcp["audio_consumer"]) < 0.3
    udp, tcp = over_udp["audio_consumer_cumulative"], over_tcp["audio_consumer_cumulative"]
    assert tcp["jitter_buffer_delay"]["avg"] > 2.0 * udp["jitter_buffer_delay"]["avg"]
    assert (
        over_tcp["audio_producer_cumulative"]["rtt"]["avg"]
        > 1.5 * over_udp["audio_producer_cumulative"]["rtt"]["avg"]
    )


def test_a_narrow_uplink_limits_the_encoder_and_lengthens_the_round_trip() -> None:
    quality = quality_of({"network": Network(up=Link(bandwidth_kbps=450.0))})
    summary = quality["video_producer_cumulative"]
    assert summary["issues"]["bandwidth_quality_limitation_fraction"] > 0.9
    assert summary["frame_width"]["p50"] <= 640
    assert summary["rtt"]["avg"] > 60.0
    sent_kbps = 8e-3 * sum(row["bytes_sent"] for row in quality["video_producer"]) / 600.0
    assert sent_kbps < 450.0


def test_congestion_raises_loss_and_round_trip_together_and_only_while_it_lasts() -> None:
    jam = Network(up=Link(bandwidth_kbps=35.0), down=Link(bandwidth_kbps=60.0))
    changes = (NetworkChange(200.0, jam), NetworkChange(400.0, Network()))
    rows = quality_of({"network_changes": changes, "camera_on": ()})["audio_producer"]
    before, during = rows[2:25], rows[33:54]
    assert mean(during, "rtt") > 5.0 * mean(before, "rtt")
    assert loss_pct(during) > 5.0
    assert loss_pct(before) < 1.0
    assert loss_pct(rows[62:]) < 1.0


def test_muting_writes_one_last_row_and_then_nothing() -> None:
    spans = ((0.0, 100.0), (300.0, 400.0))
    played = simulate(call(changes={0: {"microphone_on": spans}}))
    for rows in (
        played.peer_report(peer_id(0))["quality"]["audio_producer"],
        of(played.peer_report(peer_id(1))["quality"]["audio_consumer"], peer_id=peer_id(0)),
    ):
        assert len({row["producer_id"] for row in rows}) == 1
        assert 28 <= len(rows) <= 34
    names = [event["name"] for event in played.peer_report(peer_id(0))["metadata"]["events"]]
    assert names.count("audio_on") == names.count("audio_off") == 2


def test_a_microphone_muted_in_hardware_sends_packets_of_silence() -> None:
    rows = quality_of({"microphone_silent": ((0.0, 600.0),)})["audio_producer"][2:]
    assert {round(row["bytes_sent"] / row["packets_sent"]) for row in rows} == {18}
    assert all(345 <= row["packets_sent"] <= 356 for row in rows)


def test_talking_takes_more_bytes_than_listening() -> None:
    talker = quality_of({"talks": ((0.0, 600.0),)})["audio_producer"][2:]
    listener = quality_of({"talks": ()})["audio_producer"][2:]
    assert mean(talker, "bytes_sent") > 1.7 * mean(listener, "bytes_sent")
    assert min(row["bytes_sent"] / row["packets_sent"] for row in listener) > 19


def test_a_removed_microphone_leaves_the_stream_on_and_empty() -> None:
    gone = {"device_changes": (DeviceChange(200.0, "microphone"),)}
    after = quality_of(gone)["audio_producer"][32:]
    assert len(after) > 50
    assert {row["packets_sent"] for row in after} == {0}
    report = simulate(call(changes={0: gone})).peer_report(peer_id(0))["metadata"]
    assert report["audio_devices_updates"][-1]["removed"][0]["label"] == "Built-in microphone"
    assert "audio_track_muted" in [event["name"] for event in report["events"]]


def test_a_swapped_microphone_goes_on_sending_and_is_selected() -> None:
    swap = {"device_changes": (DeviceChange(200.0, "microphone", "USB headset"),)}
    assert min(row["packets_sent"] for row in quality_of(swap)["audio_producer"][1:]) > 300
    report = simulate(call(changes={0: swap})).peer_report(peer_id(0))["metadata"]
    assert report["selected_device_updates"][-1]["device"]["label"] == "USB headset"


def test_a_refused_camera_sends_nothing_and_says_so() -> None:
    refused = {"refusals": (Refusal("camera", "SYSTEM_DENIED"),)}
    quality = quality_of(refused)
    assert quality["video_producer"] == []
    assert quality["video_producer_cumulative"] == {}
    report = simulate(call(changes={0: refused})).peer_report(peer_id(0))
    found = [
        event["metadata"] for event in report["metadata"]["events"] if event["name"] == "media_permission"
    ]
    assert {"device_type": "VIDEO", "permission": "SYSTEM_DENIED"} in found


def test_an_outage_ends_in_a_reconnect_on_new_streams() -> None:
    outage = {"outages": ((200.0, 260.0),)}
    played = simulate(call(changes={0: outage}))
    report = played.peer_report(peer_id(0))
    rows = report["quality"]["audio_producer"]
    assert len({row["producer_id"] for row in rows}) == 2
    heard = of(played.peer_report(peer_id(1))["quality"]["audio_consumer"], peer_id=peer_id(0))
    assert len({row["producer_id"] for row in heard}) == 2
    names = [event["name"] for event in report["metadata"]["events"]]
    assert names.index("disconnect") < names.index("reconnect_attempt")
    assert names.count("transport_connected") == 2


def test_an_outage_until_the_end_loses_the_worst_minutes() -> None:
    rows = quality_of({"outages": ((500.0, 600.0),)})["audio_consumer"]
    assert max(row["timestamp"] for row in rows) < "2026-03-03T10:08:30"


def test_roaming_is_a_disconnect_but_congestion_on_the_same_network_is_not() -> None:
    roam = (NetworkChange(200.0, Network(kind="cellular", asn="AS64501")),)
    jam = (NetworkChange(200.0, Network(up=Link(bandwidth_kbps=500.0))),)
    assert "disconnect" in events_of({"network_changes": roam})
    assert "disconnect" not in events_of({"network_changes": jam})


def test_a_hidden_tab_is_noted_under_either_name() -> None:
    names = events_of({"tab_hidden": ((100.0, 200.0),)})
    assert names.count("tab_change") == 2
    assert {"browser_backgrounded", "meeting_view_backgrounded"} & set(names)


def test_a_shared_screen_is_still_for_long_and_keeps_its_size() -> None:
    sharing = {"shares_screen": ((60.0, 500.0),), "shares_audio": ((60.0, 300.0),)}
    played = simulate(call(changes={0: sharing}))
    rows = played.peer_report(peer_id(0))["quality"]["screenshare_video_producer"]
    assert {row["frame_width"] for row in rows} == {1920}
    speeds = sorted(row["frames_per_second"] for row in rows)
    assert speeds[len(speeds) // 3] <= 5
    assert speeds[-1] >= 10
    assert len(played.peer_report(peer_id(1))["quality"]["screenshare_video_consumer"]) > 55
    assert 30 < len(played.peer_report(peer_id(2))["quality"]["screenshare_audio_consumer"]) < 40


def test_a_slow_encoder_freezes_its_lossy_viewers_while_packets_arrive() -> None:
    slow = {"device": Device(key_frame_delay_s=15.0)}
    lossy = {"network": Network(rtt_ms=150.0, down=Link(loss_ratio=0.06))}
    quality = simulate(call(changes={0: lossy, 1: slow})).peer_report(peer_id(0))["quality"]
    rows = quality["video_consumer"]

    def frozen(sender: int) -> int:
        own = of(rows, peer_id=peer_id(sender))
        return sum(row["packets_received"] > 50 and row["frames_decoded"] == 0 for row in own)

    assert frozen(1) > 5
    assert frozen(2) <= 1


def test_samples_come_every_seven_seconds() -> None:
    rows = quality_of({})["audio_producer"]
    seconds = sorted({60 * int(row["timestamp"][14:16]) + float(row["timestamp"][17:23]) for row in rows})
    assert all(6.9 < later - earlier < 7.1 for earlier, later in pairwise(seconds))
    assert rows[0]["packets_sent"] < 25
