"""The command line of the evaluation of whole meetings."""

from collections.abc import Sequence

from evaluation.meetings.complaining import Complaints, complain
from evaluation.meetings.running import play
from evaluation.meetings.scenarios import BY_NAME, SLOW_BY_NAME, draw
from evaluation.meetings.scoring import MeetingScore, score
from evaluation.meetings.seeds import EVALUATION_MEETINGS, TUNING_MEETINGS
from evaluation.meetings.wording import miss, text_of
from evaluation.table import figure, table
from evaluation.turns import Job, in_turn, names_of

_LEGEND = (
    "recall: meetings with the cause in which a finding names it. precision: findings that rightly name a cause, of\n"
    "those that name one or are made up. culprit: nobody blamed who has no such trouble, and most of those who have,\n"
    "where found. overlap: time in both the finding's windows and the cause's span over time in either, by the\n"
    "service's clock. healthy: meetings in which nobody felt anything. affected: those whom both the finding and the\n"
    "cause name over those whom either names. A trouble told once more in another way is neither a hit nor made up.\n"
    "complaints: of people who had or felt the trouble, also around the middle of it; wrong ones: of people who had\n"
    "none."
)
Judged = tuple[MeetingScore, Complaints]
Marked = tuple[Judged, str]


def heading(base: int, number: int) -> str:
    """Which seeds a table is of."""
    kind = "tuning" if base < EVALUATION_MEETINGS else "evaluation"
    return (
        f"{number} meetings of {kind} seeds from {base}. Judging is tuned on seeds {TUNING_MEETINGS} to "
        f"{EVALUATION_MEETINGS - 1} alone; evaluation seeds start at {EVALUATION_MEETINGS}.\n"
    )


def jobs(only: str | None, base: int, number: int, *, show: bool) -> list[Job]:
    """What to play: in a full round the slow ones once each, and first, so that no process is left alone with one."""
    kinds = names_of(only, BY_NAME | SLOW_BY_NAME)
    quick = [name for name in kinds if name in BY_NAME]
    slow = [name for name in kinds if name in SLOW_BY_NAME and number >= len(kinds)]
    names = slow + in_turn(quick, number - len(slow)) if quick else in_turn(kinds, number)
    return [(name, base + place, show) for place, name in enumerate(names)]


def mark(job: Job) -> Marked:
    """Play and mark one meeting; when asked to show it, what is wrong with it as a paragraph, else nothing."""
    name, seed, show = job
    case = draw(name, seed)
    played = play(case)
    marked = score(case, played.diagnosis)
    worth_telling = show and not marked.score.perfect
    told = miss(name, seed, case, played.diagnosis, marked.score) if worth_telling else ""
    return (marked, complain(case, played)), told


def text(name: str, seed: int) -> str:
    """One meeting's diagnosis, and what really happened in it."""
    case = draw(names_of(name, BY_NAME | SLOW_BY_NAME)[0], seed)
    return text_of(case, play(case).diagnosis)


def summary(marked: Sequence[Judged]) -> str:
    """The table."""
    figures = (
        figure("affected people, overlap", (ratio for each, _ in marked for ratio in each.affected)),
        figure("complaints, cause shown", (float(shown) for _, each in marked for shown in each.rightly)),
        figure("wrong ones, cause shown", (float(shown) for _, each in marked for shown in each.wrongly)),
    )
    return table(
        [each.score for each, _ in marked], what="meeting", legend="\n".join(figures) + f"\n\n{_LEGEND}"
    )
