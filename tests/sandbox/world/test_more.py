"""Sessions that are there only when asked for: many small ones, and a very long one."""

import json
import time
from itertools import pairwise

import pytest

from rtk_mcp.sandbox.artifacts.transcripts import transcript_file
from rtk_mcp.sandbox.world import World
from rtk_mcp.sandbox.world.model import ChatKept, Kept, Session, SummaryKept, TranscriptKept
from rtk_mcp.sandbox.world.timetable.extra import extra_meetings
from rtk_mcp.sandbox.world.timetable.long_meeting import LONG_MEETING, RARE_PHRASE
from tests.sandbox.world.test_world import NOW, WORLD, talk_of

COUNT = 60
MANY = World.build(seed=7, now=NOW, more=extra_meetings(COUNT, 7))
EXTRA = tuple(MANY.listed[len(WORLD.listed) :])
LONG = World.build(seed=7, now=NOW, more=(LONG_MEETING,))


def check(session: Session) -> None:
    """People talk when they are there, one thing at a time, and write when they are there."""
    for person in session.people:
        spans = talk_of(session, person)
        assert list(person.talks) == spans
        assert person.leaves_s is not None
        assert all(person.joins_s <= start_s < end_s <= person.leaves_s for start_s, end_s in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for message in session.chat:
        writer = session.person(message.peer_id)
        assert writer
        assert writer.joins_s <= message.at_s <= (writer.leaves_s or 0)


def test_there_are_as_many_as_asked_for_and_they_come_before_the_two_weeks() -> None:
    assert len(EXTRA) == COUNT
    assert MANY.listed[: len(WORLD.listed)] == WORLD.listed
    starts = [session.started_at for session in EXTRA]
    assert starts == sorted(set(starts), reverse=True)
    assert starts[0] < min(session.started_at for session in WORLD.listed)
    assert len({start.isocalendar().week for start in starts}) >= 4


def test_the_first_are_the_same_however_many_there_are_and_other_seeds_have_others() -> None:
    few = World.build(seed=7, now=NOW, more=extra_meetings(5, 7))
    assert [few.whole(session) for session in few.listed[-5:]] == [
        MANY.whole(session) for session in EXTRA[:5]
    ]
    other = World.build(seed=8, now=NOW, more=extra_meetings(5, 8))
    assert [session.title for session in other.listed[-5:]] != [session.title for session in few.listed[-5:]]


@pytest.mark.parametrize("seed", [0, 7, 4_711])
def test_each_is_a_small_conversation_with_chat_and_a_decision(seed: int) -> None:
    world = World.build(seed=seed, now=NOW, more=extra_meetings(COUNT, seed))
    for session in map(world.whole, world.listed[-COUNT:]):
        check(session)
        assert 4 <= len(session.utterances) < 120
        assert len(session.chat) == 2
        assert "### Decisions Made" in session.summary


def test_every_way_of_lacking_a_file_is_among_them_and_half_lack_nothing() -> None:
    no_text = {way for way in TranscriptKept if not Kept(transcript=way).has_transcript}
    assert {session.kept.transcript for session in EXTRA} > no_text
    assert {session.kept.chat for session in EXTRA} == set(ChatKept)
    assert {session.kept.summary for session in EXTRA} == set(SummaryKept)
    assert sum(session.kept.has_transcript for session in EXTRA) > COUNT / 2


def test_only_outlines_are_made_at_the_start_and_they_agree_with_the_whole() -> None:
    outline = EXTRA[0]
    whole = MANY.whole(outline)
    assert (outline.utterances, outline.chat) == ((), ())
    assert MANY.whole(outline) is whole
    assert [(p.peer_id, p.joins_s, p.leaves_s) for p in outline.people] == [
        (p.peer_id, p.joins_s, p.leaves_s) for p in whole.people
    ]
    assert (outline.id, outline.started_at, outline.kept) == (whole.id, whole.started_at, whole.kept)


def test_fifty_cost_little_at_the_start() -> None:
    began = time.process_time()
    World.build(seed=7, now=NOW)
    without_s = time.process_time() - began
    began = time.process_time()
    World.build(seed=7, now=NOW, more=extra_meetings(50, 7))
    assert time.process_time() - began - without_s < 0.3


def test_the_long_meeting_is_three_hours_of_20_000_utterances_in_order() -> None:
    session = LONG.whole(LONG.keys["long-meeting"])
    check(session)
    assert session.duration_s == 3 * 3_600
    assert len(session.utterances) == 20_000
    starts = [said.start_ms for said in session.utterances]
    assert starts == sorted(starts)
    assert starts[-1] > 2.5 * 3_600_000
    assert len({said.text for said in session.utterances}) > 2_000
    assert len(json.loads(transcript_file(session, "json"))) == 20_000


def test_its_rare_phrase_is_said_seven_times_all_over_the_session_and_nowhere_else() -> None:
    session = LONG.whole(LONG.keys["long-meeting"])
    places = [place for place, said in enumerate(session.utterances) if RARE_PHRASE in said.text]
    assert len(places) == 7
    assert places[0] < 3_000
    assert places[-1] > 17_000
    assert not any(RARE_PHRASE in said.text for other in WORLD.keys.values() for said in other.utterances)
