"""No two people look alike in an answer."""

import pytest

from rtk_mcp.meeting.people import Person
from rtk_mcp.render.people import labels_of

ANA = Person("75c98d16-c699", "Ana")


@pytest.mark.parametrize(
    ("people", "labels"),
    [
        ([ANA, Person("3f2a9c1e-1", "Kofi")], ("Ana", "Kofi")),
        ([ANA, Person("3f2a9c1e-1", "ANA ")], ("Ana (75c98d16)", "ANA (3f2a9c1e)")),
        ([ANA, Person("75c98d16-d777", "Ana")], ("Ana (75c98d16-c699)", "Ana (75c98d16-d777)")),
        ([ANA, Person("3f2a9c1e-1", "A\u200bna\u202e")], ("Ana (75c98d16)", "Ana (3f2a9c1e)")),
        ([ANA, Person("", "Ana")], ("Ana (75c98d16)", "Ana (id not told)")),
        (
            [Person("", "Ana"), Person("", "Ana")],
            ("Ana (id not told, number 1)", "Ana (id not told, number 2)"),
        ),
        ([Person("75c98d16-c699")], ("unnamed (75c98d16)",)),
        (
            [Person("k" * 9, "Tomás"), Person("l" * 9, "Toma\u0301s")],
            ("Tomás (kkkkkkkk)", "Toma\u0301s (llllllll)"),
        ),
    ],
)
def test_a_name_of_several_has_its_key_with_it(people: list[Person], labels: tuple[str, ...]) -> None:
    assert labels_of(people) == labels


def test_a_name_cannot_pretend_to_be_anothers_label() -> None:
    people = [ANA, Person("3f2a9c1e-1", "Ana"), Person("66666666-6", "Ana (75c98d16)")]
    labels = labels_of(people)
    assert len(set(labels)) == 3
    assert labels[2] == "Ana (75c98d16) (66666666-6)"
