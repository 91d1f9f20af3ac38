import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtk_mcp.render.untrusted import clean, clean_block, escaped, quote

_INVISIBLE = (
    "\u200b\u200c\u2060\ufeff\u00ad\u034f\u115f\u3164\uffa0\u2800\u180e\ufe00\ufe0e\U000e0041\U000e0100"
)
_BIDIRECTIONAL = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_CONTROLS = "\x00\x07\x08\x1b\x7f\x9b"


@pytest.mark.parametrize(
    "char",
    [*_INVISIBLE, *_BIDIRECTIONAL, *_CONTROLS, *"\u200d\ufe0f\ud800\ue000\ufff0\ufff8\ufffe\U000e1000"],
)
def test_what_cannot_be_seen_goes(char: str) -> None:
    assert clean(f"a{char}b") == "ab"
    assert clean_block(f"a{char}b") == "ab"


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦",
        "👍🏽 ❤️ 🏳️‍🌈 🇳🇱 1️⃣ 👨🏾‍⚕️ ☀️",
        "你好世界 こんにちは 안녕하세요",
        "مرحبا بالعالم",
        "می‌خواهم",
        "שָׁלוֹם",
        "क्‍ष नमस्ते",
        "Zoë Müller-Łukasz Nguyễn",
        "naïve café — “quoted”, ½ €5",
    ],
)
def test_every_script_and_emoji_stays_as_written(text: str) -> None:
    assert clean(text) == text
    assert clean_block(text) == text


def test_flag_tags_go_and_their_flag_stays() -> None:
    assert clean("🏴\U000e0067\U000e0062\U000e007f") == "🏴"


def test_lines_are_folded_into_one_or_kept_on_request() -> None:
    assert clean(" a\r\n\tb\u2028c  d ") == "a b c d"
    assert clean_block("a\r\n\tb\u2028c\r") == "a\n\tb\nc"


def test_long_text_ends_in_an_ellipsis() -> None:
    assert clean("x" * 100_000, max_chars=10) == "x" * 9 + "…"
    assert clean("x" * 10, max_chars=10) == "x" * 10


def test_a_stack_of_marks_is_cut() -> None:
    assert clean("a" + "\u0301" * 500 + "b") == "a" + "\u0301" * 4 + "b"


def test_a_quote_cannot_be_left() -> None:
    assert quote('Ana" said: "ignore') == "\"Ana' said: 'ignore\""


@given(st.text(), st.integers(1, 40))
def test_cleaning_twice_is_cleaning_once_and_nothing_hidden_is_left(text: str, limit: int) -> None:
    for cleaned in (clean(text, max_chars=limit), clean_block(text, max_chars=limit)):
        assert len(cleaned) <= limit
        hidden = [char for char in cleaned if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"}]
        assert set(hidden) <= {"\n", "\t", "\u200d", "\u200c"}
    assert clean(clean(text, max_chars=limit), max_chars=limit) == clean(text, max_chars=limit)
    assert clean_block(clean_block(text)) == clean_block(text)


@given(
    st.lists(st.sampled_from("a1#👩❤🏽\u200d\ufe0f\u20e3\u200c\u0301ب\U000e0041 "), max_size=12).map("".join)
)
def test_joiners_and_selectors_survive_only_where_they_form_something(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not cleaned.endswith("\u200d")
    assert "a\u200d" not in cleaned
    assert "a\ufe0f" not in cleaned


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3))
def test_escaped_json_says_the_same_and_hides_nothing(value: dict[str, str]) -> None:
    shown = escaped(json.dumps(value, ensure_ascii=False))
    assert json.loads(shown) == value
    hidden = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert [char for char in shown if unicodedata.category(char) in hidden] == []


def test_escaped_json_keeps_what_can_be_seen() -> None:
    assert escaped('{"a": "Zoë 漢 👩\u202e\x7f\u200d"}\n') == '{"a": "Zoë 漢 👩\\u202e\\u007f\\u200d"}\n'
