"""A comparison as a reader gets it: whole, within its budget, and never a line without the one that it belongs to."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

import orjson
import pytest

from rtk_mcp.api.models.session import SessionFacts
from rtk_mcp.meeting.comparing.comparison import Comparison, compare
from rtk_mcp.meeting.comparing.dimensions import DIMENSIONS, Grouping
from rtk_mcp.meeting.comparing.samples import StaySample
from rtk_mcp.render.budget import STRUCTURED_BUDGET, TEXT_BUDGET, Detail
from rtk_mcp.render.comparison import render_comparison
from rtk_mcp.render.comparison_model import QualityComparison
from rtk_mcp.render.comparison_view import Scope
from rtk_mcp.render.comparison_words import p_text
from rtk_mcp.render.listing import Rendered
from tests.meeting.comparing.people_made import crowd, stay, through_others

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
    detail: Detail = "standard", group_by: Grouping | None = None, **scope: Any
) -> Rendered[QualityComparison]:
    return render_comparison(compare(samples(), group_by), Scope(SESSIONS, **scope), group_by, detail)


def test_the_whole_text_by_browser() -> None:
    assert rendered(group_by="browser").text == (
        "POOR more often in Safari: 7 of 9 people against 3 of 40 others (Fisher's exact test, p<0.0001).\n"
        "50 people in 2 sessions, 2026-11-03 to 2026-11-04; 50 calls (one person in one session): 10 POOR, 0 FAIR, "
        "39 good, 1 not judged; 49 reports, 49 participant-hours.\n"
        "\n"
        "Also there: higher received jitter (median 42 against 5.2 ms, p<0.0001).\n"
        f'diagnose_session(session_id={S1}) tells whose network it was in "Weekly" (8 of 29 POOR).\n'
        f"diagnose_session(session_id={S2}) tells whose network it was in \"Plan 'B'\" (2 of 20 POOR).\n"
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
        "(Holm).\nEach person counts once on each side, by one of their calls, drawn by lot; both need 5 judged "
        "people. People of one session share its conditions, which the tests do not know.\n"
        "No report of 1 stay (Otto-dff): It is gone.\n"
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


def told_of(found: list[StaySample], group_by: Grouping | None, **scope: Any) -> Rendered[QualityComparison]:
    return render_comparison(compare(found, group_by), Scope(SESSIONS, **scope), group_by, "standard")


def test_each_reason_for_a_missing_report_is_told_with_its_count() -> None:
    reasons = {"Gone.": 3, "Cut off.": 2, "Failing.": 1}
    missing = [
        stay(f"{number}{why}", "unknown", missing=why)
        for why, often in reasons.items()
        for number in range(often)
    ]
    notes = told_of([*missing, *crowd("a", 8)], None).structured.notes
    found = [note for note in notes if note.startswith("No report of ")]
    assert [note.rpartition("): ")[2] for note in found] == [*reasons]
    assert [note.split()[3] for note in found] == ["3", "2", "1"]
    many_reasons = [stay(f"p{n}", "unknown", missing=f"Reason {n}.") for n in range(9)]
    notes = told_of(many_reasons, None).structured.notes
    assert "No report of 4 stays: other reasons." in notes


def test_what_is_not_read_yet_is_the_second_line() -> None:
    found = rendered(next_cursor="p2-0-591217.0", unread=9, of=34)
    told = "Not all of it yet: 9 of 34 sessions are not read; next_cursor goes on."
    assert found.text.splitlines()[1] == told
    assert told in found.structured.notes
    assert "Not all of it" not in rendered().text


def test_two_sessions_are_told_by_their_counts_whatever_the_test_says() -> None:
    few = [*crowd("a", 6, 6, session=S1), *crowd("b", 2, session=S2)]
    assert told_of(few, "session").structured.headline == (
        f'POOR: 6 of 6 people in "Weekly" ({S1}) against 0 of 2 in "Plan \'B\'" ({S2}). '
        "Too few people to tell more than these counts: a test needs 5 judged on each side."
    )
    many = told_of([*crowd("a", 9, 9, session=S1), *crowd("b", 9, session=S2)], "session").structured
    assert "9 of 9 people in" in many.headline
    assert "Chance hardly explains that (Fisher's exact test, p<0.0001" in many.headline
    both = told_of([*crowd("a", 9, 9, session=S1), *crowd("b", 9, 9, session=S2)], "session").structured
    assert both.headline.endswith("That is no difference.")
    assert [each.group for each in both.groups[1:]] == [f'"Weekly" ({S1})', f"\"Plan 'B'\" ({S2})"]


def test_people_are_told_by_name_quoted_and_by_peer_id_where_none_is_known() -> None:
    found = [
        stay(
            "Ana", "poor", name="A\u202ena", codes=("uplink-packet-loss",), measured={"loss_sent_pct": 15.0}
        ),
        stay("Sam", name="Sam", measured={"rtt_ms": 40.0}),
        stay("Sami", name="Sam"),
        stay("Otto", "unknown", missing="Gone."),
        *through_others("v", 1, name='Vi "x"'),
    ]
    answer = told_of(found, "person")
    assert answer.structured.headline == (
        'POOR or FAIR: 2 of 4 people judged: "Ana" POOR (uplink-packet-loss); '
        "\"Vi 'x'\" POOR (remote-sender-loss), through other senders alone. 1 person could not be judged."
    )
    assert '"Ana", peer Ana-s1-0: POOR (uplink-packet-loss); sent loss 15 %\n' in answer.text
    assert "peer Otto-s1-0: no report\n" in answer.text
    assert '"Sam (Sam-s1-0)", peer Sam-s1-0: good; round-trip time 40 ms\n' in answer.text
    rows = {row.peer_id: row for row in answer.structured.people}
    assert (rows["Ana-s1-0"].name, rows["Ana-s1-0"].metrics) == ("Ana", {"loss_sent_pct": 15.0})
    assert (rows["v0-s1-0"].verdict, rows["v0-s1-0"].own_trouble) == ("poor", "good")
    assert rows["Otto-s1-0"].name is None


def test_a_mirror_is_neither_told_as_a_difference_nor_as_chance() -> None:
    poor = [
        *crowd("a", 20, 20, session=S1, day="2026-11-03"),
        *crowd("b", 10, 1, session="s3", day="2026-11-03"),
    ]
    well = [
        *crowd("c", 30, 1, session=S2, day="2026-11-04"),
        *crowd("d", 30, 2, session="s4", day="2026-11-05"),
    ]
    answer = told_of([*poor, *well], None)
    (line,) = [note for note in answer.structured.notes if note.startswith("Not told by themselves")]
    assert "on 2026-11-03" in line
    assert "often on 2026-11-0" not in answer.text


def test_names_are_told_of_people_only_where_these_were_asked_for() -> None:
    found = [stay(f"p{n}", name="Rosalind", browser="Chrome") for n in range(7)]
    for group_by in (None, *DIMENSIONS):
        answer = told_of(found, group_by)
        assert "Rosalind" not in answer.text + answer.structured.model_dump_json()
    assert "Rosalind" in told_of(found, "person").text


def test_what_is_counted_is_said_where_others_caused_it() -> None:
    victims = [*through_others("a", 8, browser="Safari"), *crowd("b", 8, 1, browser="Chrome")]
    text = told_of(victims, "browser").text
    assert "9 of 16 calls were POOR or FAIR, 1 by their own trouble." in text
    assert "Own trouble is counted here, also in metrics: not what one other sender's network caused" in text
    assert "as all of it was in 8 of 9 POOR or FAIR calls." in text
    assert "Safari: 8 people, 8 calls: 0 POOR, 0 FAIR, 8 good" in text
    assert "own trouble" not in told_of(victims, "session").text


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
def compared(groups: int, people: int, group_by: Grouping | None) -> Comparison:
    return compare(many(groups, people), group_by)


@pytest.mark.parametrize("detail", TEXT_BUDGET)
@pytest.mark.parametrize("group_by", [None, "person", *DIMENSIONS])
@pytest.mark.parametrize(("groups", "people"), [(0, 0), (1, 1), (3, 6), (40, 6)])
def test_every_answer_keeps_its_budget_and_no_line_stands_alone(
    groups: int, people: int, detail: Detail, group_by: Grouping | None
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
        first = (
            lines[1]
            if lines[0].startswith(("By ", "Each person", "POOR or FAIR calls", "Everybody"))
            else lines[0]
        )
        assert not first.startswith("   "), block


@pytest.mark.parametrize(
    ("probability", "told"),
    [(1.0, "p=1"), (0.0456, "p=0.046"), (0.00012, "p=0.00012"), (1e-9, "p<0.0001"), (0.0, "p<0.0001")],
)
def test_probabilities_are_told_with_two_digits(probability: float, told: str) -> None:
    assert p_text(probability) == told
