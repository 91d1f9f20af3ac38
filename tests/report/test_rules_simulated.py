"""Causes played through by the simulation: each is found by its own name, in either way of counting."""

from dataclasses import replace
from typing import Any, Literal

import orjson
import pytest

from rtk_mcp.report.diagnosis import Diagnosis, diagnose
from rtk_mcp.report.reader import read_report
from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.sandbox.simulation.plan import Device, DeviceChange, Link, Network, NetworkChange
from tests.report.builders import codes, the
from tests.sandbox.simulation.plans import call, peer_id

Counters = Literal["delta", "cumulative"]


@pytest.fixture(params=["delta", "cumulative"])
def counters(request: pytest.FixtureRequest) -> Counters:
    way: Counters = request.param
    return way


def _of(number: int, counters: Counters, **changes: Any) -> Diagnosis:
    """One person's diagnosis of a call of three in which these things happen to the first."""
    plan = replace(call(people=3, changes={0: changes}), counters=counters)
    report = {"id": peer_id(number), "peer_report": simulate(plan).peer_report(peer_id(number))}
    return diagnose(read_report(orjson.dumps({"participant": report})))


def _for_a_while(network: Network) -> tuple[NetworkChange, ...]:
    return NetworkChange(200.0, network), NetworkChange(420.0, Network())


def test_an_uplink_that_is_too_narrow_is_congested(counters: Counters) -> None:
    diagnosis = _of(0, counters, network_changes=_for_a_while(Network(up=Link(bandwidth_kbps=40.0))))
    assert codes(diagnosis).keys() == {"network-congestion"}
    assert the(diagnosis, "network-congestion").direction == "send"


def test_to_the_others_it_is_that_senders_loss(counters: Counters) -> None:
    diagnosis = _of(1, counters, network_changes=_for_a_while(Network(up=Link(bandwidth_kbps=40.0))))
    assert codes(diagnosis).keys() == {"remote-sender-loss"}


def test_a_downlink_that_is_too_narrow_is_congested(counters: Counters) -> None:
    diagnosis = _of(0, counters, network_changes=_for_a_while(Network(down=Link(bandwidth_kbps=60.0))))
    assert codes(diagnosis).keys() == {"network-congestion"}
    assert the(diagnosis, "network-congestion").direction == "receive"


@pytest.mark.parametrize("loss_ratio", [0.04, 0.09])
@pytest.mark.parametrize("way", ["up", "down"])
def test_a_lossy_radio_is_no_congestion(counters: Counters, way: str, loss_ratio: float) -> None:
    bad = Link(loss_ratio=loss_ratio, jitter_ms=8.0)
    radio = Network(up=bad) if way == "up" else Network(down=bad)
    found = codes(_of(0, counters, network=radio))
    assert found.keys() == {"uplink-packet-loss" if way == "up" else "downlink-packet-loss"}


def test_outages_are_reconnects_and_nothing_else() -> None:
    diagnosis = _of(0, "delta", outages=((150.0, 190.0), (400.0, 430.0)))
    assert codes(diagnosis) == {"reconnects": "major"}
    assert len(the(diagnosis, "reconnects").windows) == 2


def test_an_unplugged_microphone_is_why_nothing_was_sent(counters: Counters) -> None:
    diagnosis = _of(0, counters, device_changes=(DeviceChange(200.0, "microphone"),))
    assert codes(diagnosis) == {"no-audio-sent": "major", "device-change": "info"}
    assert "unplugged" in (the(diagnosis, "no-audio-sent").likely_cause or "")


def test_an_unplugged_camera_is_why_nothing_was_shown(counters: Counters) -> None:
    found = codes(_of(0, counters, device_changes=(DeviceChange(200.0, "camera"),)))
    assert found == {"no-video-sent": "major", "device-change": "info"}


@pytest.mark.parametrize("device", ["microphone", "camera", "speaker"])
def test_a_device_that_was_replaced_at_once_was_not_missed(counters: Counters, device: Any) -> None:
    found = codes(_of(0, counters, device_changes=(DeviceChange(200.0, device, "Another one"),)))
    assert found == {"device-change": "info"}


def test_a_headset_muted_by_its_switch_is_silent(counters: Counters) -> None:
    found = codes(_of(0, counters, microphone_silent=((0.0, 600.0),)))
    assert found == {"silent-microphone": "minor"}


@pytest.mark.parametrize(
    "changes",
    [
        {"talks": ()},
        {"microphone_on": ((100.0, 130.0), (300.0, 310.0))},
        {"camera_on": ((50.0, 200.0),)},
        {"tab_hidden": ((100.0, 500.0),)},
        {"joins_s": 300.0},
        {"leaves_s": 300.0},
        {"device": Device(is_mobile=True, simulcast_layers=1)},
        {"network": Network(rtt_ms=90.0, kind="cellular")},
        {"network": Network(relay="udp")},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_ordinary_ways_to_be_in_a_call_are_nothing(counters: Counters, changes: dict[str, Any]) -> None:
    for number in (0, 1):
        assert _of(number, counters, **changes).findings == ()
