"""Markdown of strangers, read by a parser that is not ours: nothing in it loads, links or is HTML."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rtk_mcp.render.inert import inert
from rtk_mcp.render.untrusted import clean, clean_block

READERS = (MarkdownIt("commonmark"), MarkdownIt("js-default", {"html": True}))
ACTIVE = frozenset({"image", "link_open", "html_inline", "html_block"})

PIECES = st.sampled_from(
    [
        *(
            "![",
            "[",
            "]",
            "](",
            "](<",
            "][",
            "]:",
            "]: ",
            "(",
            ")",
            "!",
            "<",
            ">",
            "&lt;",
            "\\",
            "`",
            "```",
            "~~~",
        ),
        *(
            "https://example.com/a.png",
            "<https://example.com>",
            "<ana@example.com>",
            "javascript:",
            "data:",
            "mailto:",
        ),
        *(
            "<img src=x>",
            "<a href=",
            "</a>",
            "<!--",
            "-->",
            "<?",
            "<![CDATA[",
            "<iframe>",
            "<script",
            "mermaid",
        ),
        *(
            ' "t"',
            " 't'",
            "\n",
            "\n\n",
            "\n    ",
            "> ",
            "- ",
            "1. ",
            "# ",
            "---",
            "|",
            "*",
            "_",
            " ",
            "a",
            "x y",
            "é",
        ),
        *("\u200b", "\u202e", "\u200d", "\u00a0", "👩", "\ufe0f", "1", "\u20e3", "ب"),
    ]
)
MARKDOWN = st.lists(PIECES, max_size=14).map("".join)


def active(text: str) -> list[str]:
    """The kinds of tokens in a text that would do something, and code blocks that name a language to draw."""
    found: list[str] = []

    def look(tokens: list[Token]) -> None:
        for token in tokens:
            if token.type in ACTIVE:
                found.append(token.type)
            if token.type == "fence" and token.info.split()[:1] not in ([], ["text"]):
                found.append(f"fence {token.info}")
            look(token.children or [])

    for reader in READERS:
        look(reader.parse(text))
    return found


@settings(max_examples=1_500, deadline=None)
@given(MARKDOWN | st.text(alphabet="![]()<>:/\\`~ ab\n\"'&;#=-", max_size=40))
def test_no_parser_finds_anything_that_does_something(text: str) -> None:
    shown = inert(clean_block(text))
    assert active(shown) == []
    assert inert(shown) == shown
    assert active(clean_block(shown)) == []
    line = inert(clean(text))
    assert active(line) == []
    assert clean(line, max_chars=10_000) == line


@settings(max_examples=500, deadline=None)
@given(MARKDOWN, st.integers(0, 60), st.integers(0, 60))
def test_any_piece_of_it_is_as_inert(text: str, start: int, length: int) -> None:
    piece = inert(clean_block(text))[start : start + length]
    assert [kind for kind in active(piece) if not kind.startswith("fence")] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('![plan](https://host/p.png "t")', "plan (image: https://host/p.png)"),
        ("![](https://host/p.png)", "(image: https://host/p.png)"),
        ("see [the notes](https://host/n)", "see the notes (https://host/n)"),
        ("[https://host/n](https://host/n)", "https://host/n"),
        ("[![plan](https://host/p)](https://host/n)", "plan (image: https://host/p) (https://host/n)"),
        ("![plan][p]\n\n[p]: https://host/p.png", "! [plan][p]\n\n[p] : https://host/p.png"),
        ("<https://host/n>, <mailto:ana@host>", "https://host/n, mailto:ana@host"),
        ('<img src="https://host/p">', '< img src="https://host/p">'),
        ("<!-- hidden -->", "< !-- hidden -->"),
        ("[x](javascript:alert)", "x (javascript address left out)"),
        ("![x](data:image/png;base64,AA)", "x (image: data address left out)"),
        ("javascript:alert(1)", "javascript: alert(1)"),
        ("```mermaid\nA\n```", "```text mermaid\nA\n```"),
        ("[Ana]: hello", "[Ana] : hello"),
    ],
)
def test_it_stays_readable(text: str, shown: str) -> None:
    assert inert(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Ana said: data is in [the folder] (see https://host/n), a < b and x > y!",
        "- [ ] Sam: move the date\n- [x] Otto: tell support\n\n## Decisions\n\n1. **Yes** to `a[0]`\n\n---",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "```\nplain\n```",
        "metadata:x and C:\\data, 10:30",
    ],
)
def test_what_does_nothing_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize(
    "piece", ["[", "![a](", "<", "<http://", "data:", "> ", "`", "[](a ", "](", "[a](b 'c"]
)
def test_megabytes_take_a_moment(piece: str) -> None:
    start = time.perf_counter()
    inert(piece * (1_000_000 // len(piece)))
    assert time.perf_counter() - start < 5


def test_the_parser_sees_what_this_is_about() -> None:
    """The proof is worth nothing unless the reader finds these in the text as it was."""
    before = "![a](https://x) [b](https://x) <https://x> <b>c</b>\n\n<div>\n\n```mermaid\n```"
    assert set(active(before)) >= ACTIVE
    assert any(re.match("fence", kind) for kind in active(before))
