"""Cameras, shared screens and decoders, each with what it does to the picture."""

import pytest

from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.sandbox.simulation.plan import (
    CameraChange,
    Device,
    Link,
    Network,
    Refusal,
)
from tests.sandbox.simulation.plans import Row, call, mean, of, peer_id, report_of, rows_of


def test_a_decoder_that_hangs_freezes_every_picture_while_packets_arrive() -> None:
    rows = rows_of({"decoder_hangs": ((200.0, 300.0),)}, "video_consumer")
    frozen = [row for row in rows if row["frames_decoded"] == 0 and row["packets_received"] > 100]
    assert {row["peer_id"] for row in frozen} == {peer_id(1), peer_id(2)}
    assert 22 <= len(frozen) <= 30


def test_a_decoder_that_fails_again_and_again_asks_its_senders_for_key_frames() -> None:
    changes = {"decoder_errors": ((200.0, 400.0),)}
    asked: dict[str, int] = {}
    for row in rows_of(changes, "video_producer", viewer=1):
        asked[row["timestamp"]] = asked.get(row["timestamp"], 0) + row["pli_count"]
    counts = list(asked.values())
    assert min(counts[31:55]) >= 5
    assert max(counts[4:26]) <= 1


def test_who_comes_later_waits_for_the_key_frame_of_a_late_encoder() -> None:
    plan = call(3, changes={0: {"joins_s": 100.0}, 1: {"device": Device(key_frame_delay_s=45.0)}})
    rows = simulate(plan).peer_report(peer_id(0))["quality"]["video_consumer"]
    waiting, normal = of(rows, peer_id=peer_id(1)), of(rows, peer_id=peer_id(2))
    assert [row["frames_decoded"] for row in waiting[1:6]] == [0] * 5
    assert min(row["packets_received"] for row in waiting[1:6]) > 100
    assert waiting[10]["frames_decoded"] > 100
    assert normal[1]["frames_decoded"] > 100


def test_a_camera_in_the_dark_gives_fewer_pictures_and_no_other_sign_of_trouble() -> None:
    rows = rows_of({"camera_changes": (CameraChange(300.0, 6.0),)}, "video_producer")
    rows = of(rows, frame_width=1280)
    assert mean(rows[5:40], "frames_per_second") > 28
    assert mean(rows[46:], "frames_per_second") < 7
    assert {row["quality_limitation_reason"] for row in rows[5:]} == {"none"}


@pytest.mark.parametrize(("camera", "sizes"), [(1280, {320, 640, 1280}), (640, {320, 640}), (176, {176})])
def test_a_smaller_camera_has_fewer_sizes_and_none_larger_than_itself(camera: int, sizes: set[int]) -> None:
    rows = rows_of({"device": Device(camera_width=camera)}, "video_producer")
    assert {row["frame_width"] for row in rows[30:]} == sizes


def test_slides_have_next_to_no_frames_and_a_film_has_many() -> None:
    def fps(content: str) -> float:
        changes = {"shares_screen": ((30.0, 580.0),), "shared_content": content}
        return mean(rows_of(changes, "screenshare_video_producer")[3:], "frames_per_second")

    assert fps("slides") < 2.0
    assert fps("moving") > 20.0


def test_a_starved_share_loses_frames_first_and_at_last_its_size() -> None:
    def share(kbps: float) -> list[Row]:
        changes = {
            "network": Network(up=Link(bandwidth_kbps=kbps)),
            "shares_screen": ((30.0, 580.0),),
            "camera_on": (),
            "shared_content": "moving",
        }
        return rows_of(changes, "screenshare_video_producer")[4:]

    assert {row["frame_width"] for row in share(4_000.0)} == {1920}
    narrow, starved = share(900.0), share(110.0)
    assert {row["frame_width"] for row in narrow} == {1920}
    assert mean(narrow, "frames_per_second") < 20
    assert {row["frame_width"] for row in starved} == {640}
    assert {row["quality_limitation_reason"] for row in starved} == {"bandwidth"}


def test_how_many_frames_a_hidden_tab_drops_is_up_to_the_browser() -> None:
    def dropped(share: float) -> int:
        changes = {"device": Device(hidden_tab_drops=share), "tab_hidden": ((100.0, 500.0),)}
        return sum(row["frames_dropped"] for row in rows_of(changes, "video_consumer"))

    assert 3 * dropped(0.0) < dropped(0.2) < dropped(0.8)


def test_a_camera_that_is_allowed_later_is_on_from_then_on() -> None:
    report = report_of({"refusals": (Refusal("camera", until_s=120.0),)})
    rows = report["quality"]["video_producer"]
    assert min(row["timestamp"] for row in rows) > "2026-03-03T10:02:00"
    asked = [
        event["metadata"]["permission"]
        for event in report["metadata"]["events"]
        if event["name"] == "media_permission" and event["metadata"]["device_type"] == "VIDEO"
    ]
    assert asked == ["DENIED", "ACCEPTED"]
    on = [event["timestamp"] for event in report["metadata"]["events"] if event["name"] == "video_on"]
    assert [time[:19] for time in on] == ["2026-03-03T10:02:00"]


def test_a_slow_device_does_not_make_its_picture_smaller_than_can_be_seen() -> None:
    for layers in (1, 2, 3):
        rows = rows_of({"device": Device(cpu_headroom=0.2, simulcast_layers=layers)}, "video_producer")
        widest: dict[str, int] = {}
        for row in rows:
            widest[row["timestamp"]] = max(row["frame_width"], widest.get(row["timestamp"], 0))
        assert list(widest.values())[-1] == 320
