"""The world as a whole: the same for the same seed, in the past, and at one with itself."""

from datetime import UTC, datetime, timedelta

import pytest

from rtk_mcp.sandbox import world as documented
from rtk_mcp.sandbox.simulation.plan import Person
from rtk_mcp.sandbox.world import World
from rtk_mcp.sandbox.world.model import Session

NOW = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
WORLD = World.build(seed=7, now=NOW)
SESSIONS = tuple(map(WORLD.whole, WORLD.sessions.values()))
WEEK = timedelta(days=7)


def talk_of(session: Session, person: Person) -> list[tuple[float, float]]:
    return [
        (said.start_ms / 1000, said.end_ms / 1000)
        for said in session.utterances
        if said.peer_id == person.peer_id
    ]


def test_it_is_the_same_for_the_same_seed_and_moment() -> None:
    assert World.build(seed=7, now=NOW) == WORLD


def test_ids_and_words_depend_on_the_seed_alone() -> None:
    later = World.build(seed=7, now=NOW + timedelta(days=30))
    assert list(later.sessions) == list(WORLD.sessions)
    assert list(later.peers) == list(WORLD.peers)
    for key, session in WORLD.keys.items():
        assert later.whole(later.keys[key]).utterances == WORLD.whole(session).utterances
    assert not set(World.build(seed=8, now=NOW).peers) & set(WORLD.peers)


@pytest.mark.parametrize("seed", range(0, 1_000, 97))
def test_any_seed_makes_a_world(seed: int) -> None:
    assert len(World.build(seed=seed, now=NOW).listed) == len(WORLD.listed)


def test_there_are_two_weeks_of_meetings_of_1_to_34_people_and_a_day_of_others_before() -> None:
    recent = [session for session in WORLD.listed if session.started_at > NOW - 2 * WEEK]
    older = [session for session in WORLD.listed if session not in recent]
    sizes = {len({person.user_id for person in session.people}) for session in recent}
    assert len(recent) >= 14
    assert {1, 2, 25} <= sizes
    assert max(sizes) == 34
    assert {len(session.people) for session in older} >= {8, 25, 100}
    assert len({session.started_at.date() for session in older}) == 1


@pytest.mark.parametrize("hours", range(0, 7 * 24, 5))
def test_everything_but_the_live_session_is_over_and_the_bad_tuesday_was_this_week(hours: int) -> None:
    """There is one all-hands only to be meant by Tuesday's."""
    now = NOW + timedelta(hours=hours, minutes=17)
    at_that_time = World.build(seed=7, now=now)
    assert [key for key, session in at_that_time.keys.items() if session.live] == ["design-critique"]
    assert all(session.ended_at <= now for session in at_that_time.sessions.values() if session.ended_at)
    for key in ("tuesday-product-review", "tuesday-all-hands"):
        session = at_that_time.keys[key]
        assert session.started_at.strftime("%A") == "Tuesday"
        assert now - session.started_at < WEEK
    latest_tuesday = at_that_time.keys["tuesday-all-hands"].started_at.date()
    assert at_that_time.keys["all-hands"].started_at.date() < latest_tuesday


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.key)
def test_people_talk_exactly_when_the_transcript_says_so(session: Session) -> None:
    for person in session.people:
        assert list(person.talks) == talk_of(session, person)
        end_s = session.duration_s if person.leaves_s is None else person.leaves_s
        assert all(person.joins_s <= start_s < until_s <= end_s for start_s, until_s in person.talks)
        pairs = zip(person.talks, person.talks[1:], strict=False)
        assert all(before[1] <= after[0] for before, after in pairs)
        assert all(
            any(opened <= start_s and until_s <= closed for opened, closed in person.microphone_on)
            for start_s, until_s in person.talks
        )


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.key)
def test_what_people_switch_on_lies_in_their_stay(session: Session) -> None:
    for person in session.people:
        end_s = session.duration_s if person.leaves_s is None else person.leaves_s
        for spans in (person.microphone_on, person.camera_on, person.shares_screen, person.tab_hidden):
            assert all(person.joins_s <= start_s < until_s <= end_s for start_s, until_s in spans)


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.key)
def test_chat_is_written_by_people_who_are_there(session: Session) -> None:
    for message in session.chat:
        person = session.person(message.peer_id)
        assert person
        assert person.joins_s <= message.at_s <= (person.leaves_s or session.duration_s)


def test_an_hour_of_call_has_an_hour_of_talk() -> None:
    review = WORLD.keys["tuesday-product-review"]
    talk_s = sum(said.end_ms - said.start_ms for said in review.utterances) / 1000
    assert talk_s > review.duration_s / 2
    assert len({said.text for said in review.utterances}) > len(review.utterances) / 2


def test_the_table_lists_every_session() -> None:
    text = documented.__doc__ or ""
    assert [key for key in WORLD.keys if f"`{key}`" not in text] == []
