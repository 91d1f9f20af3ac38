"""Choosing by words, people and time."""

from rtk_mcp.meeting.matching import Query, Texts
from rtk_mcp.meeting.selecting import Selection, Wanted, select

ANA, BO, UNKNOWN = 0, 1, None


class Talk:
    """Utterances ten seconds apart."""

    def __init__(self, *said: tuple[int | None, str]) -> None:
        self._said = said
        self.texts = Texts([text for _, text in said])
        self.starts_s: list[float | None] = [10.0 * place for place in range(len(said))]

    def person_at(self, place: int) -> int | None:
        return self._said[place][0]


TALK = Talk(
    (ANA, "hello"),
    (BO, "what about pricing?"),
    (ANA, "per seat, I would say"),
    (BO, "fine"),
    (UNKNOWN, "x"),
    (ANA, "the pricing page is live"),
    (BO, "good"),
    (BO, "and pricing in May"),
    (BO, "yes"),
)


def test_without_anything_asked_everything_is_shown() -> None:
    assert select(TALK, Wanted()) == Selection(tuple(range(9)))


def test_a_person_alone_is_their_words_alone() -> None:
    assert select(TALK, Wanted(people=frozenset([ANA]))).places == (0, 2, 5)
    assert select(TALK, Wanted(people=frozenset())).places == ()


def test_hits_come_with_what_is_around_them() -> None:
    selection = select(TALK, Wanted(query=Query("pricing")))
    assert selection.hits == frozenset([1, 5, 7])
    assert selection.places == (0, 1, 2, 4, 5, 6, 7, 8)


def test_somebodys_answer_to_the_words_is_shown_but_is_no_hit() -> None:
    selection = select(TALK, Wanted(query=Query("pricing"), people=frozenset([ANA])))
    assert selection.hits == frozenset([5])
    assert {1, 2} <= {*selection.places}
    assert 8 not in selection.places


def test_time_bounds_what_is_shown_and_what_is_around() -> None:
    selection = select(TALK, Wanted(query=Query("pricing"), start_s=50, end_s=60))
    assert (selection.hits, selection.places) == (frozenset([5]), (5, 6))
    assert select(TALK, Wanted(start_s=75)).places == (8,)


def test_what_has_no_time_is_in_no_time_asked_for() -> None:
    talk = Talk((ANA, "a"), (ANA, "b"))
    talk.starts_s[1] = None
    assert select(talk, Wanted(start_s=0)).places == (0,)
    assert select(talk, Wanted()).places == (0, 1)
