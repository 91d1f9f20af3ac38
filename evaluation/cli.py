"""The command line of the evaluation."""

import argparse
from collections.abc import Iterator, Sequence
from math import gcd
from multiprocessing import get_context

from evaluation.misses import miss
from evaluation.running import play
from evaluation.scenarios import BY_NAME, draw
from evaluation.scoring import Score, score
from evaluation.seeds import DEFAULT_CALLS, EVALUATION_SEEDS, TUNING_SEEDS
from evaluation.table import table
from rtk_mcp.render.report import render_report

WORKERS = 2
_BATCH = 4
Marked = tuple[Score, str]


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; 0 whatever the figures, which are for a reader to judge."""
    asked = _parser().parse_args(arguments)
    if asked.text:
        print(text_of(names_of(asked.text[0])[0], int(asked.text[1])))
        return 0
    base = asked.seed_base
    if base is None:
        base = TUNING_SEEDS if asked.tune else EVALUATION_SEEDS
    names = names_of(asked.only)
    print(_heading(base, asked.calls))
    marked = list(_marked(names, base, asked.calls, show=asked.show))
    for _, sentence in marked:
        if sentence:
            print(sentence)
    print(table([scored for scored, _ in marked]))
    return 0


def text_of(name: str, seed: int) -> str:
    """One call's report as a support engineer reads it."""
    played = play(draw(name, seed))
    rendered = render_report(played.signals, played.diagnosis, detail="standard")
    return rendered.text


def mark(name: str, seed: int, *, show: bool) -> Marked:
    """Play and mark one call; with `show` what is wrong with it as a paragraph, empty when nothing is."""
    case = draw(name, seed)
    played = play(case)
    scored = score(case, played)
    return scored, miss(name, seed, case, played, scored) if show and not scored.perfect else ""


def _mark(job: tuple[str, int, bool]) -> Marked:
    name, seed, show = job
    return mark(name, seed, show=show)


def _marked(names: Sequence[str], base: int, calls: int, *, show: bool) -> Iterator[Marked]:
    """Every call in order, played by as many processes as the machine is sure to have."""
    jobs = [(name, base + place, show) for place, name in enumerate(in_turn(names, calls))]
    with get_context("spawn").Pool(WORKERS) as pool:
        yield from pool.imap(_mark, jobs, chunksize=_BATCH)


def in_turn(names: Sequence[str], calls: int) -> list[str]:
    """A scenario for each call: all of them equally often, and neighbours far apart, so that a few tell of many."""
    stride = next(
        step for step in range(max(1, len(names) * 3 // 8), len(names) + 1) if gcd(step, len(names)) == 1
    )
    return [names[place * stride % len(names)] for place in range(calls)]


def names_of(only: str | None) -> list[str]:
    """The scenarios whose names begin so.

    Raises:
        SystemExit: there are none; it lists them all.
    """
    names = [name for name in BY_NAME if only is None or name.startswith(only)]
    if not names:
        raise SystemExit("\n".join((f"No scenario begins with {only!r}; there are:", *BY_NAME)))
    return names


def _heading(base: int, calls: int) -> str:
    kind = "tuning" if base < EVALUATION_SEEDS else "evaluation"
    return (
        f"{calls} calls of {kind} seeds {base} to {base + calls - 1}. Rules are tuned on seeds {TUNING_SEEDS} to "
        f"{EVALUATION_SEEDS - 1} alone; evaluation seeds start at {EVALUATION_SEEDS}.\n"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--calls", type=int, default=DEFAULT_CALLS, help="how many calls to play")
    parser.add_argument("--tune", action="store_true", help="use the seeds that rules may be tuned on")
    parser.add_argument("--seed-base", type=int, help="first seed, in place of either range's")
    parser.add_argument("--only", metavar="SCENARIO", help="scenarios whose name begins so")
    parser.add_argument("--show", action="store_true", help="tell of each call that was judged wrongly")
    parser.add_argument(
        "--text", nargs=2, metavar=("SCENARIO", "SEED"), help="print one call's report as text"
    )
    return parser
