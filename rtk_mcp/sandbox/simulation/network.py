"""Which network a person is on in each second of the call, and when that network is upset or gone."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rtk_mcp.sandbox.simulation.plan import Network, NetworkChange, Person, Rival

HANDOVER_S = 3
"""How long packets go astray while a device moves to another network and ICE finds the new path."""


@dataclass(slots=True)
class NetworkSchedule:
    """A person's networks by second.

    Attributes:
        by_second: the network in use.
        disturbed: seconds in which a handover is going on.
        dead: seconds without any network.
        rivals_up, rivals_down: how many other transfers share the line.
    """

    by_second: list[Network]
    disturbed: set[int] = field(default_factory=set)
    dead: set[int] = field(default_factory=set)
    rivals_up: list[int] = field(default_factory=list)
    rivals_down: list[int] = field(default_factory=list)


def schedule(person: Person, seconds: int) -> NetworkSchedule:
    """Lay a person's networks out over the call."""
    plan = NetworkSchedule([person.network] * seconds)
    current = person.network
    for change in sorted(person.network_changes, key=lambda change: change.at_s):
        start = min(seconds, max(0, int(change.at_s)))
        plan.by_second[start:] = [change.network] * (seconds - start)
        if is_handover(current, change):
            plan.disturbed.update(range(start, min(seconds, start + HANDOVER_S)))
        current = change.network
    for start_s, end_s in person.outages:
        plan.dead.update(range(round(start_s), min(seconds, round(end_s))))
    plan.rivals_up = _flows([rival for rival in person.rivals if rival.direction == "up"], seconds)
    plan.rivals_down = _flows([rival for rival in person.rivals if rival.direction == "down"], seconds)
    return plan


def _flows(rivals: Iterable[Rival], seconds: int) -> list[int]:
    flows = [0] * seconds
    for rival in rivals:
        for second in range(max(0, round(rival.span[0])), min(seconds, round(rival.span[1]))):
            flows[second] += rival.flows
    return flows


def is_handover(before: Network, change: NetworkChange) -> bool:
    """Whether the path itself changes, and not only how well the same path works."""
    after = change.network
    return (before.kind, before.asn, before.relay) != (after.kind, after.asn, after.relay)
