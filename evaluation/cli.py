"""The command line of the evaluation."""

import argparse
from collections.abc import Iterable, Sequence
from typing import TypeVar

from evaluation.meetings import command as meetings
from evaluation.meetings.seeds import DEFAULT_MEETINGS, EVALUATION_MEETINGS, TUNING_MEETINGS
from evaluation.misses import miss
from evaluation.running import play
from evaluation.scenarios import BY_NAME, draw
from evaluation.scoring import Score, score
from evaluation.seeds import DEFAULT_CALLS, EVALUATION_SEEDS, TUNING_SEEDS
from evaluation.table import table
from evaluation.turns import Job, in_turn, names_of, played
from rtk_mcp.render.report import render_report

Marked = tuple[Score, str]
_Scored = TypeVar("_Scored")


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; 0 whatever the figures, which are for a reader to judge."""
    asked = _parser().parse_args(arguments)
    if asked.text:
        name, seed = asked.text[0], int(asked.text[1])
        print(meetings.text(name, seed) if asked.meetings else text_of(name, seed))
    elif asked.meetings:
        _judge_meetings(asked)
    else:
        _judge_calls(asked)
    return 0


def _judge_calls(asked: argparse.Namespace) -> None:
    base = _base(asked, TUNING_SEEDS, EVALUATION_SEEDS)
    calls = asked.calls or DEFAULT_CALLS
    names = in_turn(names_of(asked.only, BY_NAME), calls)
    jobs = [(name, base + place, asked.show) for place, name in enumerate(names)]
    print(_heading(base, calls))
    print(table(_told(played(mark, jobs, at_a_time=4))))


def _judge_meetings(asked: argparse.Namespace) -> None:
    base = _base(asked, TUNING_MEETINGS, EVALUATION_MEETINGS)
    jobs = meetings.jobs(asked.only, base, asked.calls or DEFAULT_MEETINGS, show=asked.show)
    print(meetings.heading(base, len(jobs)))
    print(meetings.summary(_told(played(meetings.mark, jobs, at_a_time=1))))


def _told(marked: Iterable[tuple[_Scored, str]]) -> list[_Scored]:
    """The scores; what is to be told of one is printed as soon as it is there."""
    scores = []
    for scored, sentence in marked:
        if sentence:
            print(sentence, flush=True)
        scores.append(scored)
    return scores


def _base(asked: argparse.Namespace, tuning: int, evaluation: int) -> int:
    if asked.seed_base is not None:
        return int(asked.seed_base)
    return tuning if asked.tune else evaluation


def text_of(name: str, seed: int) -> str:
    """One call's report as a support engineer reads it."""
    shown = play(draw(names_of(name, BY_NAME)[0], seed))
    return render_report(shown.signals, shown.diagnosis, detail="standard").text


def mark(job: Job) -> Marked:
    """Play and mark one call; when asked to show it, what is wrong with it as a paragraph, else nothing."""
    name, seed, show = job
    case = draw(name, seed)
    shown = play(case)
    scored = score(case, shown)
    return scored, miss(name, seed, case, shown, scored) if show and not scored.perfect else ""


def _heading(base: int, calls: int) -> str:
    kind = "tuning" if base < EVALUATION_SEEDS else "evaluation"
    return (
        f"{calls} calls of {kind} seeds {base} to {base + calls - 1}. Rules are tuned on seeds {TUNING_SEEDS} to "
        f"{EVALUATION_SEEDS - 1} alone; evaluation seeds start at {EVALUATION_SEEDS}.\n"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--meetings", action="store_true", help="judge whole meetings, not single reports")
    parser.add_argument("--calls", type=int, help="how many calls or meetings to play")
    parser.add_argument("--tune", action="store_true", help="use the seeds that rules may be tuned on")
    parser.add_argument("--seed-base", type=int, help="first seed, in place of either range's")
    parser.add_argument("--only", metavar="SCENARIO", help="scenarios whose name begins so")
    parser.add_argument("--show", action="store_true", help="tell of each one that was judged wrongly")
    parser.add_argument(
        "--text",
        nargs=2,
        metavar=("SCENARIO", "SEED"),
        help="print one call's report, or meeting's diagnosis, as text",
    )
    return parser
