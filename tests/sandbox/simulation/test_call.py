"""One plan, all its reports: the same every time, and the two ends of a stream tell the same story."""

import orjson
import pytest

from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.sandbox.simulation.plan import Device, Link, Network
from tests.sandbox.simulation.plans import call, loss_pct, of, peer_id

LOSSY = Link(loss_ratio=0.08, jitter_ms=12.0)


def test_the_same_plan_gives_the_same_bytes_in_any_order() -> None:
    first, second = simulate(call()), simulate(call())
    forwards = {name: orjson.dumps(first.peer_report(name)) for name in first.peer_ids}
    backwards = {name: orjson.dumps(second.peer_report(name)) for name in reversed(second.peer_ids)}
    assert forwards == backwards
    assert orjson.dumps(first.peer_report(first.peer_ids[0])) == forwards[first.peer_ids[0]]


def test_a_stranger_has_no_report() -> None:
    with pytest.raises(KeyError):
        simulate(call()).peer_report("nobody")


def test_a_bad_uplink_shows_at_every_receiver_and_on_no_other_stream() -> None:
    played = simulate(call(changes={1: {"network": Network(up=LOSSY)}}))
    for number in (0, 2, 3):
        for series in ("audio_consumer", "video_consumer"):
            rows = played.peer_report(peer_id(number))["quality"][series]
            assert 5.0 < loss_pct(of(rows, peer_id=peer_id(1))) < 12.0
            assert loss_pct([row for row in rows if row["peer_id"] != peer_id(1)]) < 0.5


def test_both_ends_lose_the_same_packets_of_the_same_producer() -> None:
    played = simulate(call(changes={1: {"network": Network(up=LOSSY)}}))
    sent = played.peer_report(peer_id(1))["quality"]["audio_producer"]
    for number in (0, 2):
        got = of(played.peer_report(peer_id(number))["quality"]["audio_consumer"], peer_id=peer_id(1))
        assert {row["producer_id"] for row in got} == {row["producer_id"] for row in sent}
        assert {row["ssrc"] for row in got} == {row["ssrc"] for row in sent}
        assert loss_pct(got) == pytest.approx(loss_pct(sent), abs=0.6)


def test_two_receivers_see_the_senders_losses_at_the_same_times() -> None:
    together = {"joins_s": 0.0}
    played = simulate(call(changes={0: together, 1: {"network": Network(up=LOSSY)}, 2: together}))
    seen = []
    for number in (0, 2):
        rows = of(played.peer_report(peer_id(number))["quality"]["audio_consumer"], peer_id=peer_id(1))
        by_time = sorted({row["timestamp"]: row["packets_lost"] for row in rows}.items())
        seen.append([lost for _, lost in by_time][1:80])
    apart = [abs(one - other) for one, other in zip(*seen, strict=True)]
    assert max(seen[0]) > 40
    assert sum(apart) < 0.25 * sum(seen[0])


def test_a_bad_downlink_shows_on_all_consumers_of_that_person_alone() -> None:
    played = simulate(call(changes={0: {"network": Network(down=LOSSY)}}))
    own = played.peer_report(peer_id(0))["quality"]
    for sender in (1, 2, 3):
        assert 5.0 < loss_pct(of(own["audio_consumer"], peer_id=peer_id(sender))) < 12.0
        assert 5.0 < loss_pct(of(own["video_consumer"], peer_id=peer_id(sender))) < 12.0
    assert loss_pct(own["audio_producer"]) < 0.5
    assert loss_pct(played.peer_report(peer_id(1))["quality"]["audio_consumer"]) < 0.5


def test_an_sdk_that_does_not_measure_the_uplink_writes_zeros() -> None:
    blind = {"network": Network(up=LOSSY), "device": Device(measures_uplink=False)}
    quality = simulate(call(changes={1: blind})).peer_report(peer_id(1))["quality"]
    for row in quality["audio_producer"] + quality["video_producer"]:
        assert (row["packets_lost"], row["jitter"], row["rtt"]) == (0, 0, 0)


def test_senders_count_the_key_frames_that_lossy_viewers_ask_for() -> None:
    clean = simulate(call()).peer_report(peer_id(1))["quality"]["video_producer"]
    lossy = simulate(call(changes={0: {"network": Network(rtt_ms=120.0, down=LOSSY)}}))
    asked = lossy.peer_report(peer_id(1))["quality"]["video_producer"]
    assert sum(row["pli_count"] for row in asked) > 5 + sum(row["pli_count"] for row in clean)
    assert sum(row["key_frames_encoded"] for row in asked) > sum(row["key_frames_encoded"] for row in clean)
