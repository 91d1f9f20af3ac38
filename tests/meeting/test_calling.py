"""A name or an id means the people whom a reader would take it to mean."""

import pytest

from rtk_mcp.meeting.calling import people_called
from rtk_mcp.meeting.people import Person

PEOPLE = (
    Person("u1", "Ana", user_ids=("u1",), peer_ids=("p1", "p2")),
    Person("u2", "Ana Müller", user_ids=("u2",), custom_ids=("c2",)),
    Person("u3", "Sam", user_ids=("u3",)),
    Person("u4", "sam", user_ids=("u4",), other_names=("Samuel (phone)",)),
    Person("", None),
)


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ("Ana", {0}),
        (" ana ", {0}),
        ("muller", {1}),
        ("Müller, Ana", {1}),
        ("c2", {1}),
        ("p2", {0}),
        ("Sam", {2, 3}),
        ("samuel", {3}),
        ("Otto", set()),
        ("na", set()),
        ("", set()),
    ],
)
def test_a_name_or_an_id(wanted: str, places: set[int]) -> None:
    assert people_called(PEOPLE, wanted) == places
