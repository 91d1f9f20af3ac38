"""The world has an answer, and only one, to what people ask of their meetings."""

from datetime import UTC, datetime, timedelta

import pytest

from rtk_mcp.sandbox.world import World
from rtk_mcp.sandbox.world.model import Session
from tests.sandbox.world.test_world import WORLD


def said_in(session: Session, word: str) -> set[str]:
    """The names of those who said it."""
    names = {person.peer_id: person.name for person in session.people}
    return {names[said.peer_id] for said in session.utterances if word in said.text}


def test_what_did_ana_say_about_pricing() -> None:
    assert {key for key, session in WORLD.keys.items() if "Ana" in said_in(session, "ricing")} == {
        "interviews"
    }


def test_did_anyone_mention_the_outage_in_chat() -> None:
    found = {
        key
        for key, session in WORLD.keys.items()
        if any("outage" in message.payload for message in session.chat)
    }
    assert found == {"architecture-hour"}


def test_what_was_decided_and_who_does_it() -> None:
    session = WORLD.keys["architecture-hour"]
    assert said_in(session, "Then we decide") == {"Freya"}
    for name in ("Lukas", "Amara", "Chidi"):
        assert f"- {name}: " in session.summary


@pytest.mark.parametrize("days", range(14))
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_in_which_meeting_last_week_was_the_migration(days: int, hour: int) -> None:
    now = datetime(2026, 12, 21, hour, 30, tzinfo=UTC) + timedelta(days=days)
    (found,) = [s for s in World.build(seed=7, now=now).keys.values() if said_in(s, "igration")]
    monday = now.date() - timedelta(days=now.weekday())
    assert found.started_at.date() == monday - timedelta(days=3)
