"""Who the speakers of a transcript and the senders of a chat are."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rtk_mcp.meeting.people import Person, ids_of, linked, with_identities
from rtk_mcp.meeting.spoken import Identity

_Group = list[int]
"""Places of identities that are one person."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who the identities of a file are.

    Attributes:
        people: those of the participants list, at the same places as there, with what the file adds of names and ids;
            after them those whom the file alone knows.
        person_of: for each identity its place in `people`; None for one that names nobody: the unknown speaker.
    """

    people: tuple[Person, ...]
    person_of: tuple[int | None, ...]


def resolve(identities: Sequence[Identity], people: Sequence[Person] = ()) -> Speakers:
    """Who everybody in a file is; `people` is empty when there is no participants list.

    An identity is looked up by its peer id, user id and custom id, then by ids that it shares with others of the file.
    Those that no id tells are looked up by name, and found only if exactly one person has it: first those with a user
    or custom id, then those with a peer id alone, last those with nothing but the name. A user or custom id that the
    list does not know speaks against the name, unless the list knows no id of the file: then the two number people
    differently. Whoever is not found is a person of their own; of those without any id there is one per name.
    """
    return _Resolver(identities, people).resolved()


class _Resolver:
    """The steps of `resolve` on one file; each leaves fewer identities open."""

    def __init__(self, identities: Sequence[Identity], people: Sequence[Person]) -> None:
        self._people = list(people)
        self._identities = identities
        self._ids = [ids_of(identity) for identity in identities]
        self._names = [_folded(identity.name or "") for identity in identities]
        self._found: list[int | None] = [None] * len(identities)
        self._ids_are_shared = False

    def resolved(self) -> Speakers:
        self._by_listed_ids()
        self._ids_are_shared = any(place is not None for place in self._found)
        self._by_learned_ids()
        groups = self._open(self._ids)
        self._by_names([group for group in groups if self._lasting(group)])
        self._by_names([group for group in groups if not self._lasting(group)])
        self._by_names(self._open(self._names))
        return Speakers(self._people_as_told(), tuple(self._found))

    def _by_listed_ids(self) -> None:
        listed = {
            each: place
            for place, person in enumerate(self._people)
            for kind, values in (
                ("peer", person.peer_ids),
                ("user", person.user_ids),
                ("custom", person.custom_ids),
            )
            for each in ((kind, value) for value in values)
        }
        self._found = [next((listed[each] for each in ids if each in listed), None) for ids in self._ids]

    def _by_learned_ids(self) -> None:
        learned: dict[tuple[str, str], int] = {}
        for ids, place in zip(self._ids, self._found, strict=True):
            if place is not None:
                for each in ids:
                    learned.setdefault(each, place)
        for group in self._open(self._ids):
            shared = (each for number in group for each in self._ids[number] if each in learned)
            self._put(group, next((learned[each] for each in shared), None))

    def _by_names(self, groups: Sequence[_Group]) -> None:
        """Find these, or make new people of them; one that is new is found by the next groups, not by these."""
        having = self._places_by_name()
        wanted = Counter(name for group in groups for name in self._names_of(group))
        for group in groups:
            names = self._names_of(group)
            found = _only_one([having[name] for name in names if name in having])
            if found is not None and self._lasting(group):
                alone = all(wanted[name] == 1 for name in names)
                found = found if alone and not self._speaks_against(group, self._people[found]) else None
            if found is None:
                found = len(self._people)
                self._people.append(Person())
            self._put(group, found)

    def _places_by_name(self) -> dict[str, set[int]]:
        having: defaultdict[str, set[int]] = defaultdict(set)
        for place, person in enumerate(self._people):
            for name in person.names:
                having[_folded(name)].add(place)
        for name, found in zip(self._names, self._found, strict=True):
            if name and found is not None:
                having[name].add(found)
        return having

    def _speaks_against(self, group: _Group, person: Person) -> bool:
        kinds = {kind for number in group for kind, _ in self._ids[number]}
        known = {"user": person.user_ids, "custom": person.custom_ids}
        return self._ids_are_shared and any(known.get(kind) for kind in kinds)

    def _open(self, having: Sequence[object]) -> list[_Group]:
        """The identities not found yet that have something, in groups by their ids; without ids by their names."""
        numbers = [number for number, place in enumerate(self._found) if place is None and having[number]]
        return linked(numbers, [self._ids[number] or [("name", self._names[number])] for number in numbers])

    def _put(self, group: _Group, place: int | None) -> None:
        for number in group:
            self._found[number] = place

    def _lasting(self, group: _Group) -> bool:
        """Whether it has an id that stays over rejoins."""
        return any(kind != "peer" for number in group for kind, _ in self._ids[number])

    def _names_of(self, group: _Group) -> set[str]:
        return {name for number in group if (name := self._names[number])}

    def _people_as_told(self) -> tuple[Person, ...]:
        told: defaultdict[int, list[Identity]] = defaultdict(list)
        for identity, place in zip(self._identities, self._found, strict=True):
            if place is not None:
                told[place].append(identity)
        return tuple(
            with_identities(person, told[place]) if place in told else person
            for place, person in enumerate(self._people)
        )


def _only_one(places: Sequence[set[int]]) -> int | None:
    """The place that all of these hold and nothing else."""
    if not places or any(len(each) > 1 for each in places) or len(set().union(*places)) > 1:
        return None
    return next(iter(places[0]))


def _folded(name: str) -> str:
    """A name as it is compared: without regard to case and spaces around and between."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
