"""Every kind of meeting: a function that draws one and its label, and whose docstring says what happens in it."""

from collections.abc import Callable
from random import Random
from types import MappingProxyType

from evaluation.meetings.label import MeetingCase
from evaluation.meetings.scenarios.device import DEVICES
from evaluation.meetings.scenarios.downlink import DOWNLINKS
from evaluation.meetings.scenarios.healthy import HEALTHY
from evaluation.meetings.scenarios.hundred import HUNDRED
from evaluation.meetings.scenarios.mild import MILD
from evaluation.meetings.scenarios.missing import MISSING
from evaluation.meetings.scenarios.service import SERVICE_WIDE
from evaluation.meetings.scenarios.shared import SHARED_NETWORKS
from evaluation.meetings.scenarios.staying import STAYING
from evaluation.meetings.scenarios.two import TWO
from evaluation.meetings.scenarios.uplink import UPLINKS

Scenario = Callable[[Random], MeetingCase]

QUICK: tuple[Scenario, ...] = (
    *HEALTHY,
    *MILD,
    *UPLINKS,
    *DOWNLINKS,
    *DEVICES,
    *SHARED_NETWORKS,
    *SERVICE_WIDE,
    *TWO,
    *STAYING,
    *MISSING,
)


def _by_name(scenarios: tuple[Scenario, ...]) -> MappingProxyType[str, Scenario]:
    """By what they are called on the command line, such as `uplink.in-a-crowd`."""
    return MappingProxyType(
        {
            f"{each.__module__.rpartition('.')[2]}.{each.__name__}".replace("_", "-"): each
            for each in scenarios
        }
    )


BY_NAME = _by_name(QUICK)
SLOW_BY_NAME = _by_name(HUNDRED)
"""Played once each, beside any number of the others."""


def draw(name: str, seed: int) -> MeetingCase:
    """One meeting of a kind; the same name and seed always give the same one."""
    return (BY_NAME | SLOW_BY_NAME)[name](Random(f"meetings/{name}/{seed}"))
