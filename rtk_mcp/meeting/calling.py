"""Whom a name or an id means."""

from collections.abc import Sequence

from rtk_mcp.meeting.matching import Query, Texts, fold
from rtk_mcp.meeting.people import Person


def people_called(people: Sequence[Person], wanted: str) -> frozenset[int]:
    """Places of those whose id it is; else of those whose name it is; else of those whose name has all of its words.

    Names are compared without regard to case and accents.
    """
    wanted = wanted.strip()
    by_id = [place for place, each in enumerate(people) if wanted in _ids(each)]
    if by_id:
        return frozenset(by_id)
    folded = fold(wanted)
    exact = [place for place, each in enumerate(people) if folded in map(fold, each.names)]
    if exact:
        return frozenset(exact)
    found, closeness = Query(wanted).hits(Texts([" ".join(each.names) for each in people]))
    return frozenset(found) if closeness == "all" else frozenset()


def _ids(person: Person) -> tuple[str, ...]:
    return (*person.user_ids, *person.custom_ids, *person.peer_ids)
