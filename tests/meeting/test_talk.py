"""Talk time, monologues, interruptions and silence."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.meeting.pace import ends_of, seconds_to_say
from rtk_mcp.meeting.spoken import Utterance
from rtk_mcp.meeting.talk import Talk, talk_of
from rtk_mcp.meeting.turns import Interruptions, Stretch

ANA, KOFI, MEI = range(3)


def said(*spans: tuple[float, float | None, int], text: str = "some words") -> Talk:
    """The talk of these starts, ends and speakers, of whom each is a person and the fourth is unknown."""
    return talk_of([Utterance(*span, text) for span in spans], [ANA, KOFI, MEI, None])


def test_talk_time_and_shares_are_those_of_the_people() -> None:
    talk = talk_of(
        [Utterance(*span, "x") for span in ((5, 8, 0), (9, 10, 1), (12, 16, 2))], [KOFI, ANA, KOFI]
    )
    assert [(each.person, each.talk_s, each.share_ratio, each.utterances) for each in talk.talkers] == [
        (KOFI, 7.0, 0.875, 2),
        (ANA, 1.0, 0.125, 1),
    ]
    assert (talk.length_s, talk.talk_s, talk.silence_s, talk.overlap_s) == (11.0, 8.0, 3.0, 0.0)
    assert talk.longest_silence == Stretch(10, 2)
    assert not talk.estimated


def test_nothing_said_is_no_talk() -> None:
    assert said() == Talk((), 0.0, 0.0, 0.0, None, None, estimated=False)


def test_an_utterance_that_ends_before_it_begins_takes_no_time() -> None:
    talk = said((5, 5, ANA), (6, 2, ANA), (7, 9, ANA))
    assert (talk.talk_s, talk.length_s, talk.silence_s) == (2.0, 4.0, 2.0)
    assert said((5, 5, ANA)).talkers[0].share_ratio is None


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 10, ANA), (8, 14, KOFI)], Interruptions(1, 1, 0)),
        ([(0, 10, ANA), (3, 4, KOFI)], Interruptions(1, 0, 1)),
        ([(0, 10, ANA), (3, 6, KOFI)], Interruptions(1, 0, 0)),
        ([(0, 10, ANA), (9.7, 10.6, KOFI)], Interruptions(1, 0, 1)),
        ([(0, 10, ANA), (9.9, 14, KOFI)], Interruptions(0, 0, 0)),
        ([(0, 10, ANA), (10, 14, KOFI)], Interruptions(0, 0, 0)),
        ([(0, 10, ANA), (1, 2, MEI), (5, 12, KOFI)], Interruptions(1, 1, 0)),
        ([(0, 10, ANA), (1, 20, MEI), (5, 12, KOFI)], Interruptions(1, 0, 0)),
        ([(0, 10, KOFI), (5, 12, KOFI)], Interruptions(0, 0, 0)),
        ([(0, 10, 3), (5, 12, KOFI)], Interruptions(0, 0, 0)),
    ],
)
def test_who_begins_while_another_speaks(
    spans: list[tuple[float, float, int]], expected: Interruptions
) -> None:
    (kofi,) = (each for each in said(*spans).talkers if each.person == KOFI)
    assert kofi.interruptions == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 4, ANA), (6, 9, ANA)], Stretch(0, 9)),
        ([(0, 4, ANA), (8, 15, ANA)], Stretch(8, 7)),
        ([(0, 4, ANA), (4, 5, KOFI), (6, 9, ANA)], Stretch(0, 9)),
        ([(0, 4, ANA), (3, 5, KOFI), (6, 9, ANA)], Stretch(0, 4)),
        ([(0, 9, ANA), (2, 5, ANA)], Stretch(0, 9)),
        ([(0, 4, KOFI), (4, 5, ANA), (5, 9, KOFI)], None),
    ],
)
def test_a_monologue_lasts_until_another_has_the_floor(
    spans: list[tuple[float, float, int]], expected: Stretch | None
) -> None:
    (ana,) = (each for each in said(*spans).talkers if each.person == ANA)
    assert ana.monologue == expected


def test_those_who_cannot_be_told_apart_have_a_sum_and_no_more() -> None:
    (unknown,) = talk_of([Utterance(0, 9, 0, "x"), Utterance(4, 12, 1, "x")], [None, None]).talkers
    assert (unknown.person, unknown.talk_s, unknown.utterances) == (None, 17.0, 2)
    assert (unknown.monologue, unknown.interruptions) == (None, None)


def test_without_ends_lengths_are_estimated_and_said_to_be() -> None:
    words = " ".join(["word"] * 26)
    talk = said((0, None, ANA), (4, None, KOFI), (30, None, ANA), text=words)
    assert ends_of([Utterance(0, None, 0, words), Utterance(4, None, 1, words)]) == pytest.approx([4, 14])
    assert [each.person for each in talk.talkers] == [ANA, KOFI]
    assert [each.talk_s for each in talk.talkers] == pytest.approx([14, 10])
    assert talk.estimated
    assert talk.overlap_s is None
    assert all(each.interruptions is None for each in talk.talkers)


def test_one_missing_end_makes_an_estimate_of_the_whole() -> None:
    talk = said((0, 10, ANA), (8, 12, KOFI), (15, None, ANA))
    assert talk.estimated
    assert talk.overlap_s == 2.0


def test_two_that_begin_at_once_both_take_time() -> None:
    assert all(end > 7 for end in ends_of([Utterance(7, None, 0, "Yes."), Utterance(7, None, 1, "No.")]))


@pytest.mark.parametrize(
    ("text", "least_s", "most_s"),
    [
        ("The numbers for the last week look better than those of the week before it.", 5, 7),
        ("先週の数字はその前の週よりも良くなっています。", 4, 7),
        ("上周的数字比前一周好多了。", 2, 4),
        ("지난주 수치가 그 전주보다 좋아 보입니다.", 3, 5),
        ("أرقام الأسبوع الماضي تبدو أفضل من الأسبوع السابق", 2.5, 5),
        ("ตัวเลขของสัปดาห์ที่แล้วดูดีกว่าสัปดาห์ก่อนหน้า", 1.5, 5),
        ("Die 花 ist schön", 1, 2),
        ("Yes", 0.2, 1),
    ],
)
def test_the_pace_is_that_of_people_in_any_script(text: str, least_s: float, most_s: float) -> None:
    assert least_s < seconds_to_say(text) < most_s


TENTHS = st.integers(0, 40)
SPANS = st.lists(st.tuples(TENTHS, TENTHS, st.integers(0, 2)), min_size=1, max_size=12)


@given(SPANS)
def test_the_figures_are_those_of_counting_each_tenth_of_a_second(raw: list[tuple[int, int, int]]) -> None:
    spans = sorted((start, start + length, person) for start, length, person in raw)
    speaking = [
        {person for start, end, person in spans if start <= tenth < end}
        for tenth in range(max(end for _, end, _ in spans))
    ]
    talk = said(*((start / 10, end / 10, person) for start, end, person in spans))
    heard = speaking[spans[0][0] :]
    assert talk.silence_s * 10 == pytest.approx(sum(not people for people in heard))
    assert talk.overlap_s is not None
    assert talk.overlap_s * 10 == pytest.approx(sum(len(people) > 1 for people in heard))
    assert talk.length_s * 10 == pytest.approx(len(heard))
    assert talk.talk_s * 10 == pytest.approx(sum(end - start for start, end, _ in spans))
    assert sum(each.share_ratio or 0 for each in talk.talkers) == pytest.approx(1 if talk.talk_s else 0)


STARTS = st.lists(st.floats(0, 20), min_size=1, max_size=12).map(lambda gaps: list(accumulate(gaps)))


@given(STARTS, st.text(min_size=1, max_size=60))
def test_an_estimated_end_is_never_past_the_next_start(starts: list[float], text: str) -> None:
    utterances = [Utterance(start, None, 0, text) for start in starts]
    ends = ends_of(utterances)
    assert all(end >= start for start, end in zip(starts, ends, strict=True))
    for (end, start), (_, following) in pairwise(zip(ends, starts, strict=True)):
        assert end <= following or following == start
