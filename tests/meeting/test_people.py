"""One person over rejoins, devices and files, and two people of one name told apart."""

from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.people import Person, people_of


def stay(
    peer_id: str | None, name: str | None = None, user_id: str | None = None, custom_id: str | None = None
) -> Participant:
    return Participant(id=peer_id, user_id=user_id, custom_participant_id=custom_id, display_name=name)


def test_rejoins_are_one_person_by_either_id_and_over_others() -> None:
    rows = [
        stay("p1", "Ana", "u1"),
        stay("p2", "Kofi", "u2", "c2"),
        stay("p3", "Ana (phone)", None, "c1"),
        stay("p4", "Ana", "u1", "c1"),
        stay("p5", " kofi ", "u3", "c2"),
    ]
    assert people_of(rows) == (
        Person("u1", "Ana", ("u1",), ("c1",), ("p1", "p3", "p4"), other_names=("Ana (phone)",)),
        Person("u2", "Kofi", ("u2", "u3"), ("c2",), ("p2", "p5"), other_names=("kofi",)),
    )


def test_a_name_alone_makes_nobody_one_person() -> None:
    rows = [stay("p1", "Sam", "u1"), stay("p2", "Sam", "u2"), stay(None, "Sam"), stay(None, "Sam")]
    assert len(people_of(rows)) == 4


def test_placeholders_and_blanks_are_no_ids() -> None:
    rows = [stay(f"p{n}", f"Guest {n}", "user_id", "unique_id") for n in range(3)]
    rows += [stay(f"q{n}", None, " ", "") for n in range(3)]
    people = people_of([*rows, stay("TEST", "Kofi", "TEST", "undefined")])
    assert [person.key for person in people] == ["p0", "p1", "p2", "q0", "q1", "q2", ""]
    assert people[-1].peer_ids == ()


def test_the_same_text_is_another_id_in_another_kind() -> None:
    assert len(people_of([stay("x", user_id="a", custom_id="b"), stay("a", user_id="b", custom_id="x")])) == 2


IDS = st.one_of(st.none(), st.sampled_from("abcd"))


@given(st.lists(st.builds(stay, st.none(), IDS, IDS, IDS), max_size=12))
def test_people_share_no_id_and_lose_none(rows: list[Participant]) -> None:
    people = people_of(rows)
    for kind in ("user_ids", "custom_ids"):
        told = [value for person in people for value in getattr(person, kind)]
        assert len(told) == len(set(told))
    assert {row.user_id for row in rows if row.user_id} == {
        each for person in people for each in person.user_ids
    }
    without_ids = sum(not (row.user_id or row.custom_participant_id) for row in rows)
    assert sum(not person.key for person in people) == without_ids
