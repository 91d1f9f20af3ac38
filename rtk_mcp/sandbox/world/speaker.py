"""Who talks in a meeting, and when they are there to do it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Speaker:
    """One stay of one person, as far as talking goes; equal to itself alone, as every stay is another."""

    key: str
    name: str
    peer_id: str
    joins_s: float
    leaves_s: float
    talks_share: float

    def present(self, start_s: float, end_s: float) -> bool:
        """Whether the whole span lies in the stay."""
        return self.joins_s <= start_s and end_s <= self.leaves_s
