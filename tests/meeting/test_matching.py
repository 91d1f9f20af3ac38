"""A query finds what a reader of the text would point at, and says how closely it fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.meeting.matching import Query, Texts, fold


def found(query: str, *texts: str) -> tuple[list[int], str]:
    return Query(query).hits(Texts(texts))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("pricing", "About PRICING, then."),
        ("price", "The prices rose."),
        ("cafe", "Wir gehen ins Café."),
        ("CAFÉ", "the cafe is closed"),
        ("strasse", "Die Straße ist zu"),
        ("élan", "elan"),
        ('"release date"', "the release\n date is fixed"),
        ('"release date"', "The Release  Date!"),
        ("e-mail", "send an e-mail"),
        ("don't", "I don't know"),
        ("価格", "新しい価格について"),
        ("ราคา", "เรื่องราคาใหม่"),
        ("سعر", "ما هو السعر الجديد"),
        ("מחיר", "והמחיר עלה"),
        ("migration", "mig\u200bration"),
        ("한국", "한국어로"),
        ("what about pricing?", "pricing"),
        ("who", "Who is it"),
        ("“release date”", "the release date"),
        ("v2.1", "we ship v2.1 today"),
        ("#42", "it is ticket #42"),
        ("C++", "written in C++ and C"),
        ("pricing", "the price"),
        ("mails", "one mail"),
        ("exported", "exporting it"),
        ("💯", "well done 💯"),
        ("€", "12 € each"),
    ],
)
def test_words_are_found_however_they_are_written(query: str, text: str) -> None:
    assert found(query, "something else", text) == ([1], "all")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ricing", "pricing"),
        ('"date release"', "release date"),
        ("art", "start of the party"),
        ("king", "kids"),
        ('"release date"', "release the date"),
    ],
)
def test_what_is_another_word_is_not_found(query: str, text: str) -> None:
    assert found(query, text) == ([], "some" if " " in query and '"' not in query else "all")


def test_every_word_must_be_there() -> None:
    texts = ("the migration plan", "x", "the deadline", "y", "the deadline of the migration", "z")
    assert found("migration deadline", *texts) == ([4], "all")


def test_a_sentence_cut_in_two_is_found() -> None:
    assert found("migration deadline", "x", "the migration has a", "deadline, you know", "x") == (
        [1, 2],
        "near",
    )


def test_some_of_the_words_are_told_as_some() -> None:
    assert found("migration deadline", "the migration", "x", "y", "a deadline") == ([0, 3], "some")


def test_nothing_is_found_in_nothing() -> None:
    assert found("x") == ([], "all")
    assert found("...", "...") == ([], "all")
    assert Query("?!").terms == ()


def test_the_first_word_is_found_again_for_an_excerpt() -> None:
    text = "ﬁrst of all, " * 40 + "the MIGRATION begins" + " and so on" * 40
    place = Query("migration").first_in(text)
    assert place is not None
    assert abs(place - text.index("MIGRATION")) < 60


@given(st.text(max_size=200))
def test_folding_again_changes_nothing_and_keeps_lines(text: str) -> None:
    once = fold(text)
    assert fold(once) == once or not once.isascii()
    assert once.count("\n") == text.count("\n")


@given(st.lists(st.text(max_size=60), max_size=12), st.text(min_size=1, max_size=30))
def test_hits_are_places_in_order(texts: list[str], query: str) -> None:
    hits, _ = Query(query).hits(Texts(texts))
    assert hits == sorted({*hits})
    assert all(0 <= each < len(texts) for each in hits)
