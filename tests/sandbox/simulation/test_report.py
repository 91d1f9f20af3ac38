"""The report's shape, size and inner consistency."""

from dataclasses import replace
from typing import Any

import orjson
import pytest

from rtk_mcp.sandbox.simulation.call import SimulatedCall, simulate
from rtk_mcp.sandbox.simulation.counting import COUNTERS
from rtk_mcp.sandbox.simulation.cumulative import largest_layers
from rtk_mcp.sandbox.simulation.plan import Device, DeviceChange, Network
from tests.sandbox.simulation.plans import Row, call, of, peer_id

AUDIO_CONSUMER = {
    "bytes_received", "concealment_events", "consumer_id", "jitter", "jitter_buffer_delay",
    "jitter_buffer_emitted_count", "mid", "mos_quality", "packets_lost", "packets_received", "peer_id",
    "producer_id", "ssrc", "timestamp",
}  # fmt: skip
AUDIO_PRODUCER = {
    "bytes_sent", "jitter", "mid", "mos_quality", "packets_lost", "packets_sent", "producer_id", "rtt", "ssrc",
    "timestamp",
}  # fmt: skip
VIDEO_CONSUMER = (AUDIO_CONSUMER - {"concealment_events"}) | {
    "fir_count", "frame_height", "frame_width", "frames_decoded", "frames_dropped", "frames_per_second",
    "key_frames_decoded",
}  # fmt: skip
VIDEO_PRODUCER = AUDIO_PRODUCER | {
    "fir_count", "frame_height", "frame_width", "frames_encoded", "frames_per_second", "key_frames_encoded",
    "pli_count", "quality_limitation_durations", "quality_limitation_reason", "quality_limitation_resolution_changes",
}  # fmt: skip
FIELDS = {
    "audio_consumer": AUDIO_CONSUMER,
    "screenshare_audio_consumer": AUDIO_CONSUMER,
    "video_consumer": VIDEO_CONSUMER,
    "screenshare_video_consumer": VIDEO_CONSUMER,
    "audio_producer": AUDIO_PRODUCER,
    "screenshare_audio_producer": AUDIO_PRODUCER,
    "video_producer": VIDEO_PRODUCER,
    "screenshare_video_producer": VIDEO_PRODUCER,
}
CANDIDATE_PAIR = {
    "available_incoming_bitrate", "available_outgoing_bitrate", "bytes_discarded_on_send", "bytes_received",
    "bytes_sent", "current_round_trip_time", "last_packet_received_timestamp", "last_packet_sent_timestamp",
    "local_candidate_address", "local_candidate_id", "local_candidate_network_type", "local_candidate_port",
    "local_candidate_protocol", "local_candidate_related_address", "local_candidate_related_port",
    "local_candidate_type", "local_candidate_url", "nominated", "packets_discarded_on_send", "packets_received",
    "packets_sent", "remote_candidate_address", "remote_candidate_id", "remote_candidate_port",
    "remote_candidate_protocol", "remote_candidate_type", "remote_candidate_url", "total_round_trip_time",
}  # fmt: skip
METADATA = {
    "audio_devices_updates", "browser_metadata", "candidate_pairs", "device_info", "events", "ip_information",
    "native_metadata", "pc_metadata", "room_view_type", "sdk_name", "sdk_type", "sdk_version",
    "selected_device_updates", "speaker_devices_updates", "video_devices_updates",
}  # fmt: skip

VARIED = {
    0: {"shares_screen": ((30.0, 200.0),), "shares_audio": ((30.0, 100.0),), "network": Network(relay="tls")},
    1: {"device": Device("Safari", "18.5", "WebKit", "macOS", "15"), "camera_on": ((10.0, 200.0),)},
    2: {"device": Device("Firefox", "145.0", "Gecko", "Linux", "6"), "network": Network(relay="udp")},
    3: {
        "device": Device(os="Android", os_version="15", is_mobile=True, sdk_name="mobile-core"),
        "device_changes": (DeviceChange(100.0, "microphone", "Earbuds"),),
    },
}


@pytest.fixture(scope="module")
def varied() -> SimulatedCall:
    return simulate(call(4, 240.0, VARIED))


@pytest.mark.parametrize("series", FIELDS)
def test_every_row_has_exactly_the_documented_fields(varied: SimulatedCall, series: str) -> None:
    rows = [row for name in varied.peer_ids for row in varied.peer_report(name)["quality"][series]]
    assert rows
    assert all(set(row) == FIELDS[series] for row in rows)


def test_every_documented_metadata_field_appears_somewhere(varied: SimulatedCall) -> None:
    found = [varied.peer_report(name)["metadata"] for name in varied.peer_ids]
    assert set().union(*found) == METADATA
    pairs = [pair for one in found for transport in one["candidate_pairs"].values() for pair in transport]
    assert set().union(*pairs) == CANDIDATE_PAIR
    assert {event["name"] for one in found for event in one["events"]} >= {
        "precall_begin", "precall_end", "audio_on", "video_on", "screenshare_started", "media_permission",
    }  # fmt: skip


def test_unused_series_are_empty_lists_and_unused_summaries_empty_objects() -> None:
    quiet = {number: {"microphone_on": (), "camera_on": ()} for number in range(2)}
    quality = simulate(call(2, 60.0, quiet)).peer_report(peer_id(0))["quality"]
    assert len(quality) == 16
    assert all(value == ({} if name.endswith("_cumulative") else []) for name, value in quality.items())


