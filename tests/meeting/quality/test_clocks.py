"""A client's clock is wrong by as much as its samples lie outside its stay."""

from dataclasses import replace
from typing import Any

import pytest

from rtk_mcp.meeting.quality.clocks import offset_s
from rtk_mcp.meeting.quality.model import Stay
from rtk_mcp.sandbox.simulation.plan import Device
from tests.meeting.quality.meetings import plan, stays_of

SAMPLES_S = 10.0
"""What a first sample or a last one may lie inside the stay."""


def first_stay(error_s: float = 0.0, **changes: Any) -> Stay:
    changed = {"device": Device(clock_error_s=error_s)} | changes
    return next(stay for stay in stays_of(plan(2, {0: changed})) if stay.person == 0)


@pytest.mark.parametrize("error_s", [45.0, 90.0, 3_600.0, -45.0, -90.0, -3_600.0])
def test_a_clock_that_is_ahead_or_behind_is_found(error_s: float) -> None:
    assert offset_s(first_stay(error_s)) == pytest.approx(error_s, abs=SAMPLES_S)


@pytest.mark.parametrize("error_s", [0.0, 5.0, -5.0])
@pytest.mark.parametrize("changes", [{}, {"leaves_s": 100.0}], ids=["all of the time", "early leaver"])
def test_what_every_computer_is_off_by_is_nothing(error_s: float, changes: dict[str, Any]) -> None:
    assert offset_s(first_stay(error_s, **changes)) == 0.0


@pytest.mark.parametrize("error_s", [0.0, 90.0, -90.0])
def test_a_late_joiner_is_measured_by_their_own_stay(error_s: float) -> None:
    late = next(
        stay
        for stay in stays_of(plan(2, {0: {"joins_s": 120.0, "device": Device(clock_error_s=error_s)}}))
        if stay.signals and stay.signals.context.participant.name == "Ana"
    )
    assert offset_s(late) == pytest.approx(error_s, abs=SAMPLES_S)


def test_without_the_service_s_times_or_a_report_nothing_is_known() -> None:
    stay = first_stay(90.0)
    assert offset_s(replace(stay, joined=None)) is None
    assert offset_s(replace(stay, signals=None)) is None


def test_of_somebody_who_is_still_there_only_a_clock_behind_can_be_told() -> None:
    assert offset_s(replace(first_stay(90.0), left=None)) == 0.0
    assert offset_s(replace(first_stay(-90.0), left=None)) == pytest.approx(-90.0, abs=SAMPLES_S)
