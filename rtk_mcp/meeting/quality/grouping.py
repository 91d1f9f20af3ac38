"""Troubles of one person and kind taken together, with who felt them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rtk_mcp.meeting.quality.matrix import Matrix
from rtk_mcp.meeting.quality.times import Slots
from rtk_mcp.meeting.quality.trouble import Kind, Part, Trouble
from rtk_mcp.report.finding import SEVERITIES, Finding

_FELT_BY_OTHERS: Final = frozenset({"permission-denied", "high-round-trip-time"})


@dataclass(frozen=True, slots=True)
class Group:
    """Troubles that are one: of the same people, and of one kind.

    Attributes:
        slots: when it was: of a major one without the times at which it was minor.
        felt: for each person who felt it the slots in which they did.
    """

    kind: Kind
    culprits: tuple[int, ...]
    parts: tuple[Part, ...]
    slots: Slots
    felt: dict[int, Slots]

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What the parts are."""
        return tuple(part.trouble for part in self.parts)

    @property
    def worst(self) -> Finding:
        """The most severe one."""
        return min((each.finding for each in self.troubles), key=severity_rank)

    @property
    def telling(self) -> Trouble:
        """The one to speak of: the culprit's own report knows best, of equals the most severe."""
        return min(
            self.troubles, key=lambda each: (each.seen_by not in self.culprits, severity_rank(each.finding))
        )


def severity_rank(finding: Finding) -> int:
    """The most severe first."""
    return SEVERITIES.index(finding.severity)


def groups_of(troubles: Sequence[Trouble], matrix: Matrix) -> list[Group]:
    """Troubles by kind and culprit."""
    by_key: dict[tuple[Kind, tuple[int, ...]], list[Trouble]] = {}
    for trouble in troubles:
        for culprits in (
            [trouble.culprits] if trouble.confidence == "low" else [(one,) for one in trouble.culprits]
        ):
            by_key.setdefault((trouble.kind, culprits), []).append(trouble)
    return [_group(kind, culprits, own, matrix) for (kind, culprits), own in by_key.items()]


def _group(kind: Kind, culprits: tuple[int, ...], troubles: Sequence[Trouble], matrix: Matrix) -> Group:
    parts = tuple(Part(trouble, frozenset(_who_felt(trouble, culprits, matrix))) for trouble in troubles)
    telling = [part for part in parts if part.trouble.finding.severity in {"critical", "major"}] or parts
    slots = Slots().union(*(part.trouble.slots for part in telling))
    felt: dict[int, Slots] = {}
    for part in telling:
        for person in part.felt:
            felt[person] = felt.get(person, Slots()) | part.trouble.slots
    others = {person: own for person, own in felt.items() if person not in culprits}
    return Group(kind, culprits, parts, slots, others or felt)


def _who_felt(trouble: Trouble, culprits: tuple[int, ...], matrix: Matrix) -> Iterable[int]:
    """Whoever's report shows it; of what somebody sent, and of a long way, all who heard them."""
    finding = trouble.finding
    is_felt = finding.code in _FELT_BY_OTHERS or (
        finding.direction == "send" and finding.code != "silent-microphone"
    )
    if trouble.seen_by not in culprits or not is_felt:
        return [trouble.seen_by]
    heard = matrix.receivers(trouble.seen_by)
    return [person for person, cell in heard.items() if cell.heard & trouble.slots] or [trouble.seen_by]
