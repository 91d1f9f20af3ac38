"""What a summary's sections are and what is in them."""

import pytest

from rtk_mcp.meeting.summary_sections import sections_of


def kinds(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.title, each.kind, each.items) for each in sections_of(text)]


def test_the_usual_summary() -> None:
    text = (
        "## Meeting Summary\n\nIt went well.\n\n### Key Discussion Points\n\n"
        "- prices,\n  again\n- plans\n  - the old one\n"
        "\n"
        "### Action Items\n\n- [ ] Ana: send it\n* [x] Bo: read it\n\n### Decisions Made\n\n- None recorded.\n"
    )
    assert kinds(text) == [
        ("Meeting Summary", "other", ()),
        ("Key Discussion Points", "discussion", ("prices, again", "plans\n- the old one")),
        ("Action Items", "action_items", ("Ana: send it", "Bo: read it")),
        ("Decisions Made", "decisions", ()),
    ]
    assert sections_of(text)[0].text == "It went well."


@pytest.mark.parametrize(
    "title", ["# {}", "#### {} ####", "**{}**", "**{}:**", "__{}__", "{}:", "{}\n----", "{}\n===="]
)
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Next Steps", "action_items"), ("To-dos", "action_items"), ("Action Items", "action_items"),
        ("Decisions", "decisions"), ("Agreed", "decisions"), ("Topics", "discussion"), ("Key Points", "discussion"),
    ],
)  # fmt: skip
def test_titles(title: str, name: str, kind: str) -> None:
    assert kinds(f"{title.format(name)}\n1. first\n2) second\n") == [(name, kind, ("first", "second"))]


@pytest.mark.parametrize(
    "text", ["", "We talked. We agreed on it: fine.\nThe next steps: none yet.", "- a\n- b"]
)
def test_plain_text_has_no_sections(text: str) -> None:
    assert sections_of(text) == ()


@pytest.mark.parametrize(
    "none", ["None recorded.", "- N/A", "*None*", "No decisions were made during the meeting.", "-", ""]
)
def test_none_is_no_item(none: str) -> None:
    assert kinds(f"### Decisions\n\n{none}\n") == [("Decisions", "decisions", ())]


def test_what_only_begins_like_none_is_an_item() -> None:
    assert kinds("### Decisions\n- No deploys on Friday\n")[0][2] == ("No deploys on Friday",)


def test_a_heading_below_takes_the_kind_of_the_one_above() -> None:
    found = kinds("# Action items\n## Ana\n- send it\n# Attendance\n- Bo")
    assert [(title, kind) for title, kind, _ in found] == [
        ("Action items", "action_items"),
        ("Ana", "action_items"),
        ("Attendance", "other"),
    ]
