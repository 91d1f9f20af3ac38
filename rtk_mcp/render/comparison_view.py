"""A comparison with all that its text and its structured content are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.comparing.comparison import Comparison
from rtk_mcp.meeting.comparing.dimensions import Grouping
from rtk_mcp.meeting.comparing.groups import Division, Group, Profile, profile
from rtk_mcp.render.comparison_words import Words

MOST_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class Scope:
    """What was looked into.

    Attributes:
        sessions: by id.
        failed: by id, why a session could not be looked into.
        stopped: why not everything wanted was come to.
        forgotten: this answer should add to earlier ones, which are not kept any more.
        next_cursor: for more.
        unread, of: so many of so many sessions are not read to the end yet, or of the people asked for by peer id.
    """

    sessions: Mapping[str, SessionFacts]
    failed: Mapping[str, str] = field(default_factory=dict)
    stopped: str | None = None
    forgotten: bool = False
    next_cursor: str | None = None
    unread: int | None = None
    of: int | None = None


@dataclass(frozen=True)
class View:
    """One answer to be written; `group_by` is None when all dimensions were compared."""

    compared: Comparison
    scope: Scope
    group_by: Grouping | None

    @cached_property
    def words(self) -> Words:
        """What groups are called."""
        return Words(self.scope.sessions)

    @cached_property
    def sessions(self) -> int:
        """How many were looked into, or those that the reports are of."""
        told = {stay.traits["session"].key for stay in self.compared.stays if "session" in stay.traits}
        return len(self.scope.sessions) or len(told)

    @cached_property
    def reports(self) -> int:
        """How many were read."""
        return sum(stay.missing is None for stay in self.compared.stays)

    def profile(self, group: Group) -> Profile:
        """What a group is like."""
        return self._profiles[group.dimension, group.key]

    def in_order(self, division: Division) -> Sequence[Group]:
        """Days one after another, sessions the worst first, all else the largest first."""
        if division.dimension == "day":
            return sorted(division.groups, key=lambda group: group.key)
        if division.dimension == "session":
            return sorted(division.groups, key=lambda group: _worst_first(self.profile(group)))
        return division.groups

    @property
    def judged_profiles(self) -> list[Profile]:
        """Of the groups asked for those with anybody who could be judged."""
        return [found for found in self._profiles.values() if found.judged]

    @cached_property
    def worst_sessions(self) -> Sequence[Group]:
        """Those with a poor call, the most first."""
        found = self._of_sessions
        poor = [group for group in self.compared.sessions.groups if found[group.key].verdicts["poor"]]
        return sorted(
            poor, key=lambda group: (-found[group.key].verdicts["poor"], -found[group.key].poor_ratio)
        )

    def session_profile(self, group: Group) -> Profile:
        """What a session is like, whatever was asked for."""
        return self._of_sessions[group.key]

    @cached_property
    def _of_sessions(self) -> dict[str, Profile]:
        return {group.key: profile(group.side) for group in self.compared.sessions.groups}

    @cached_property
    def _profiles(self) -> dict[tuple[str, str], Profile]:
        return {
            (group.dimension, group.key): profile(group.side)
            for division in self.compared.divisions
            for group in division.groups
        }


def _worst_first(found: Profile) -> tuple[float, float]:
    return -found.poor_ratio, -found.troubled_ratio
