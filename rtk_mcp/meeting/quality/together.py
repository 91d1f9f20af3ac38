"""Trouble that several people had at once: of a network that they share, or of the service."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, Literal

from rtk_mcp.meeting.quality.grouping import Group
from rtk_mcp.meeting.quality.model import SessionFinding, Stay
from rtk_mcp.meeting.quality.placeholders import name, network_of
from rtk_mcp.meeting.quality.times import SLOT_S, Slots, widened, windows_of
from rtk_mcp.report.finding import SEVERITIES, Evidence, Finding

MIN_TOGETHER_SLOTS: Final = 2
MIN_SHARING: Final = 2
MIN_SERVICE_WIDE: Final = 3
MIN_NETWORKS: Final = 3
"""Trouble on three networks at once has its cause where they meet."""
MOST_RATIO: Final = 0.5
FOLDED_RATIO: Final = 0.5
"""A trouble is part of a common one when half of its time is."""
_MOST_NAMED: Final = 6
_OF_NETWORKS: Final = frozenset({"uplink", "downlink", "break"})

What = Literal["line", "operator", "town"]
_WHATS: Final[tuple[What, ...]] = ("line", "operator", "town")
_SHARED: Final[dict[What, str]] = {
    "line": "all on one network ({network}) in one place",
    "operator": "all on one network ({network})",
    "town": "all in one town, on different networks",
}
"""The town itself is private."""
Network = tuple[str, str | None]
"""What tells one line from another: its operator, and the city if it is known."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A finding of several people, and the groups that it takes the place of."""

    finding: SessionFinding
    instead_of: frozenset[int]


def shared_troubles(groups: Sequence[Group], stays: Sequence[Stay]) -> list[Shared]:
    """Trouble of shared networks, else of the service; each takes the place of its people's own findings."""
    there = _presence(stays)
    networks = _networks(stays)
    left = {
        place: group
        for place, group in enumerate(groups)
        if group.kind in _OF_NETWORKS and len(group.culprits) == 1
    }
    found: list[Shared] = []
    for what in _WHATS:
        for value in dict.fromkeys(filter(None, (_part(own, what) for own in networks.values()))):
            users = {
                person for person, own in networks.items() if _part(own, what) == value and person in there
            }
            shared = _of_network(
                users, _SHARED[what].format(network=network_of(min(users, default=0))), left, there
            )
            if shared:
                found.append(shared)
                left = {place: group for place, group in left.items() if place not in shared.instead_of}
    everywhere = _service_wide(left, there, networks)
    return [*found, everywhere] if everywhere else found


def _part(network: Network, what: What) -> tuple[str, ...] | None:
    """What two people's networks are compared by; None where it is not known."""
    operator, city = network
    if what == "line":
        return (operator, city) if city else None
    return (operator,) if what == "operator" else ((city,) if city else None)


def _presence(stays: Sequence[Stay]) -> dict[int, Slots]:
    """When each person who could be judged was there."""
    there: dict[int, Slots] = {}
    for stay in stays:
        if stay.is_judged:
            there[stay.person] = there.get(stay.person, Slots()) | stay.present
    return there


def _networks(stays: Iterable[Stay]) -> dict[int, Network]:
    found: dict[int, Network] = {}
    for stay in stays:
        network = stay.signals.context.network if stay.signals else None
        operator = network and (network.asn or network.organisation)
        if network and operator:
            found.setdefault(stay.person, (operator, network.city))
    return found


def _troubled(groups: Mapping[int, Group]) -> dict[int, Slots]:
    """When each person had network trouble."""
    slots: dict[int, Slots] = {}
    for group in groups.values():
        (person,) = group.culprits
        slots[person] = slots.get(person, Slots()) | group.slots
    return slots


