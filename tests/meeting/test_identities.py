"""Who the speakers of a file are: right wherever the data tells, and unknown where it does not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.api.models.participant import Participant
from rtk_mcp.meeting.identities import resolve
from rtk_mcp.meeting.people import people_of
from rtk_mcp.meeting.spoken import Identity
from rtk_mcp.sandbox.simulation.plan import Person as SandboxPerson
from rtk_mcp.sandbox.world import World
from rtk_mcp.sandbox.world.model import Session

ANA, SAM, OTHER_SAM, KOFI = range(4)
PEOPLE = people_of(
    [
        Participant(id="p1", user_id="u1", custom_participant_id="c1", display_name="Ana"),
        Participant(id="p2", user_id="u2", custom_participant_id="c2", display_name="Sam"),
        Participant(id="p3", user_id="u3", custom_participant_id="c3", display_name="Sam"),
        Participant(id="p4", user_id="u4", display_name="Kofi"),
        Participant(id="p5", user_id="u1", display_name="Ana (phone)"),
    ]
)


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        (Identity(peer_id="p2", name="Sam"), SAM),
        (Identity(peer_id="p5"), ANA),
        (Identity(peer_id="new", user_id="u3", name="Sam"), OTHER_SAM),
        (Identity(custom_participant_id="c3", name="Kofi"), OTHER_SAM),
        (Identity(peer_id="p1", user_id="u2", custom_participant_id="c3"), ANA),
        (Identity(user_id="u2", custom_participant_id="c3"), SAM),
        (Identity(peer_id="new", name=" kofi "), KOFI),
        (Identity(name="ANA"), ANA),
        (Identity(name="ana  (Phone)"), ANA),
        (Identity(), None),
        (Identity(peer_id="TEST", user_id="user_id", custom_participant_id="unique_id"), None),
        (Identity(name="  "), None),
    ],
)
def test_a_participant_is_found_by_ids_and_then_by_a_name_of_one_alone(
    identity: Identity, expected: int | None
) -> None:
    speakers = resolve([identity], PEOPLE)
    assert speakers.person_of == (expected,)
    assert [person.key for person in speakers.people] == ["u1", "u2", "u3", "u4"]


def test_a_name_of_several_is_none_of_them() -> None:
    speakers = resolve(
        [Identity(name="Sam"), Identity(name="sam"), Identity(peer_id="p2", name="Sam")], PEOPLE
    )
    assert speakers.person_of == (4, 4, SAM)
    assert (speakers.people[4].name, speakers.people[4].key) == ("Sam", "")


def test_ids_that_the_list_does_not_know_are_people_of_their_own() -> None:
    identities = [
        Identity(peer_id="p1"),
        Identity(user_id="u9", name="Kofi"),
        Identity(peer_id="p9", user_id="u9"),
        Identity(peer_id="p9", name="Kofi, again"),
        Identity(peer_id="p8"),
    ]
    speakers = resolve(identities, PEOPLE)
    assert speakers.person_of == (ANA, 4, 4, 4, 5)
    assert speakers.people[4].names == ("Kofi", "Kofi, again")


def test_when_the_list_knows_no_id_of_the_file_names_count_where_they_are_one_persons() -> None:
    identities = [
        Identity(user_id="x1", name="Ana"),
        Identity(user_id="x2", name="Kofi"),
        Identity(user_id="x3", name="Kofi"),
    ]
    assert resolve(identities, PEOPLE).person_of == (ANA, 4, 5)


def test_ids_are_learned_from_the_file() -> None:
    identities = [
        Identity(custom_participant_id="c9", name="?"),
        Identity(peer_id="p4", custom_participant_id="c9", name="K."),
        Identity(name="k."),
    ]
    speakers = resolve(identities, PEOPLE)
    assert speakers.person_of == (KOFI, KOFI, KOFI)
    assert speakers.people[KOFI].custom_ids == ("c9",)
    assert speakers.people[KOFI].name == "Kofi", "the list's name stays the one that is shown"


def test_without_a_list_the_file_alone_makes_the_people() -> None:
    identities = [
        Identity("p1", "u1", "c1", "Ana"),
        Identity("p2", "u2", None, "Sam"),
        Identity("p3", "u3", None, "Sam"),
        Identity("p4", "u1", None, "Ana's phone"),
        Identity("p5", None, None, "Guest"),
        Identity("p6", None, None, "Guest"),
        Identity(name="Ana"),
        Identity(name="Guest"),
        Identity(name="guest"),
    ]
    speakers = resolve(identities)
    assert speakers.person_of == (0, 1, 2, 0, 3, 4, 0, 5, 5)
    assert [person.name for person in speakers.people] == ["Ana", "Sam", "Sam", "Guest", "Guest", "Guest"]


WORLD = World.build(seed=7, now=datetime(2026, 3, 18, 12, 0, tzinfo=UTC))
TALKS = {key: session for key, session in WORLD.keys.items() if session.utterances}
FORMS = {
    "all": ("peer_id", "user_id", "custom_participant_id", "name"),
    "without peer ids": ("user_id", "custom_participant_id", "name"),
    "custom ids": ("custom_participant_id",),
    "peer ids": ("peer_id",),
}


def identity_as(form: str, person: SandboxPerson) -> Identity:
    told = {"name": person.name} | {field: getattr(person, field) for field in FORMS[form] if field != "name"}
    return Identity(**{field: told[field] for field in FORMS[form]})


def listed(session: Session) -> list[Participant]:
    return [
        Participant(
            id=person.peer_id,
            user_id=person.user_id,
            custom_participant_id=person.custom_participant_id,
            display_name=person.name,
        )
        for person in session.people
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_utterance_of_the_sandbox_has_its_speaker(form: str) -> None:
    for session in TALKS.values():
        by_peer = {person.peer_id: person for person in session.people}
        said = [by_peer[utterance.peer_id] for utterance in session.utterances]
        speakers = resolve([identity_as(form, person) for person in said], people_of(listed(session)))
        found = [speakers.people[place].key for place in speakers.person_of if place is not None]
        assert found == [person.user_id for person in said]


def test_names_alone_tell_the_speaker_where_they_are_one_persons() -> None:
    told = 0
    for session in TALKS.values():
        people = people_of(listed(session))
        for person in session.people:
            (place,) = resolve([Identity(name=person.name)], people).person_of
            assert place is not None
            if sum(person.name in other.names for other in people) == 1:
                assert people[place].key == person.user_id
                told += 1
    assert told


FIELDS = st.one_of(st.none(), st.sampled_from(["a", "b", "A", "TEST", ""]))
IDENTITIES = st.lists(st.builds(Identity, FIELDS, FIELDS, FIELDS, FIELDS), max_size=8)


@given(IDENTITIES, IDENTITIES)
def test_whatever_a_file_says_everybody_named_is_somebody(file: list[Identity], rows: list[Identity]) -> None:
    people = people_of(
        [
            Participant(
                id=row.peer_id,
                user_id=row.user_id,
                custom_participant_id=row.custom_participant_id,
                display_name=row.name,
            )
            for row in rows
        ]
    )
    speakers = resolve(file, people)
    for before, after in zip(people, speakers.people, strict=False):
        assert after.names[: len(before.names)] == before.names
        assert set(before.peer_ids) <= set(after.peer_ids)
    for identity, place in zip(file, speakers.person_of, strict=True):
        known = {identity.peer_id, identity.user_id, identity.custom_participant_id} & {"a", "b", "A"}
        assert (place is None) is not bool(known or identity.name)
        assert place is None or place < len(speakers.people)
    assert set(range(len(people), len(speakers.people))) <= set(speakers.person_of)
