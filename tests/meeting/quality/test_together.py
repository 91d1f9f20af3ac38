"""Trouble of several people at once is of what they share, or of the service."""

from dataclasses import dataclass
from typing import Any

import pytest

from rtk_mcp.meeting.quality.model import SessionDiagnosis, SessionFinding
from rtk_mcp.sandbox.simulation.plan import Device
from tests.meeting.quality.meetings import Changes, bad_for_a_while, diagnosed, network

SHARED, SERVICE = "shared-network-problem", "service-wide-problem"
NEIGHBOURS = {"asn": "AS64700", "organisation": "Example Line", "city": "Example Town"}


@dataclass(frozen=True)
class Sharing:
    """What some people's networks have in common, and the words that must say it."""

    common: dict[str, str]
    words: str


LINE = Sharing(NEIGHBOURS, "all on one network ([[network of {first}]]) in one place")
OPERATOR = Sharing({"asn": "AS64700"}, "all on one network ([[network of {first}]]),")
TOWN = Sharing({"city": "Example Town"}, "all in one town, on different networks")


def sharing(common: dict[str, str], troubled: int, fine: int = 0) -> Changes:
    """The first people on networks with this in common: some troubled for a while, the rest fine."""
    bad = {number: bad_for_a_while(number, common) for number in range(troubled)}
    good = {number: {"network": network(number, **common)} for number in range(troubled, troubled + fine)}
    return bad | good


def codes(diagnosis: SessionDiagnosis) -> list[str]:
    return [each.finding.code for each in diagnosis.findings]


def only(diagnosis: SessionDiagnosis) -> SessionFinding:
    (found,) = diagnosis.findings
    return found


@pytest.mark.parametrize("shared", [LINE, OPERATOR, TOWN], ids=["line", "operator", "town"])
@pytest.mark.parametrize("troubled", [2, 3])
def test_neighbours_in_trouble_while_others_are_fine_are_one_finding(shared: Sharing, troubled: int) -> None:
    found = only(diagnosed(troubled + 2, sharing(shared.common, troubled)))
    assert found.finding.code == SHARED
    assert found.participants == tuple(range(troubled))
    assert found.affected == tuple(range(troubled))
    assert shared.words.format(first=0) in found.finding.summary
    assert "2 of 2 people elsewhere had none" in found.finding.summary


@pytest.mark.parametrize("common", [LINE.common, TOWN.common])
def test_the_town_and_its_name_are_not_told(common: dict[str, str]) -> None:
    found = only(diagnosed(4, sharing(common, 2))).finding
    assert "Example Town" not in f"{found.summary} {found.likely_cause} {found.advice} {found.evidence}"


def test_one_of_three_neighbours_alone_has_a_trouble_of_their_own() -> None:
    diagnosis = diagnosed(5, sharing(NEIGHBOURS, 1, fine=2))
    assert codes(diagnosis) == ["participant-downlink-problem"]
    assert only(diagnosis).participants == (0,)


def test_people_who_share_nothing_have_troubles_of_their_own() -> None:
    diagnosis = diagnosed(5, {number: bad_for_a_while(number) for number in range(2)})
    assert codes(diagnosis) == ["participant-downlink-problem"] * 2


def test_neighbours_at_different_times_have_troubles_of_their_own() -> None:
    early = bad_for_a_while(0, NEIGHBOURS, during=(20.0, 100.0))
    late = bad_for_a_while(1, NEIGHBOURS, during=(180.0, 270.0))
    assert codes(diagnosed(5, {0: early, 1: late})) == ["participant-downlink-problem"] * 2


@pytest.mark.parametrize("error_s", [-120.0, 120.0])
def test_a_wrong_clock_does_not_part_neighbours(error_s: float) -> None:
    changes = sharing(NEIGHBOURS, 3)
    changes[0] |= {"device": Device(clock_error_s=error_s)}
    found = only(diagnosed(5, changes))
    assert (found.finding.code, found.participants) == (SHARED, (0, 1, 2))


def test_slow_devices_on_one_network_share_nothing() -> None:
    slow: dict[str, Any] = {"device": Device(cpu_headroom=0.3)}
    changes = {number: slow | {"network": network(number, **NEIGHBOURS)} for number in range(2)}
    assert set(codes(diagnosed(4, changes))) == {"participant-device-problem"}


@pytest.mark.parametrize("people", [3, 4, 5])
def test_everybody_in_trouble_at_once_on_networks_of_their_own_is_the_service(people: int) -> None:
    diagnosis = diagnosed(people, {number: bad_for_a_while(number) for number in range(people)})
    assert codes(diagnosis) == [SERVICE]
    assert only(diagnosis).participants == tuple(range(people))
    assert f"{people} of {people} people, on {people} networks" in diagnosis.headline
    assert not any("Not the service" in each for each in diagnosis.ruled_out)


def test_two_networks_in_trouble_are_not_yet_the_service() -> None:
    changes = {number: bad_for_a_while(number, {"asn": f"AS{64_700 + number % 2}"}) for number in range(4)}
    assert SERVICE not in codes(diagnosed(4, changes))


def test_two_of_five_people_in_trouble_are_not_the_service() -> None:
    assert SERVICE not in codes(diagnosed(5, {number: bad_for_a_while(number) for number in range(2)}))