def _service_wide(
    groups: Mapping[int, Group], there: Mapping[int, Slots], networks: Mapping[int, Network]
) -> Shared | None:
    """Trouble of half of the people there, on several networks, at once."""
    troubled = {person: widened(slots) for person, slots in _troubled(groups).items()}
    at_once: set[int] = set()
    for slot in Slots().union(*troubled.values()):
        people = [person for person, slots in troubled.items() if slot in slots]
        present = sum(slot in slots for slots in there.values())
        operators = {networks[person][0] for person in people if person in networks}
        if len(people) >= max(MIN_SERVICE_WIDE, MOST_RATIO * present) and len(operators) >= MIN_NETWORKS:
            at_once.add(slot)
    if len(at_once) < MIN_TOGETHER_SLOTS:
        return None
    slots = frozenset(at_once)
    parts = {place: group for place, group in groups.items() if _mostly(group.slots, slots)}
    people = sorted({person for group in parts.values() for person in group.culprits})
    lines = {networks[person][0] for person in people if person in networks}
    if len(people) < MIN_SERVICE_WIDE or len(lines) < MIN_NETWORKS:
        return None
    summary = (
        f"The service, or the way to it: {len(people)} of {len(there)} people, on {len(lines)} networks, had network "
        f"trouble at the same time ({_named(people)})."
    )
    return _shared(
        "service-wide-problem",
        summary,
        "Something that all of them share: the service, or the way to it; not the line of any one of them.",
        "Check the service's status for that time, and tell the service's support the session id and the times.",
        parts,
        people,
        Evidence("people_at_once", float(len(people)), threshold=MOST_RATIO * len(there)),
    )


def _of_network(
    users: AbstractSet[int], what: str, groups: Mapping[int, Group], there: Mapping[int, Slots]
) -> Shared | None:
    """Trouble of most people who share something at once, while most others had none."""
    parts = {place: group for place, group in groups.items() if group.culprits[0] in users}
    troubled = _troubled(parts)
    if len(troubled) < max(MIN_SHARING, MOST_RATIO * len(users)):
        return None
    at_once = frozenset(
        slot
        for slot in Slots().union(*troubled.values())
        if sum(slot in widened(slots) for slots in troubled.values())
        >= max(MIN_SHARING, MOST_RATIO * len(users))
    )
    parts = {place: group for place, group in parts.items() if _mostly(group.slots, at_once)}
    people = sorted({group.culprits[0] for group in parts.values()})
    others = [person for person in there if person not in users and there[person] & at_once]
    bad = {
        group.culprits[0]
        for group in groups.values()
        if group.culprits[0] in others and len(group.slots & at_once) >= MIN_TOGETHER_SLOTS
    }
    if len(people) < MIN_SHARING or len(at_once) < MIN_TOGETHER_SLOTS or 2 * len(bad) > len(others):
        return None
    beside = (
        f", while {len(others) - len(bad)} of {_people(len(others))} elsewhere had none of their own"
        if others
        else ""
    )
    summary = f"{_named(people)}, {what}, had network trouble at the same time{beside}."
    return _shared(
        "shared-network-problem",
        summary,
        "The network that they share: their office's or home's line, or their provider in that place.",
        "Ask whether they were in one place, and have that line or provider checked for that time.",
        parts,
        people,
        Evidence("people_at_once", float(len(people)), threshold=MOST_RATIO * len(users)),
    )


def _shared(
    code: str,
    summary: str,
    cause: str,
    advice: str,
    parts: Mapping[int, Group],
    people: Sequence[int],
    proof: Evidence,
) -> Shared:
    worst = min((group.worst for group in parts.values()), key=lambda each: SEVERITIES.index(each.severity))
    felt: dict[int, Slots] = {}
    for group in parts.values():
        for person, slots in group.felt.items():
            felt[person] = felt.get(person, Slots()) | slots
    slots = Slots().union(*(group.slots for group in parts.values()))
    finding = Finding(
        code=code,
        severity=worst.severity,
        confidence="high" if len(people) > MIN_SHARING else "medium",
        media="connection",
        direction="none",
        summary=summary,
        evidence=(proof, *worst.evidence[:2]),
        likely_cause=cause,
        advice=advice,
        windows=windows_of(slots),
    )
    minutes = sum(len(each) for each in felt.values()) * SLOT_S / 60
    made_of = tuple(part for group in parts.values() for part in group.parts)
    found = SessionFinding(finding, tuple(people), tuple(sorted(felt)), minutes, made_of)
    return Shared(found, frozenset(parts))


def _mostly(slots: Slots, common: Slots) -> bool:
    return bool(slots) and len(slots & widened(common)) >= FOLDED_RATIO * len(slots)


def _named(people: Sequence[int]) -> str:
    told = [name(person) for person in people[:_MOST_NAMED]]
    more = len(people) - len(told)
    return ", ".join(told) + (f" and {more} more" if more else "")


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
