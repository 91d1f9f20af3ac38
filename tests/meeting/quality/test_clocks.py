"""A client's clock is wrong by as much as its samples lie outside its stay, or differ from those of others."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from rtk_mcp.meeting.quality.clocks import by_service, with_clocks
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
    assert by_service(first_stay(error_s)) == pytest.approx(error_s, abs=SAMPLES_S)


@pytest.mark.parametrize("error_s", [0.0, 5.0, -5.0])
@pytest.mark.parametrize("changes", [{}, {"leaves_s": 100.0}], ids=["all of the time", "early leaver"])
def test_what_every_computer_is_off_by_is_nothing(error_s: float, changes: dict[str, Any]) -> None:
    assert by_service(first_stay(error_s, **changes)) == 0.0


@pytest.mark.parametrize("error_s", [0.0, 90.0, -90.0])
def test_a_late_joiner_is_measured_by_their_own_stay(error_s: float) -> None:
    late = next(
        stay
        for stay in stays_of(plan(2, {0: {"joins_s": 120.0, "device": Device(clock_error_s=error_s)}}))
        if stay.signals and stay.signals.context.participant.name == "Ana"
    )
    assert by_service(late) == pytest.approx(error_s, abs=SAMPLES_S)


def test_without_the_service_s_times_or_a_report_nothing_is_known() -> None:
    stay = first_stay(90.0)
    assert by_service(replace(stay, joined=None, left=None)) is None
    assert by_service(replace(stay, signals=None)) is None


def test_of_somebody_who_is_still_there_only_a_clock_behind_can_be_told() -> None:
    assert by_service(replace(first_stay(90.0), left=None)) == 0.0
    assert by_service(replace(first_stay(-90.0), left=None)) == pytest.approx(-90.0, abs=SAMPLES_S)


WITHIN_S = 10.0
"""Each end samples every 7 s, at times of its own."""


def without_times(stays: Sequence[Stay], *numbers: int) -> list[Stay]:
    """The stays, some of which the service tells no times of."""
    return [
        replace(stay, joined=None, left=None) if number in numbers else stay
        for number, stay in enumerate(stays)
    ]


@pytest.mark.parametrize("error_s", [0.0, 90.0, -90.0, 3_600.0])
def test_where_the_service_tells_no_times_shared_media_tell(error_s: float) -> None:
    stays = stays_of(plan(3, {0: {"device": Device(clock_error_s=error_s)}}))
    ahead_s = [stay.ahead_s for stay in with_clocks(without_times(stays, 0))]
    assert ahead_s == [pytest.approx(error_s, abs=WITHIN_S), 0.0, 0.0]


def test_what_was_found_of_one_helps_with_the_next() -> None:
    stays = stays_of(
        plan(3, {0: {"device": Device(clock_error_s=600.0)}, 1: {"device": Device(clock_error_s=-300.0)}})
    )
    ahead_s = [stay.ahead_s for stay in with_clocks(without_times(stays, 0, 1))]
    assert ahead_s == [pytest.approx(600.0, abs=WITHIN_S), pytest.approx(-300.0, abs=WITHIN_S), 0.0]


def test_with_no_times_at_all_everybody_is_set_by_one_clock() -> None:
    stays = stays_of(plan(2, {1: {"device": Device(clock_error_s=600.0)}}))
    ahead_s = [stay.ahead_s for stay in with_clocks(without_times(stays, 0, 1))]
    assert ahead_s == [0.0, pytest.approx(600.0, abs=WITHIN_S)]


def test_who_shares_no_media_with_anybody_cannot_be_compared() -> None:
    alone, *others = without_times(stays_of(plan(3, {0: {"device": Device(clock_error_s=90.0)}})), 0)
    assert alone.signals
    unshared = tuple(replace(stream, producer_id=None) for stream in alone.signals.streams)
    alone = replace(alone, signals=replace(alone.signals, streams=unshared))
    assert [stay.ahead_s for stay in with_clocks([alone, *others])] == [None, 0.0, 0.0]


def test_half_of_a_stay_shows_how_far_a_clock_is_off_by_what_others_received() -> None:
    """Who leaves before a clock that is ahead can show has it told by others."""
    stays = stays_of(plan(3, {0: {"device": Device(clock_error_s=90.0), "leaves_s": 200.0}}))
    assert stays[0].ahead_s == pytest.approx(90.0, abs=WITHIN_S)
