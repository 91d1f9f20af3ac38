"""Whose trouble it was, by what all reports say."""

from typing import Any

import pytest

from rtk_mcp.meeting.quality.trouble import Kind, Trouble
from rtk_mcp.sandbox.simulation.plan import Device
from tests.meeting.quality.meetings import (
    LOSSY,
    MEASURES_NOTHING,
    ONLY_LISTENS,
    bad_for_a_while,
    network,
    troubles,
)

Whose = set[tuple[Kind, tuple[int, ...]]]


def whose(found: list[Trouble]) -> Whose:
    return {(each.kind, each.culprits) for each in found}


def test_a_good_call_has_no_troubles() -> None:
    assert troubles(4, {}) == []


@pytest.mark.parametrize("device", [Device(), MEASURES_NOTHING], ids=["measured", "not measured"])
@pytest.mark.parametrize("people", [3, 4, 5])
def test_a_lossy_uplink_is_its_sender_s_in_everybody_s_report(people: int, device: Device) -> None:
    found = troubles(people, {0: {"network": network(0, up=LOSSY), "device": device}})
    assert whose(found) == {("uplink", (0,))}
    assert {each.seen_by for each in found} == set(range(people))
    assert {each.confidence for each in found if each.seen_by} == {"high"}


@pytest.mark.parametrize("people", [3, 4, 5])
def test_a_lossy_downlink_is_its_receiver_s_when_others_received_the_same_well(people: int) -> None:
    found = troubles(people, {0: {"network": network(0, down=LOSSY)}})
    assert whose(found) == {("downlink", (0,))}
    assert {each.seen_by for each in found} == {0}


def test_of_two_people_the_sender_s_own_measurement_decides() -> None:
    up = troubles(2, {0: {"network": network(0, up=LOSSY)}})
    down = troubles(2, {1: {"network": network(1, down=LOSSY)}})
    assert whose(up) == {("uplink", (0,))}
    assert whose(down) == {("downlink", (1,))}


def test_of_two_people_of_whom_nothing_is_measured_it_is_either_s() -> None:
    (found,) = troubles(
        2,
        {0: {"device": MEASURES_NOTHING}, 1: {"device": MEASURES_NOTHING, "network": network(1, down=LOSSY)}},
    )
    assert (found.kind, set(found.culprits), found.confidence) == ("downlink", {0, 1}, "low")


def only_ana_sends(changes: dict[int, dict[str, Any]]) -> list[Trouble]:
    """Four people of whom one is seen and heard, and nothing measures what becomes of it on the way up."""
    base = {0: {"device": MEASURES_NOTHING}} | dict.fromkeys(range(1, 4), ONLY_LISTENS)
    return troubles(4, {number: own | changes.get(number, {}) for number, own in base.items()})


def test_clean_receivers_of_the_only_sender_outvote_one_who_lost_packets() -> None:
    (found,) = only_ana_sends({1: {"network": network(1, down=LOSSY)}})
    assert (found.kind, found.culprits, found.seen_by) == ("downlink", (1,), 1)
    assert found.finding.code == "inbound-loss-unattributed"


def test_when_all_receivers_of_the_only_sender_lost_packets_it_is_the_sender_s() -> None:
    found = only_ana_sends({0: {"network": network(0, up=LOSSY)}})
    assert whose(found) == {("uplink", (0,))}
    assert {each.seen_by for each in found} >= {1, 2, 3}


def test_a_slow_device_is_its_owner_s_also_for_those_who_see_its_small_picture() -> None:
    found = troubles(3, {0: {"device": Device(cpu_headroom=0.3)}})
    assert whose(found) == {("device", (0,))}
    assert {each.seen_by for each in found} >= {0, 1}


def test_pictures_that_stand_still_while_packets_arrive_are_the_receiver_s_device() -> None:
    found = troubles(3, {1: {"decoder_hangs": ((60.0, 200.0),)}})
    assert whose(found) == {("device", (1,))}


def test_a_broken_connection_is_its_owner_s() -> None:
    found = troubles(3, {1: {"outages": ((60.0, 105.0), (180.0, 225.0))}})
    own = [each for each in found if each.kind == "break"]
    assert own
    assert {(each.culprits, each.seen_by) for each in own} == {((1,), 1)}


@pytest.mark.parametrize("error_s", [-100.0, 0.0, 100.0])
def test_troubles_are_on_the_service_s_clock(error_s: float) -> None:
    device = {"device": Device(clock_error_s=error_s)}
    found = troubles(3, {0: bad_for_a_while(0, up=True) | device})
    assert whose(found) == {("uplink", (0,))}
    assert {each.seen_by for each in found} == {0, 1, 2}
    starts = [min(each.slots) for each in found]
    assert max(starts) - min(starts) <= 2