def test_a_person_who_leaves_at_once_still_has_a_report() -> None:
    report = simulate(call(2, 60.0, {0: {"joins_s": 20.0, "leaves_s": 20.0}})).peer_report(peer_id(0))
    assert report["quality"]["audio_consumer"] == []


@pytest.mark.parametrize(("people", "least_mb", "most_mb"), [(2, 0.7, 1.6), (4, 1.6, 2.6), (10, 4.0, 6.0)])
def test_an_hour_has_its_real_size(people: int, least_mb: float, most_mb: float) -> None:
    report = simulate(call(people, 3600.0)).peer_report(peer_id(1))
    assert least_mb < len(orjson.dumps(report)) / 1e6 < most_mb


@pytest.mark.parametrize(
    ("series", "size"),
    [("audio_consumer", 400), ("video_consumer", 500), ("audio_producer", 220), ("video_producer", 480)],
)
def test_rows_have_their_real_size(varied: SimulatedCall, series: str, size: int) -> None:
    rows = varied.peer_report(peer_id(0))["quality"][series]
    assert sum(len(orjson.dumps(row)) for row in rows) / len(rows) == pytest.approx(size, rel=0.12)


def test_session_descriptions_are_long_where_there_are_any() -> None:
    played = simulate(call(10, 60.0))
    found = [
        text
        for name in played.peer_ids
        for connection in played.peer_report(name)["metadata"]["pc_metadata"]
        for text in connection.get("sdp", [])
    ]
    assert found
    assert all(3_000 < len(text) < 10_000 for text in found)


def test_simulcast_layers_share_producer_and_time_and_differ_in_size(varied: SimulatedCall) -> None:
    rows = varied.peer_report(peer_id(2))["quality"]["video_producer"]
    together = of(rows, timestamp=rows[60]["timestamp"])
    assert len({row["producer_id"] for row in together}) == 1
    assert [row["frame_width"] for row in together] == [320, 640, 1280]
    assert len({row["ssrc"] for row in together}) == 3


def test_totals_are_the_differences_added_up() -> None:
    plan = call(3, 300.0)
    apart = simulate(plan).peer_report(peer_id(0))["quality"]
    added = simulate(replace(plan, counters="cumulative")).peer_report(peer_id(0))["quality"]
    for series in ("audio_consumer", "video_consumer"):
        steps = _unique(of(apart[series], peer_id=peer_id(1)))
        sums = _unique(of(added[series], peer_id=peer_id(1)))
        for name in set(COUNTERS) & set(steps[0]):
            assert sums[-1][name] == pytest.approx(sum(row[name] for row in steps))
        assert apart[f"{series}_cumulative"] == added[f"{series}_cumulative"]


def test_summaries_follow_from_the_rows(varied: SimulatedCall) -> None:
    quality = varied.peer_report(peer_id(0))["quality"]
    heard = _unique(quality["audio_consumer"])
    summary = quality["audio_consumer_cumulative"]
    assert summary["quality_mos"]["avg"] == pytest.approx(
        sum(row["mos_quality"] for row in heard) / len(heard)
    )
    waits = [1000 * row["jitter_buffer_delay"] / (row["jitter_buffer_emitted_count"] or 1) for row in heard]
    assert summary["jitter_buffer_delay"]["avg"] == pytest.approx(sum(waits) / len(waits))
    assert summary["jitter_buffer_delay"]["100ms_or_greater_event_fraction"] == pytest.approx(
        sum(wait >= 100 for wait in waits) / len(waits)
    )
    shown = largest_layers(quality["video_producer"])
    sent = quality["video_producer_cumulative"]
    assert sent["frame_width"]["avg"] == pytest.approx(sum(row["frame_width"] for row in shown) / len(shown))
    assert sent["rtt"]["avg"] == pytest.approx(1000 * sum(row["rtt"] for row in shown) / len(shown))


def test_every_address_is_from_a_documentation_range(varied: SimulatedCall) -> None:
    for name in varied.peer_ids:
        metadata = varied.peer_report(name)["metadata"]
        pairs = [pair for transport in metadata["candidate_pairs"].values() for pair in transport]
        addresses = [value for pair in pairs for key, value in pair.items() if key.endswith("_address")]
        assert len(addresses) >= 6
        assert all(
            address.startswith(("192.0.2.", "198.51.100.", "203.0.113."))
            for address in [*addresses, metadata["ip_information"]["ipv4"]]
        )


def test_a_tls_relay_is_named_in_both_pairs(varied: SimulatedCall) -> None:
    transports = varied.peer_report(peer_id(0))["metadata"]["candidate_pairs"]
    for transport in ("producing_transport", "consuming_transport"):
        pair: dict[str, Any] = transports[transport][0]
        assert pair["local_candidate_type"] == "relay"
        assert pair["local_candidate_protocol"] == "tls"
        assert pair["local_candidate_url"].startswith("turns:")


def test_only_the_tail_is_out_of_order_or_doubled() -> None:
    played = simulate(call(10, 300.0))
    untidy = 0
    for name in played.peer_ids:
        rows = played.peer_report(name)["quality"]["audio_consumer"]
        times = [row["timestamp"] for row in rows]
        untidy += times != sorted(times)
        assert times[: len(times) - 30] == sorted(times)[: len(times) - 30]
    assert untidy


def _unique(rows: list[Row]) -> list[Row]:
    seen = {(row["timestamp"], row["consumer_id"]): row for row in rows}
    return [seen[key] for key in sorted(seen)]
