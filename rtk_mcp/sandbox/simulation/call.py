"""One call played through: a plan in, each participant's peer report out."""

from typing import Any

from rtk_mcp.sandbox.simulation.clock import clock_of
from rtk_mcp.sandbox.simulation.metadata import metadata
from rtk_mcp.sandbox.simulation.physics import Physics
from rtk_mcp.sandbox.simulation.plan import CallPlan
from rtk_mcp.sandbox.simulation.quality import quality


class SimulatedCall:
    """What a plan led to; a participant's report is made when it is asked for."""

    def __init__(self, plan: CallPlan) -> None:
        self._physics = Physics(plan)
        self._numbers = {person.peer_id: number for number, person in enumerate(plan.people)}

    @property
    def peer_ids(self) -> tuple[str, ...]:
        """Everyone's peer ids, in the plan's order."""
        return tuple(self._numbers)

    def peer_report(self, peer_id: str) -> dict[str, Any]:
        """One participant's `peer_report` object, ready for JSON.

        Raises:
            KeyError: nobody of that peer id was in the call.
        """
        number = self._numbers[peer_id]
        plan = self._physics.plan
        clock = clock_of(plan, plan.people[number])
        return {
            "metadata": metadata(self._physics, number, clock),
            "quality": quality(self._physics, number, clock),
        }


def simulate(plan: CallPlan) -> SimulatedCall:
    """Play a plan; the same plan always gives the same reports."""
    return SimulatedCall(plan)
