"""Who looks at whom: the tiles that a meeting's grid shows, and so the videos that are received."""

from collections.abc import Sequence

from rtk_mcp.sandbox.simulation.plan import CallPlan
from rtk_mcp.sandbox.simulation.spans import per_second
from rtk_mcp.sandbox.simulation.streams import Producer

DESKTOP_TILES = 9
MOBILE_TILES = 4
SHARING_TILES = 5
"""Beside a shared screen only a strip of tiles is left."""


class Views:
    """The grid of everyone at every second: recent speakers first, then by order of joining.

    Attributes:
        order: for each second the producers whose cameras are on, the most recent speaker first.
        shares: for each second the shared screens.
    """

    def __init__(self, plan: CallPlan, producers: Sequence[tuple[Producer, ...]], seconds: int) -> None:
        self._plan = plan
        spoke = _last_spoke(plan, seconds)
        self.order: list[list[Producer]] = [[] for _ in range(seconds)]
        self.shares: list[list[Producer]] = [[] for _ in range(seconds)]
        for producer in (p for own in producers for p in own if p.is_video):
            into = self.order if producer.media == "video" else self.shares
            for second, share in enumerate(per_second(producer.spans, seconds)):
                if share > 0.0:
                    into[second].append(producer)
        for second, cameras in enumerate(self.order):
            if len(cameras) > 1:
                cameras.sort(key=lambda producer: -spoke[producer.owner][second])

    def shown_to(self, viewer: int, second: int) -> list[Producer]:
        """The videos that one person receives in a second: shared screens, then tiles."""
        shares = [producer for producer in self.shares[second] if producer.owner != viewer]
        tiles = MOBILE_TILES if self._plan.people[viewer].device.is_mobile else DESKTOP_TILES
        if self.shares[second]:
            tiles = min(tiles, SHARING_TILES)
        cameras = [producer for producer in self.order[second] if producer.owner != viewer]
        return shares + cameras[:tiles]


def _last_spoke(plan: CallPlan, seconds: int) -> list[list[int]]:
    """For each person and second, the last second in which they spoke; -1 before the first."""
    result = []
    for person in plan.people:
        last, row = -1, []
        for second, talking in enumerate(per_second(person.talks, seconds)):
            last = second if talking > 0.3 else last  # noqa: PLR2004 - a third of a second of voice wins the tile
            row.append(last)
        result.append(row)
    return result
