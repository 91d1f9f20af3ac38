"""Calls played through by the simulation: what went wrong is found where it was, in either way of counting."""

from datetime import UTC, datetime
from typing import Literal

import orjson
import pytest

from rtk_mcp.report.diagnosis import Diagnosis, diagnose
from rtk_mcp.report.reader import read_report
from rtk_mcp.sandbox.simulation.call import simulate
from rtk_mcp.sandbox.simulation.plan import CallPlan, Device, Link, Network, Person
from tests.report.builders import codes

Counters = Literal["delta", "cumulative"]
WHOLE = ((0.0, 600.0),)
NAMES = ("Ana", "Bo", "Chidi", "Dao")


def _diagnoses(
    counters: Counters, people: int, *, device: Device | None = None, network: Network | None = None
) -> list[Diagnosis]:
    """Everyone's diagnosis; the first person has the given device and network."""
    persons = tuple(
        Person(
            peer_id=f"{number + 1:08}-2222-4333-8444-555555555555",
            user_id=f"{number + 1:08}-3333-4333-8444-555555555555",
            custom_participant_id=name.lower(),
            name=name,
            device=(device or Device()) if number == 0 else Device(),
            network=(network or Network()) if number == 0 else Network(),
            microphone_on=WHOLE,
            camera_on=WHOLE,
            talks=tuple((60.0 * n + 15 * number, 60.0 * n + 15 * number + 15) for n in range(10)),
        )
        for number, name in enumerate(NAMES[:people])
    )
    plan = CallPlan(
        session_id="99999999-2222-4333-8444-555555555555",
        meeting_id="88888888-2222-4333-8444-555555555555",
        started_at=datetime(2026, 11, 3, 10, tzinfo=UTC),
        duration_s=600,
        people=persons,
        seed=11,
        counters=counters,
    )
    call = simulate(plan)
    reports = [{"id": person.peer_id, "peer_report": call.peer_report(person.peer_id)} for person in persons]
    return [diagnose(read_report(orjson.dumps({"participant": report}))) for report in reports]


@pytest.fixture(params=["delta", "cumulative"])
def counters(request: pytest.FixtureRequest) -> Counters:
    way: Counters = request.param
    return way


@pytest.mark.parametrize("people", [2, 4])
def test_everyone_in_a_healthy_call_has_a_good_one(counters: Counters, people: int) -> None:
    assert [diagnosis.verdict for diagnosis in _diagnoses(counters, people)] == ["good"] * people


def test_a_lossy_uplink_is_found_there_and_named_by_the_others(counters: Counters) -> None:
    own, other, _ = _diagnoses(counters, 3, network=Network(up=Link(loss_ratio=0.09)))
    assert "uplink-packet-loss" in codes(own)
    assert "downlink-packet-loss" not in codes(own)
    assert "remote-sender-loss" in codes(other)
    assert "peer 00000001-2222-4333-8444-555555555555" in other.headline


def test_a_lossy_downlink_is_found_there_and_nowhere_else(counters: Counters) -> None:
    own, *others = _diagnoses(counters, 3, network=Network(down=Link(loss_ratio=0.09)))
    assert "downlink-packet-loss" in codes(own)
    assert "uplink-packet-loss" not in codes(own)
    assert [diagnosis.verdict for diagnosis in others] == ["good", "good"]


def test_loss_between_two_people_is_not_attributed_by_the_receiver(counters: Counters) -> None:
    _, other = _diagnoses(counters, 2, network=Network(up=Link(loss_ratio=0.09)))
    assert "inbound-loss-unattributed" in codes(other)


def test_a_slow_laptop_is_found(counters: Counters) -> None:
    own = _diagnoses(counters, 3, device=Device(cpu_headroom=0.35))[0]
    assert "cpu-limited" in codes(own)


def test_a_relay_over_tls_is_told_and_not_blamed_without_harm(counters: Counters) -> None:
    own = _diagnoses(counters, 3, network=Network(relay="tls"))[0]
    assert codes(own) == {"tcp-relay": "info"}
    assert own.verdict == "good"


def test_an_uplink_that_the_sdk_does_not_measure_is_said_to_be_unknown(counters: Counters) -> None:
    own = _diagnoses(counters, 3, device=Device(measures_uplink=False))[0]
    assert codes(own) == {"uplink-not-measured": "info"}


def test_a_long_way_through_a_vpn_is_a_long_round_trip(counters: Counters) -> None:
    own = _diagnoses(counters, 3, network=Network(kind="vpn", rtt_ms=330))[0]
    assert codes(own) == {"high-round-trip-time": "major", "vpn-path": "info"}
