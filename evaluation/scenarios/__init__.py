"""Every scenario: a function that draws a call and its label, and whose docstring says what happens in it."""

from collections.abc import Callable
from random import Random
from types import MappingProxyType

from evaluation.label import Case
from evaluation.scenarios.congestion import CONGESTION
from evaluation.scenarios.connection import CONNECTION
from evaluation.scenarios.delay import DELAY
from evaluation.scenarios.devices import DEVICES
from evaluation.scenarios.effort import EFFORT
from evaluation.scenarios.harmless import HARMLESS
from evaluation.scenarios.healthy import HEALTHY
from evaluation.scenarios.hearing import HEARING
from evaluation.scenarios.loss import LOSS
from evaluation.scenarios.networks import NETWORKS
from evaluation.scenarios.picture import PICTURE
from evaluation.scenarios.requests import REQUESTS
from evaluation.scenarios.senders import SENDERS
from evaluation.scenarios.together import TOGETHER
from evaluation.scenarios.unusual import UNUSUAL

Scenario = Callable[[Random], Case]

SCENARIOS: tuple[Scenario, ...] = (
    *HEALTHY,
    *NETWORKS,
    *UNUSUAL,
    *HARMLESS,
    *LOSS,
    *SENDERS,
    *DELAY,
    *CONGESTION,
    *EFFORT,
    *PICTURE,
    *REQUESTS,
    *HEARING,
    *DEVICES,
    *CONNECTION,
    *TOGETHER,
)


def name_of(scenario: Scenario) -> str:
    """What a scenario is called on the command line, such as `loss.own-uplink`."""
    return f"{scenario.__module__.rpartition('.')[2]}.{scenario.__name__}".replace("_", "-")


BY_NAME = MappingProxyType({name_of(scenario): scenario for scenario in SCENARIOS})


def draw(name: str, seed: int) -> Case:
    """One call of a scenario; the same name and seed always give the same one."""
    return BY_NAME[name](Random(f"{name}/{seed}"))
