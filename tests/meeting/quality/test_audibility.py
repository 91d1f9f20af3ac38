"""Words said while the voice came badly are hard to hear, for those to whom it came so."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.conversation import Conversation
from rtk_mcp.meeting.quality.audibility import Audibility, audibility_of
from rtk_mcp.meeting.quality.voices import voices_of
from rtk_mcp.meeting.spoken import Identity, Transcript, Utterance
from rtk_mcp.sandbox.simulation.plan import CallPlan
from tests.meeting.quality.meetings import LOSSY, Fates, bad_for_a_while, meeting_of, network, plan

SENTENCE_S = 10.0
BAD = (100.0, 200.0)
DURING = bad_for_a_while(0, up=True, during=BAD) | {"talks": ((0.0, 300.0),)}


def heard(
    played: CallPlan, speaker: int, starts: Sequence[float], fates: Fates | None = None, late_s: float = 0.0
) -> Audibility:
    """What one person's sentences of ten seconds were like; `late_s` is how late the session's clock is told."""
    meeting = meeting_of(played, fates)
    said = tuple(Utterance(start, start + SENTENCE_S, 0, "So it is.") for start in starts)
    transcript = Transcript((Identity(name=meeting.people[speaker].name),), said)
    session = SessionFacts(id="s", started_at=played.started_at + timedelta(seconds=late_s))
    return audibility_of(Conversation.of(transcript, (), session), meeting, voices_of(meeting))


@pytest.mark.parametrize(("start", "hard"), [(40.0, False), (110.0, True), (180.0, True), (230.0, False)])
def test_what_is_said_in_a_bad_time_is_hard_to_hear_for_all_others(start: float, hard: bool) -> None:
    found = heard(plan(4, {0: DURING}), 0, [start]).hard
    assert bool(found) is hard
    if hard:
        assert found[0].is_the_voice
        assert (found[0].listeners, found[0].of) == (frozenset({1, 2, 3}), 3)


def test_others_in_the_same_time_are_heard_well() -> None:
    assert not heard(plan(4, {0: DURING}), 1, [110.0, 150.0]).hard


def test_a_bad_downlink_makes_it_hard_for_that_listener_alone() -> None:
    found = heard(plan(4, {0: {"network": network(0, down=LOSSY)}}), 1, [60.0, 90.0, 120.0, 150.0])
    assert {each.listeners for each in found.hard.values()} == {frozenset({0})}
    assert not any(each.is_the_voice for each in found.hard.values())
    assert found.told == ("[[0]] could hardly hear 40 s of what others said.",)


def test_the_minutes_are_told_of_those_that_were_spoken() -> None:
    found = heard(plan(4, {0: DURING}), 0, [50.0, 110.0, 130.0, 150.0, 170.0, 250.0])
    assert found.told == ("Of the 1 min that [[0]] spoke, 40 s could hardly be heard by 3 others.",)


def test_the_speaker_s_own_report_tells_where_no_other_does() -> None:
    played = plan(3, {0: DURING})
    silent: Fates = {person.peer_id: "missing" for person in played.people[1:]}
    found = heard(played, 0, [60.0, 105.0, 120.0, 135.0, 150.0, 165.0, 180.0], silent)
    assert 0 not in found.hard
    assert {each.of for each in found.hard.values()} == {0}
    assert "by their own report, the only one of it" in found.told[0]


def test_in_a_good_meeting_nothing_is_hard_to_hear() -> None:
    played = plan(3)
    assert not voices_of(meeting_of(played))
    assert not heard(played, 0, [60.0, 90.0, 120.0]).hard


def test_times_of_another_clock_tell_nothing() -> None:
    """A session that began years later cannot be the one in whose time this was said."""
    meeting = meeting_of(plan(4, {0: DURING}))
    start_s = 1_000_000_000.0
    transcript = Transcript(
        (Identity(name=meeting.people[0].name),), (Utterance(start_s, start_s + 9, 0, "So."),), "world"
    )
    session = SessionFacts(id="s", started_at=plan(4).started_at)
    conversation = Conversation.of(transcript, (), session)
    assert conversation.misfit
    assert not audibility_of(conversation, meeting, voices_of(meeting)).hard
