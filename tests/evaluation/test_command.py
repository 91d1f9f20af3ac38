"""`python -m evaluation` as a developer runs it."""

import subprocess
import sys

from evaluation.cli import mark
from evaluation.scenarios import BY_NAME
from evaluation.seeds import EVALUATION_SEEDS
from evaluation.turns import in_turn


def evaluation(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        (sys.executable, "-m", "evaluation", *arguments),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_few_calls_give_a_table_with_the_seeds_they_are_of() -> None:
    ran = evaluation("--calls", "12", "--show")
    assert ran.returncode == 0, ran.stderr
    assert f"evaluation seeds {EVALUATION_SEEDS} to {EVALUATION_SEEDS + 11}" in ran.stdout
    assert "calls 12, of them healthy" in ran.stdout
    assert "verdict" in ran.stdout


def test_one_report_can_be_read_as_text() -> None:
    ran = evaluation("--text", "senders.another-uplink", "3")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("POOR: ")
    assert "remote-sender-loss" in ran.stdout


def test_a_scenario_that_is_not_there_is_answered_with_those_that_are() -> None:
    ran = evaluation("--only", "weather")
    assert ran.returncode == 1
    assert "No scenario begins with 'weather'" in ran.stderr
    assert "healthy.all-well" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_all_scenarios_have_their_turn_and_a_few_calls_reach_far() -> None:
    names = list(BY_NAME)
    once = in_turn(names, len(names))
    assert sorted(once) == sorted(names)
    assert len({name.partition(".")[0] for name in once[:12]}) >= 5
    assert in_turn(["only"], 3) == ["only"] * 3


def test_a_call_that_is_judged_rightly_has_nothing_to_be_said_against_it() -> None:
    scored, sentence = mark(("delay.far-away", 1, True))
    assert scored.perfect
    assert sentence == ""
