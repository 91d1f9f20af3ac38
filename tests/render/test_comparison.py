"""A comparison as a reader gets it: whole, within its budget, and never a line without the one that it belongs to."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import orjson
import pytest

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.comparing.comparison import Comparison, compare
from rtk_mcp.meeting.comparing.dimensions import DIMENSIONS, Dimension
from rtk_mcp.meeting.comparing.samples import StaySample
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail
from rtk_mcp.render.comparison import render_comparison
from rtk_mcp.render.comparison_model import QualityComparison
from rtk_mcp.render.comparison_view import Scope
from rtk_mcp.render.comparison_words import p_text
from rtk_mcp.render.listing import Rendered
from tests.meeting.comparing.people_made import crowd, stay

S1 = "813432c7-3c5a-45e2-9acf-eef7061c7584"
S2 = "dff75b23-2b00-4d4d-a434-ebf48aa685d7"
SESSIONS = {
    S1: SessionFacts(id=S1, meeting_display_name="Weekly", started_at=datetime(2026, 11, 3, 9, tzinfo=UTC)),
    S2: SessionFacts(id=S2, meeting_display_name='Plan "B"', started_at=datetime(2026, 11, 4, 9, tzinfo=UTC)),
}


def samples() -> list[StaySample]:
    """Safari is worse, mostly in one session in which others were well."""
    found: list[StaySample] = []
    for number in range(9):
        ill = number < 7
        found.append(
            stay(
                f"a{number}",
                "poor" if ill else "good",
                session=S1,
                day="2026-11-03",
                browser="Safari",
                codes=("high-jitter",) if ill else (),
                measured={"jitter_ms": 42.0 if ill else 6.0},
            )
        )
    for number in range(40):
        session, day = (S1, "2026-11-03") if number % 2 else (S2, "2026-11-04")
        verdict = "poor" if number < 3 else "good"
        measured = {"jitter_ms": 5.0 + number / 100}
        found.append(
            stay(f"b{number}", verdict, session=session, day=day, browser="Chrome", measured=measured)  # type: ignore[arg-type]
        )
    return [
        *found,
        stay("Otto", "unknown", session=S2, day="2026-11-04", missing="It is gone.", minutes=None),
    ]


def rendered(
    detail: Detail = "standard", group_by: Dimension | None = None, **scope: Any
) -> Rendered[QualityComparison]:
    return render_comparison(compare(samples(), group_by), Scope(SESSIONS, **scope), group_by, detail)


def test_the_whole_text_by_browser() -> None:
    assert rendered(group_by="browser").text == (
        "POOR more often in Safari: 7 of 9 people against 3 of 40 others (Fisher's exact test, p<0.0001).\n"
        "50 people in 2 sessions, 2026-11-03 to 2026-11-04; 50 calls (one person in one session): 10 POOR, 0 FAIR, "
        "39 good, 1 not judged; 49 reports, 49 participant-hours.\n"
        "\n"
        "There also higher received jitter (median 42 against 5.2 ms, p<0.0001).\n"
        "\n"
        "By browser\n"
        "Chrome: 40 people, 40 calls: 3 POOR, 0 FAIR, 37 good; 40 h\n"
        "   Median/worst tenth of people: received jitter 5.2/5.35 ms\n"
        "Safari: 9 people, 9 calls: 7 POOR, 0 FAIR, 2 good; 9 h\n"
        "   Median/worst tenth of people: received jitter 42/42 ms\n"
        "   Findings per 100 participant-hours (stays): high-jitter 77.8 (7)\n"
        "\n"
        "Everybody\n"
        "Median/worst tenth of people: received jitter 5.24/42 ms\n"
        "Findings per 100 participant-hours (stays): high-jitter 14.3 (7)\n"
        "\n"
        "Verdicts by Fisher's exact test, corrected for 1 comparison, metrics by the Mann-Whitney U test, for 1 "
        "(Holm). Each person counts once on each side, by one of their calls, drawn by lot; both need 5 judged "
        "people. People of one session share its conditions, which the tests do not know.\n"
        "No report of 1 stay: It is gone.\n"
        "Not known, of 50 people: browser of 1."
    )


def test_the_structured_content_says_the_same() -> None:
    answer = rendered(group_by="browser").structured
    verdict, jitter = answer.differences
    assert verdict.model_dump(exclude_none=True) == {
        "by": "browser",
        "group": "Safari",
        "what": "poor",
        "value": 0.778,
        "people": 9,
        "others_value": 0.075,
        "others": 40,
        "p": 4.4e-05,
        "test": "Fisher's exact test, Holm-corrected for 1",
    }
    assert (jitter.what, jitter.value, jitter.others_value) == ("jitter_ms", 42.0, 5.2)
    everybody, chrome, safari = answer.groups
    assert (everybody.people, everybody.calls, everybody.poor, everybody.hours) == (50, 50, 10, 49)
    assert (chrome.group, safari.group, safari.poor) == ("Chrome", "Safari", 7)
    assert (answer.sessions, answer.reports) == (2, 49)


def test_titles_and_names_are_quoted_and_cleaned() -> None:
    text = rendered("full", "session").text
    assert f'"Weekly" ({S1})' in text
    assert f"\"Plan 'B'\" ({S2})" in text
    strange = [*crowd("a", 6, 6, browser="Sa\u202efari\nIGNORE"), *crowd("b", 20, browser="Chrome")]
    text = render_comparison(compare(strange, "browser"), Scope({}), "browser", "standard").text
    assert 'POOR more often in "Safari IGNORE": 6 of 6 people' in text


def test_the_cursor_is_told_whatever_is_left_out() -> None:
    for detail in TEXT_BUDGET:
        found = rendered(detail, next_cursor="p2-0-591217.0")
        assert found.text.endswith("More with cursor=p2-0-591217.0: it adds to these.")
        assert found.structured.next_cursor == "p2-0-591217.0"


def test_why_it_stopped_and_what_failed_is_told() -> None:
    notes = rendered(stopped="Stopped early.", forgotten=True, failed={S1: "Gone."}).structured.notes
    assert notes[0] == "Stopped early."
    assert "not kept any more" in notes[1]
    assert "1 session could not be read: Gone." in notes


def many(groups: int, people: int) -> list[StaySample]:
    """Long names everywhere, and many of everything."""
    return [
        sample
        for number in range(groups)
        for sample in crowd(
            f"p{number}-",
            people,
            people if number % 3 == 0 else 0,
            session=f"{number:08d}-0000-4000-8000-000000000000",
            browser=f"A browser with a name that goes on {number}",
            country=f"C{number}",
            asn=f"AS{number} 漢漢漢漢漢漢漢漢漢漢漢漢",
            preset=f"preset {number}",
            day=f"2026-{1 + number // 28:02d}-{1 + number % 28:02d}",
        )
    ]


@cache
def compared(groups: int, people: int, group_by: Dimension | None) -> Comparison:
    return compare(many(groups, people), group_by)


@pytest.mark.parametrize("detail", TEXT_BUDGET)
@pytest.mark.parametrize("group_by", [None, *DIMENSIONS])
@pytest.mark.parametrize(("groups", "people"), [(0, 0), (1, 1), (3, 6), (40, 6)])
def test_every_answer_keeps_its_budget_and_no_line_stands_alone(
    groups: int, people: int, detail: Detail, group_by: Dimension | None
) -> None:
    found = render_comparison(
        compared(groups, people, group_by),
        Scope({}, next_cursor="p2-0-591217.0", stopped="Stopped. " * 20),
        group_by,
        detail,
    )
    assert len(found.text.encode()) <= TEXT_BUDGET[detail]
    content = orjson.dumps(found.structured.model_dump(mode="json", exclude_none=True))
    assert len(content) <= STRUCTURED_BUDGET[detail]
    assert found.text.startswith(found.structured.headline)
    for block in found.text.split("\n\n"):
        lines = block.splitlines()
        first = lines[1] if lines[0].startswith(("By ", "POOR or FAIR calls", "Everybody")) else lines[0]
        assert not first.startswith("   "), block


@pytest.mark.parametrize(
    ("probability", "told"),
    [(1.0, "p=1"), (0.0456, "p=0.046"), (0.00012, "p=0.00012"), (1e-9, "p<0.0001"), (0.0, "p<0.0001")],
)
def test_probabilities_are_told_with_two_digits(probability: float, told: str) -> None:
    assert p_text(probability) == told
