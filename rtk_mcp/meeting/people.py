"""One person over rejoins and devices: by ids that stay the same, never by name alone.

A participant of the service is one connection. What stays over rejoins is the user id and the custom participant id,
so connections that share either are one person, and so are those that are linked over others.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.spoken import PLACEHOLDERS, Identity

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was in a meeting, as far as can be told.

    Attributes:
        key: their first user id, else custom id, else peer id; empty when only a name is known.
        name: as they first called themselves, not cleaned; None when nothing names them.
        other_names: what else they called themselves.
    """

    key: str = ""
    name: str | None = None
    user_ids: tuple[str, ...] = ()
    custom_ids: tuple[str, ...] = ()
    peer_ids: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, `name` first."""
        return (self.name, *self.other_names) if self.name else ()


def people_of(participants: Sequence[Participant]) -> tuple[Person, ...]:
    """The people of a participants list, in order of their first appearance."""
    return tuple(person_of_stays(stays) for stays in stays_of_people(participants))


def stays_of_people(participants: Sequence[Participant]) -> list[list[Participant]]:
    """The same list as one list of stays per person; a row without any id is a person of its own."""
    return linked(participants, [ids_of(identity_of(one)) for one in participants])


def person_of_stays(stays: Iterable[Participant]) -> Person:
    """Whose stays these are."""
    return with_identities(Person(), map(identity_of, stays))


def identity_of(participant: Participant) -> Identity:
    """What a participant can be known by."""
    return Identity(
        participant.id, participant.user_id, participant.custom_participant_id, participant.display_name
    )


def ids_of(identity: Identity) -> list[tuple[str, str]]:
    """The ids with their kinds, placeholders left out: peer id, user id, custom id."""
    told = (
        ("peer", identity.peer_id),
        ("user", identity.user_id),
        ("custom", identity.custom_participant_id),
    )
    return [(kind, value) for kind, each in told if each and (value := each.strip()) not in PLACEHOLDERS]


def with_identities(person: Person, identities: Iterable[Identity]) -> Person:
    """The person with what more these say of them; what was known stays first."""
    ids = {"peer": [*person.peer_ids], "user": [*person.user_ids], "custom": [*person.custom_ids]}
    names = [*person.names]
    for identity in identities:
        for kind, value in ids_of(identity):
            ids[kind].append(value)
        if identity.name and (name := identity.name.strip()):
            names.append(name)
    peer, user, custom, named = (tuple(dict.fromkeys(each)) for each in (*ids.values(), names))
    return Person(
        key=person.key or next(iter((*user, *custom, *peer)), ""),
        name=named[0] if named else None,
        user_ids=user,
        custom_ids=custom,
        peer_ids=peer,
        other_names=named[1:],
    )


def linked(items: Sequence[_Item], marks: Sequence[Iterable[Hashable]]) -> list[list[_Item]]:
    """The items in groups of those that share a mark, also over others; each and all in order of appearance."""
    above = list(range(len(items)))

    def top(place: int) -> int:
        while above[place] != place:
            above[place] = above[above[place]]
            place = above[place]
        return place

    first_with: dict[Hashable, int] = {}
    for place, own in enumerate(marks):
        for mark in own:
            one, other = top(place), top(first_with.setdefault(mark, place))
            above[max(one, other)] = min(one, other)
    groups: dict[int, list[_Item]] = {}
    for place, item in enumerate(items):
        groups.setdefault(top(place), []).append(item)
    return list(groups.values())
